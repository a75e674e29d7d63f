import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Where the boot files stand. `../stacks/boot/` is the same folder seen from this file and from a bundle that stands
 * one folder below the package's root (`dist/cli.js`); a bundle elsewhere would need another path here.
 */
const BOOT = new URL("../stacks/boot/", import.meta.url);

/** The text of a boot file by its path below `stacks/boot/`, e.g. `vllm/model-fetch.sh`. */
export function bootFile(path: string): string {
  return readFileSync(new URL(path, BOOT), "utf8");
}

/** Absolute path of a boot file, for what Pulumi uploads itself. */
export function bootPath(path: string): string {
  return fileURLToPath(new URL(path, BOOT));
}

/** SHA-256 of a boot file in lower-case hexadecimal, as `sha256sum` prints it. */
export function bootDigest(path: string): string {
  return createHash("sha256")
    .update(readFileSync(new URL(path, BOOT)))
    .digest("hex");
}
