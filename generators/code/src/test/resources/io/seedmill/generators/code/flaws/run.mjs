// Runs each file u*.mjs of its folder, and prints in which a flaw shows.
import assert from "node:assert";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

globalThis.assert = assert;
const here = path.dirname(fileURLToPath(import.meta.url));
for (const file of fs.readdirSync(here).filter((each) => /^u\d+\.mjs$/.test(each)).sort()) {
  const name = file.slice(0, -4);
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
