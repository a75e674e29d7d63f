import { guidanceOf } from "../../decision/component-guidance.ts";
import { type RuleSaying, ruleConflicts, verdictSide } from "../../decision/rule-conflict.ts";
import type { ReportRisks } from "../report-risk.ts";
import type { Findings } from "./compose.ts";
import { type NamedRows, namedRows } from "./named-rows.ts";
import type { Rules } from "./rules.ts";

/** Rules as they stand in the report, with the builds that run. */
type Said = Omit<Rules, "conflicts"> & { readonly lockIn: ReportRisks["lockIn"] };

/** Each published rule of this report that disagrees with its part's verdict. */
export function conflictFacts(found: Findings, said: Said): Rules["conflicts"] {
  const named = namedRows(found);
  const sayings = [
    ...trackingSays(said),
    ...componentsSay(said),
    ...wrongBuildsSay(said),
    ...leavingsSay(said),
    ...phaseSays(said),
    ...named.flatMap(triggerSays),
  ].map((saying) => withRow(saying, named));
  return ruleConflicts(sayings, (part) => {
    const own = named.find((entry) => entry.part === part);
    return own && verdictSide(own.decision, (id) => own.rows.find((row) => row.id === id)?.seller === "self");
  });
}

/** A rule that names no row means the leading fleet, or what is bought meanwhile. */
function withRow(saying: RuleSaying, named: readonly NamedRows[]): RuleSaying {
  if (saying.alternative !== undefined) return saying;
  const own = named.find(({ part }) => part === saying.part);
  const row = saying.says === "self-host" ? own?.lead : own?.keep;
  return row === undefined ? saying : { ...saying, alternative: row.id };
}

function trackingSays({ tracking }: Said): RuleSaying[] {
  if (tracking?.verdict === undefined) return [];
  return [{ rule: "tracking", part: "tracking", says: tracking.verdict === "MLflow" ? "self-host" : "buy" }];
}

function componentsSay({ components }: Said): RuleSaying[] {
  return components.flatMap(({ name, score, premium }): RuleSaying[] => {
    const part = guidanceOf(name)?.part;
    if (part === undefined) return [];
    const about = { part, component: name };
    return [
      ...(score === undefined
        ? []
        : [{ ...about, rule: "score" as const, says: score === "build" ? ("self-host" as const) : score }]),
      ...(premium?.verdict === undefined
        ? []
        : [
            {
              ...about,
              rule: "premium" as const,
              says: premium.verdict === "buy" ? premium.verdict : ("self-host" as const),
            },
          ]),
    ];
  });
}

function wrongBuildsSay({ lockIn }: Said): RuleSaying[] {
  return lockIn.flatMap(({ part, wrongBuild }): RuleSaying[] => {
    if (wrongBuild === undefined || wrongBuild.verdict === "unknown") return [];
    const { verdict, hosted, bought } = wrongBuild;
    return verdict === "migrate"
      ? [{ rule: "wrong build", part, says: "buy", alternative: bought }]
      : [{ rule: "wrong build", part, says: "self-host", alternative: hosted }];
  });
}

function leavingsSay({ leaving }: Said): RuleSaying[] {
  return leaving.flatMap(({ part, leave, from, to }): RuleSaying[] => {
    if (leave === "unknown") return [];
    return leave === "yes"
      ? [{ rule: "leaving", part, says: "self-host", alternative: to }]
      : [{ rule: "leaving", part, says: "buy", alternative: from }];
  });
}

/** Until it is answered whether the product is proven, no phase is settled. */
function phaseSays({ phase }: Said): RuleSaying[] {
  if (phase?.phase === undefined || phase.unanswered.includes("context.productProven")) return [];
  return [{ rule: "phase", part: "llm", says: phase.phase === 3 ? "self-host" : "buy" }];
}

/** Moving in month 1 is hosting now; any later month, or none, is buying now. */
function triggerSays({ part, decision, rows }: NamedRows): RuleSaying[] {
  const trigger = decision.beside?.trigger;
  const runs = (id: string) => rows.find((row) => row.id === id)?.seller === "self";
  if (trigger === undefined || runs(trigger.against)) return [];
  const now = trigger.best.kind === "at" && trigger.best.month === 1;
  return [
    now
      ? { rule: "trigger", part, says: "self-host", alternative: trigger.alternative }
      : { rule: "trigger", part, says: "buy", alternative: trigger.against },
  ];
}
