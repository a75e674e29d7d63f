#!/usr/bin/env node
// Plain JavaScript that any Node can parse, so that an old one is told what it lacks.
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";
import v8 from "node:v8";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const bundle = new URL("../dist/crossover.js", import.meta.url);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `crossover needs Node 22.18 or newer; this is ${process.version}.\n` +
      "  npm install brings Node 24 with it: run npx crossover, or npm run compare, in the project's folder.\n",
  );
  process.exitCode = 2;
} else if (!existsSync(bundle)) {
  process.stderr.write(`${fileURLToPath(bundle)} is missing.\n  Build it with: npm run build\n`);
  process.exitCode = 2;
} else {
  // Reports failure in its result and never throws: an install that cannot be written to only starts a little slower.
  module.enableCompileCache(fileURLToPath(new URL("../.cache/compile", import.meta.url)));
  // A capture leaves short-lived objects only; a young generation that stays small takes a third less memory for 5 %
  // more time. Has to be said before the first one is made.
  v8.setFlagsFromString("--semi-space-growth-factor=1");
  // The old one may grow by half before it is looked through; left to itself it grows by more, the more cores are idle.
  v8.setFlagsFromString("--heap-growing-percent=50");
  // Looked through in pauses of 20 to 40 ms and not beside the work, which fills another 20 MB until the look is done.
  // Nobody waits for a frame here.
  v8.setFlagsFromString("--no-incremental-marking");
  // Two seconds are too short for the slowest and best of the compilers to earn its work back: without it they are a
  // tenth less, and so is the memory. Before Node 24 the one below it may be off, and then nothing would be compiled.
  // A refresh streams hundreds of MB and does.
  if (major >= 24 && process.argv[2] !== "prices") v8.setFlagsFromString("--no-turbofan");
  // Started by the report of a Pulumi program, it would take that program's engine for its own.
  for (const key of Object.keys(process.env)) if (key.startsWith("PULUMI_NODEJS_")) delete process.env[key];
  await import(bundle.href);
}
