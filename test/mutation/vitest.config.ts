import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** One planted error: the file is read with one text in the place of another. Absent: nothing is planted. */
const planted = process.env.PLANTED_ERROR;
const error = planted === undefined ? undefined : JSON.parse(planted);
const root = join(import.meta.dirname, "../..");

export default defineConfig({
  root,
  plugins: [
    {
      name: "planted-error",
      enforce: "pre",
      transform(code: string, id: string) {
        if (error === undefined || id !== join(root, error.file)) return undefined;
        const changed = code.replace(error.from, error.to);
        if (changed === code) throw new Error(`${error.file} has no ${error.from}`);
        return { code: changed, map: null };
      },
    },
  ],
  test: {
    // What an earlier run transformed is not what this one plants.
    fsModuleCache: false,
    include: ["test/**/*.test.ts"],
    exclude: ["test/mutation/**", "test/engine/**"],
    testTimeout: 60_000,
  },
});
