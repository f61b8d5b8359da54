// Runs each file u*.mjs of its folder, and prints in which a flaw shows.
import assert from "node:assert";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import v8 from "node:v8";
import vm from "node:vm";

globalThis.assert = assert;
v8.setFlagsFromString("--expose-gc");
const collect = vm.runInNewContext("gc");
const here = path.dirname(fileURLToPath(import.meta.url));
for (const file of fs.readdirSync(here).filter((each) => /^u\d+\.mjs$/.test(each)).sort()) {
  const name = file.slice(0, -4);
  collect(); // what other files left open is closed now, and not while this one counts
  await setImmediate();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "flaw-"));
  process.chdir(folder);
  try {
    await import(pathToFileURL(path.join(here, file)).href);
  } catch (e) {
    console.log(e.code === "ERR_ASSERTION" ? `shown ${name}` : `error ${name}: ${e.message}`);
  }
  process.chdir(here);
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
