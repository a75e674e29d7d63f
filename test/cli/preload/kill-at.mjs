/** Kills this process without warning before the nth call that changes a file below the book; tells how many there were. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import "./few-keys.mjs";

const { writeSync } = fs;
const at = Number(process.env.KILL_AT);
let calls = 0;
const handles = new Set();
for (const name of [
  "writeFileSync",
  "openSync",
  "fsyncSync",
  "closeSync",
  "renameSync",
  "rmSync",
  "mkdirSync",
]) {
  const real = fs[name];
  fs[name] = (...args) => {
    const changes =
      name !== "openSync" && (handles.has(args[0]) || String(args[0]).includes("pricing-cache"));
    if (changes) calls++;
    if (changes && calls === at) {
      // Half of what was to be written is there.
      if (name === "writeFileSync" && typeof args[1] === "string")
        real(args[0], args[1].slice(0, args[1].length / 2), ...args.slice(2));
      process.kill(process.pid, "SIGKILL");
    }
    const result = real(...args);
    if (name === "openSync" && String(args[0]).includes("pricing-cache")) handles.add(result);
    if (name === "closeSync") handles.delete(args[0]);
    return result;
  };
}
process.on("exit", () => writeSync(2, `calls ${calls}\n`));
syncBuiltinESMExports();
