/**
 * A Node language host for the engine suite: what `pulumi-language-nodejs` does for one program, on the SDK's own
 * generated services. It exists because the official host is not served as a Go module, so a CLI built in CI has none.
 *
 * The engine starts it with its own address as the last argument and reads the port from the first line on stdout.
 * Everything that a preview does not need answers UNIMPLEMENTED.
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import language, { type ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { emptyMessage } from "./protocol.ts";

/** The SDK's launcher exits with it after it has told the user what went wrong. */
const ALREADY_REPORTED = 32;

const engine = process.argv[2] ?? "";

function launch(request: messages.RunRequest): Promise<number> {
  const info = request.getInfo();
  if (info === undefined) throw new Error("the engine named no program");
  const folder = info.getProgramDirectory();
  const launcher = createRequire(join(folder, "program.ts")).resolve("@pulumi/pulumi/cmd/run");
  const flags = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info.getRootDirectory(),
    stack: request.getStack(),
    pwd: folder,
    parallel: String(request.getParallel()),
  };
  const args = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
  if (request.getDryrun()) args.push("--dry-run");
  const child = spawn("node", [launcher, ...args, info.getEntryPoint(), ...request.getArgsList()], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  });
  child.stdout.pipe(process.stdout, { end: false });
  child.stderr.pipe(process.stderr, { end: false });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

type Answered =
  | "handshake"
  | "getRequiredPlugins"
  | "getRequiredPackages"
  | "getPluginInfo"
  | "cancel"
  | "run";
const host: Pick<ILanguageRuntimeServer, Answered> = {
  handshake: (_call, answer) => answer(null, new messages.LanguageHandshakeResponse()),
  getRequiredPlugins: (_call, answer) => answer(null, new messages.GetRequiredPluginsResponse()),
  getRequiredPackages: (_call, answer) => answer(null, new messages.GetRequiredPackagesResponse()),
  getPluginInfo: (_call, answer) => answer(null, new plugin.PluginInfo().setVersion("0.0.1")),
  cancel: (_call, answer) => answer(null, emptyMessage()),
  run: (call, answer) => {
    launch(call.request).then((code) => {
      const response = new messages.RunResponse();
      if (code === ALREADY_REPORTED) response.setBail(true);
      else if (code !== 0) response.setError(`the program exited with code ${code}`);
      answer(null, response);
    }, answer);
  },
};

const server = new grpc.Server();
server.addService(language.LanguageRuntimeService, host);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
