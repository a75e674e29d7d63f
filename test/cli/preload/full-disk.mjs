/** The disk is full when a file of that name is flushed; plans are not asked for their keys. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import "./few-keys.mjs";

const { openSync, fsyncSync } = fs;
const names = new Map();
fs.openSync = (path, ...rest) => {
  const handle = openSync(path, ...rest);
  names.set(handle, String(path));
  return handle;
};
fs.fsyncSync = (handle) => {
  const at = process.env.FULL_AT === "snapshot" ? "us-east-1" : process.env.FULL_AT;
  if (!names.get(handle)?.includes(at)) return fsyncSync(handle);
  throw Object.assign(new Error("ENOSPC: no space left on device, fsync"), { code: "ENOSPC" });
};
syncBuiltinESMExports();
