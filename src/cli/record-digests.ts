import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { InputError } from "../errors.ts";
import { snapshotsUpTo } from "../prices/book/book-index.ts";
import { TOKEN_PRICES } from "../prices/tokens/tokens.ts";
import { canonical } from "../record/canonical.ts";
import type { RecordDigests } from "../record/record-of.ts";
import type { AppliedOverrides } from "../report/compose/overrides.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { keyedSha256, sha256 } from "./digest.ts";
import { packageRoot } from "./package-root.ts";
import { bookFiles, readBookJson } from "./price-files.ts";
import type { ScenarioFile } from "./scenario-file.ts";

/** Keeps the hash of your own prices from being guessed: 16 characters or more that stand in no repository. */
const KEY = "CROSSOVER_RECORD_KEY";
const SHORTEST_KEY = 16;

/** What a decision was made from, as digests: one that differs tells which input is another. */
export function recordDigests(
  { raw, scenario, book, overrides }: Digested,
  fileSha256?: string,
): RecordDigests {
  const keyed = overridesDigest(overrides);
  return {
    scenario: {
      sha256: sha256(canonical(raw)),
      ...(fileSha256 !== undefined && { fileSha256 }),
      files: filesOf(scenario).map((path) => ({ path, sha256: sha256(readFileSync(resolve(path), "utf8")) })),
    },
    prices: pricesDigests(book, scenario),
    ...(keyed !== undefined && { overrides: keyed }),
  };
}

export interface Digested {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly scenario: Scenario;
  /** Folder of the price book. */
  readonly book: string;
  readonly overrides?: AppliedOverrides;
}

/** The digest of the file's own text, where flags changed nothing of what it asks but the day. */
export function fileDigest({ text, raw }: ScenarioFile, parsed: Readonly<Record<string, unknown>>) {
  const asked = ({ asOf: _, ...rest }: Readonly<Record<string, unknown>>) => canonical(rest);
  return text !== "" && asked(raw) === asked(parsed) ? sha256(text) : undefined;
}

/** Files that the scenario names, and the index beside a model's config that is read with it. */
function filesOf({ llm }: Scenario): string[] {
  const configs = (llm?.candidates ?? []).flatMap(({ config }) => (config === undefined ? [] : [config]));
  const indexes = configs.map((path) => join(dirname(path), "model.safetensors.index.json"));
  const named = [...configs, ...indexes, ...(llm?.hosting.benchmarks ?? [])];
  return [...new Set(named)].filter((path) => existsSync(resolve(path))).sort();
}

function pricesDigests(folder: string, scenario: Scenario): RecordDigests["prices"] {
  const { index } = bookFiles(folder);
  const used = [scenario.region, "global"].flatMap((region) => {
    const newest = snapshotsUpTo(index, region, scenario.asOf).at(-1);
    return newest === undefined ? [] : [newest];
  });
  return {
    snapshots: used.map(({ path, region, snapshotAt, sha256 }) => ({ path, region, snapshotAt, sha256 })),
    rulesSha256: sha256(canonical(readBookJson(folder, "rules.json"))),
    tokens: {
      package: TOKEN_PRICES.package,
      version: TOKEN_PRICES.version,
      overlaySha256: sha256(readFileSync(join(packageRoot(), "data/llm-overlay.json"), "utf8")),
    },
    dataSha256: sha256(
      dataFiles()
        .map(([name, text]) => `${name} ${sha256(text)}`)
        .join("\n"),
    ),
  };
}

/** Facts that plans are made with; `data/seed` only ever becomes snapshots, which have digests of their own. */
function dataFiles(): (readonly [string, string])[] {
  return ["data", "data/throughput"].flatMap((folder) =>
    readdirSync(join(packageRoot(), folder))
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => [`${folder}/${name}`, readFileSync(join(packageRoot(), folder, name), "utf8")] as const),
  );
}

/** @throws InputError RECORD_KEY for a key that could be guessed; exit 2 */
function overridesDigest(overrides: AppliedOverrides | undefined): string | undefined {
  const key = process.env[KEY];
  if (overrides === undefined || key === undefined || key === "") return undefined;
  if (key.length >= SHORTEST_KEY) return keyedSha256(key, canonical(overrides.rules));
  throw new InputError(
    "RECORD_KEY",
    `${KEY} must have at least ${SHORTEST_KEY} characters, got ${key.length}.`,
    "Make one with: openssl rand -hex 32",
  );
}
