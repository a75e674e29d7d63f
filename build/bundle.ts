/**
 * Bundles the command line into dist/: one entry, and lazy chunks for what only some commands need. A plain import of
 * the Pulumi SDK takes 0.9 s and 180 MB; in the bundle, without what a capture never runs, 0.2 s and 85 MB.
 *
 * `npm install` runs it through `prepare`; afterwards `npm run build`.
 */
import { renameSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { stubs } from "./stubs.ts";

const root = dirname(import.meta.dirname);

/** CommonJS packages call it; each chunk is a module of its own. */
const commonJs = [
  'import { createRequire as bundleRequire } from "node:module";',
  "const require = bundleRequire(import.meta.url);",
].join("\n");

/** Our sources find files by where they stand themselves: in the bundle they still name the folder they came from. */
const sourceFolders = (outdir: string): Plugin => ({
  name: "source-folders",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (path.includes("/node_modules/") || !text.includes("import.meta.")) return undefined;
      const url = `new URL(${JSON.stringify(relative(outdir, path))}, import.meta.url)`;
      const original: Readonly<Record<string, string>> = {
        url: `${url}.href`,
        filename: `decodeURIComponent(${url}.pathname)`,
        dirname: `decodeURIComponent(new URL(".", ${url}).pathname.slice(0, -1))`,
      };
      const contents = text.replace(
        /\bimport\.meta\.(url|filename|dirname)\b/g,
        (seen, key) => original[key] ?? seen,
      );
      return { contents, loader: "ts" };
    });
  },
});

/** Inputs that load with `output` before any command is chosen: its own and those of its static imports. */
function eagerInputs(meta: Metafile, output: string, seen = new Set<string>()): string[] {
  const entry = meta.outputs[output];
  if (entry === undefined || seen.has(output)) return [];
  seen.add(output);
  const imported = entry.imports.filter(({ kind }) => kind === "import-statement");
  return [...Object.keys(entry.inputs), ...imported.flatMap(({ path }) => eagerInputs(meta, path, seen))];
}

/**
 * Bundles `entry` into `outdir`, which is replaced as a whole once the bundle stands: who runs the old one meanwhile
 * still finds its chunks until then, and a broken build leaves it.
 *
 * @throws Error when the entry loads Pulumi statically: every command would then pay for it.
 */
export async function bundle(entry: string, outdir: string): Promise<void> {
  // A sibling, so that paths relative to it stay right after the move.
  const fresh = `${outdir}.${process.pid}`;
  try {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: { crossover: entry },
      outdir: fresh,
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      target: "node22.18",
      banner: { js: commonJs },
      plugins: [stubs, sourceFolders(fresh)],
      legalComments: "none",
      // Names stay, for whoever reports a stack trace; what is not read need not be held in memory.
      minifyWhitespace: true,
      minifySyntax: true,
      logLevel: "warning",
      metafile: true,
    });
    const eager = eagerInputs(metafile, relative(root, join(fresh, "crossover.js")));
    const heavy = eager.find((path) => path.includes("node_modules/@pulumi/"));
    if (heavy !== undefined) {
      throw new Error(`${relative(root, entry)} loads ${heavy} at start; import it where it is used`);
    }
    rmSync(outdir, { recursive: true, force: true });
    renameSync(fresh, outdir);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

if (import.meta.main) await bundle(join(root, "src/cli/main.ts"), join(root, "dist"));
