import type { KnipConfig } from "knip";

const production = process.argv.includes("--production");

/**
 * `knip` judges the whole repository; `knip --production` only what runs: patterns that end in "!". Code that nothing
 * but its tests imports is dead, so it fails there.
 */
const config: KnipConfig = {
  entry: [
    "src/cli/main.ts!",
    "stacks/index.ts!",
    "build/*.ts!",
    "bench/{stream-offer-file,offer-candidate}.ts",
    "test/engine/{language-host,digests}.ts",
    "test/engine/programs/*.ts",
    "test/mutation/vitest.config.ts",
    // The scripts of package.json name it, which only the other way of judging reads; so do its own exports.
    ...(production ? ["stacks/pulumi.ts!", "src/index.ts!"] : []),
  ],
  project: ["src/**/*.ts!", "stacks/**/*.ts!", "build/**/*.ts!", "bench/**/*.ts", "test/**/*.ts"],
  ignoreBinaries: ["jq"],
  // A step of a calculation may have a test of its own.
  ignoreExportsUsedInFile: production,
};

export default config;
