// What the code needs of Node.js, without its types.
declare module "node:*";
declare const process: any;
declare const Buffer: any;
declare function setImmediate(callback: () => void): any;
declare function require(name: string): any;
