import { isHostable } from "../alternatives/adapted.ts";
import { InputError } from "../errors.ts";
import { isSelfHosted } from "../offers/services.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ScenarioFile } from "./scenario-file.ts";

interface Reader {
  /** Dotted keys of the file. */
  readonly keys: RegExp;
  readonly reads: (scenario: Scenario) => boolean;
  readonly because: string;
  readonly hint: string;
}

const hostsModel = ({ llm }: Scenario) => llm?.candidates.some(isHostable) ?? false;

/** An engine of ours in any part, or behind a retrieval candidate. */
function hostsAnything(scenario: Scenario): boolean {
  const { vectors, tracking, llm } = scenario;
  const runs = (part: "vectors" | "tracking", names: readonly string[]) =>
    names.some((name) => isSelfHosted(part, name));
  const stores = (llm?.candidates ?? []).flatMap(({ retrieval }) => retrieval?.store?.candidates ?? []);
  return (
    hostsModel(scenario) ||
    runs("vectors", [vectors?.today ?? "", ...(vectors?.candidates ?? []), ...stores]) ||
    runs("tracking", [tracking?.today ?? "", ...(tracking?.candidates ?? [])])
  );
}

const NO_MODEL = "no model is hosted whose fleet or traffic it could move";
const MODEL_HINT = "Add an open model to llm.candidates, for example openai/gpt-oss-120b, or remove the key.";

/** Keys that stand outside the parts, or in the llm part, and that only some alternatives read. */
const READERS: readonly Reader[] = [
  {
    keys: /^llm\.(classes\.\d+\.)?(peakToMean|withinHourPeak|busyDay)$/,
    reads: hostsModel,
    because: NO_MODEL,
    hint: MODEL_HINT,
  },
  {
    keys: /^usage\.(responseBytesPerToken|requestBytesPerToken|imageGiBPerBoot)$/,
    reads: hostsModel,
    because: NO_MODEL,
    hint: MODEL_HINT,
  },
  {
    keys: /^usage\./,
    reads: hostsAnything,
    because: "nothing is hosted whose traffic it could move",
    hint: "Add what could be hosted (an open model, qdrant, mlflow) to the candidates, or remove the key.",
  },
  {
    keys: /^people\.gpuExpertise$/,
    reads: ({ llm }) => llm !== undefined,
    because: "there is no llm part, and running GPU servers is asked of no other",
    hint: "Add an llm part, or remove the key.",
  },
  {
    keys: /^criteria\.qualityDelta$/,
    reads: ({ llm }) => llm !== undefined,
    because: "there is no llm part, and no other has a quality gate",
    hint: "Add an llm part, or remove the key.",
  },
];

/** @throws InputError naming a key that nothing of this scenario reads, whichever parts it has. */
export function refuseUnreadSharedKeys({ file, raw }: ScenarioFile, scenario: Scenario): void {
  const given = leaves(raw, "");
  for (const { keys, reads, because, hint } of READERS) {
    const key = given.find((name) => keys.test(name));
    if (key === undefined || reads(scenario)) continue;
    throw new InputError("KEY_UNREAD", `${file}: ${key} is given, but ${because}.`, hint);
  }
}

/** Dotted keys; a figure's own keys (low, base, months) are none, and an open question is no answer that is not read. */
function leaves(node: unknown, prefix: string): string[] {
  if (node === "unanswered") return [];
  if (typeof node !== "object" || node === null) return [prefix];
  if ("base" in node || "months" in node) return [prefix];
  return Object.entries(node).flatMap(([key, value]) =>
    leaves(value, prefix === "" ? key : `${prefix}.${key}`),
  );
}
