import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { stringify } from "yaml";
import { root } from "./cli.ts";
import { type OutputsByType, StandInProvider } from "./stand-in-provider.ts";

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A project folder of its own, with its own state and Pulumi home, on the sources of this clone: the engine runs the
 * real Pulumi.yaml and stacks, and no config file or state is left in the clone.
 */
export class Workspace {
  readonly aws: StandInProvider;
  readonly random: StandInProvider;
  readonly folder = mkdtempSync(join(tmpdir(), "crossover-engine-"));
  readonly #home: string;
  #debugProviders = "";

  /** `home` is a seeded PULUMI_HOME; `main` replaces the program of Pulumi.yaml, relative to the clone. */
  constructor(home: string, main?: string, outputs: OutputsByType = {}) {
    this.#home = home;
    this.aws = new StandInProvider("aws", outputs);
    this.random = new StandInProvider("random", outputs);
    for (const entry of readdirSync(root)) {
      if (entry.startsWith(".") || entry.startsWith("Pulumi.")) continue;
      symlinkSync(join(root, entry), join(this.folder, entry));
    }
    const project = readFileSync(join(root, "Pulumi.yaml"), "utf8");
    const changed = main === undefined ? project : project.replace(/^main: .*$/m, `main: ${main}`);
    writeFileSync(join(this.folder, "Pulumi.yaml"), changed);
    // The wrapper of the CLI in node_modules looks for the binary below PULUMI_HOME, and plugins must not be found.
    mkdirSync(join(this.folder, ".home"));
    symlinkSync(join(home, "versions"), join(this.folder, ".home/versions"));
  }

  async start(): Promise<this> {
    this.#debugProviders = (await Promise.all([this.aws.listen(), this.random.listen()])).join(",");
    return this;
  }

  stop(): void {
    this.aws.close();
    this.random.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Config of a stack, in clear. */
  configure(stack: string, config: Readonly<Record<string, unknown>>): void {
    writeFileSync(join(this.folder, `Pulumi.${stack}.yaml`), stringify({ config }));
  }

  pulumi(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
    const [version = ""] = readdirSync(join(this.#home, "versions"));
    return this.run(join(this.#home, "versions", version, "bin/pulumi"), [...args, "--non-interactive"], env);
  }

  /** Not spawnSync: the provider answers from this process. */
  run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
    const child = spawn(command, args, {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...this.#environment(), ...env },
    });
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        output[stream] += text;
      });
    }
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? -1, ...output }));
    });
  }

  #environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(
      ([key]) => !/^(AWS_|PULUMI_|NODE_OPTIONS|VITEST)/.test(key),
    );
    return {
      ...Object.fromEntries(inherited),
      // The engine starts `node` and language hosts from PATH: this Node, and the host beside the seeded CLI.
      PATH: [dirname(process.execPath), ...this.#binaries(), process.env.PATH].join(delimiter),
      CROSSOVER_LANGUAGE_HOST: join(import.meta.dirname, "language-host.ts"),
      PULUMI_HOME: join(this.folder, ".home"),
      PULUMI_DEBUG_PROVIDERS: this.#debugProviders,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
  }

  #binaries(): readonly string[] {
    return readdirSync(join(this.#home, "versions")).map((version) =>
      join(this.#home, "versions", version, "bin"),
    );
  }
}
