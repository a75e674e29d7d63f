import { dirname } from "node:path";
import type { Plugin } from "esbuild";

/**
 * Parts of the Pulumi SDK that no capture runs, most of its start-up cost: the TypeScript compiler and npm's tree
 * reader behind closure serialisation, the gRPC runtime behind the real engine, the automation API, the servers.
 * Paths below node_modules; each is replaced by a module that throws when it is used.
 */
const LEFT_OUT = [
  "@pulumi/pulumi/runtime/closure/(serializeClosure|codePaths)",
  "@pulumi/pulumi/(automation|dynamic|provider)/index",
  "@pulumi/pulumi/typescript-shim",
  "@opentelemetry/api/build/.*",
  "source-map-support/.*",
];

/** Generated clients derive from these at import; a capture never makes one. */
const GRPC = "@grpc/grpc-js/build/(src|esm)/index";
const grpcStub = `
exports.makeGenericClientConstructor = () => class { constructor() { throw new Error("gRPC is left out of this bundle"); } };
exports.status = {};
`;

/** Messages of the schema library in 50 languages, 0.4 MB; ours are English. */
const LOCALES = "zod/v4/locales/index";

/** Properties answer with the stub itself, so that "class X extends stub.Y" loads; calling it throws. */
const stub = (path: string): string => `
const refuse = () => { throw new Error(${JSON.stringify(`${path} is left out of this bundle`)}); };
const stub = new Proxy(function () {}, {
  get: (_target, key) => (key === "__esModule" ? true : key === "prototype" ? {} : typeof key === "symbol" ? undefined : stub),
  apply: refuse,
  construct: refuse,
});
module.exports = stub;
`;

const below = (paths: readonly string[]) => new RegExp(`/node_modules/(${paths.join("|")})\\.js$`);

export const stubs: Plugin = {
  name: "stubs",
  setup(build) {
    build.onLoad({ filter: below([GRPC]) }, () => ({ contents: grpcStub, loader: "js" }));
    build.onLoad({ filter: below([LOCALES]) }, ({ path }) => ({
      contents: 'export { default as en } from "./en.js";',
      resolveDir: dirname(path),
      loader: "js",
    }));
    build.onLoad({ filter: below(LEFT_OUT) }, ({ path }) => ({
      contents: stub(path.slice(path.lastIndexOf("/node_modules/") + "/node_modules/".length)),
      loader: "js",
    }));
  },
};
