import { constraintText } from "../report/constraint-text.ts";
import { find, fullName, type PartView } from "../report/part-view.ts";
import type { RecordedDecision, RecordPart } from "./decision-record.ts";
import { nextStepsOf } from "./next-steps.ts";
import { triggerMonthOf } from "./report-extras.ts";

/** Key of the volume that a part is counted in, where one key says it. */
export const VOLUME_KEY: Readonly<Record<RecordPart, string>> = {
  llm: "llm.requestsPerMonth",
  vectors: "vectors.vectors",
  tracking: "tracking.seats",
};

type Raw = Readonly<Record<string, unknown>>;

/**
 * What was decided about one part.
 * @param secret rules of your own bear on a line: sentences and figures that they were multiplied into stay out
 */
export function recordedDecision(view: PartView, raw: Raw, secret: boolean): RecordedDecision {
  const { part, decision, report } = view;
  const { verdict, clause, byConstraint, because } = decision;
  const triggerMonth = triggerMonthOf(decision);
  return {
    part,
    verdict,
    ...namedOf(view),
    clause,
    byConstraint,
    ...(!secret && constraintOf(view)),
    ...(!secret && { because }),
    ...volumeOf(view, raw),
    nextStep: nextStepsOf(decision, report),
    ...(triggerMonth !== undefined && !secret && { triggerMonth }),
  };
}

/** As the report names it: a lever by itself says not what it is pulled on. */
function namedOf(view: PartView): Pick<RecordedDecision, "names" | "name" | "running"> {
  const { names } = view.decision;
  const row = find(view, names);
  if (row === undefined) return { names, name: names };
  const name = fullName(view, row);
  if (row.infeasible === undefined) return { names, name };
  return { running: { id: names, name, ruledOut: row.infeasible } };
}

function constraintOf(view: PartView): Pick<RecordedDecision, "constraint"> {
  const { constraint } = view.decision;
  if (constraint === undefined) return {};
  const { keys, presentValueUsd, bound, allowed, cheapest, asIfQualityHeld, ruleVerdict, ruleNames } =
    constraint;
  return {
    constraint: {
      keys: [...keys],
      presentValueUsd,
      bound,
      allowed,
      cheapest,
      asIfQualityHeld,
      ruleVerdict,
      ruleNames,
      text: constraintText(view).trim(),
    },
  };
}

/** Several classes of requests have a key each, and no one key that says how many there are. */
function volumeOf({ part, alternatives }: PartView, raw: Raw): Pick<RecordedDecision, "volume"> {
  const amount = alternatives.find(({ months }) => months.length > 0)?.months[0]?.volume;
  if (amount === undefined) return {};
  const classes = part === "llm" && (raw.llm as Raw | undefined)?.classes !== undefined;
  return { volume: { amount, ...(!classes && { key: VOLUME_KEY[part] }) } };
}
