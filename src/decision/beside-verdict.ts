import { runsMachines } from "../alternatives/alternative.ts";
import { discountedPayback } from "../compare/discounted-payback.ts";
import type { Payback } from "../compare/payback.ts";
import { type BreakEven, breakEvenOf } from "./break-even.ts";
import { type Entry, ownUnknowns, statedPayback } from "./entry.ts";
import { type TriggerMonth, triggerMonth } from "./trigger-month.ts";
import { type DecisionInput, type Ruling, rule, sameModelBought } from "./verdict.ts";

export interface BesideTerms {
  /** One-offs are spread over so many months in break-even volumes. */
  readonly spreadMonths: number;
  /** Cheaper months in a row that the rule of the trigger month waits for. */
  readonly triggerMonths: number;
}

/** What a report says of a decision beside its verdict; nothing of it turns one. */
export interface BesideVerdict {
  /** Fleets and hybrids against today's offer, today's as improved, and the same model bought. */
  readonly breakEvens: readonly BreakEven[];
  readonly trigger?: TriggerMonth;
  /** By the row's id. */
  readonly discounted: Readonly<Record<string, DiscountedPaybacks>>;
}

/** Over the same baselines as the paybacks of the row, with savings at their present value. */
export interface DiscountedPaybacks {
  readonly today?: Payback;
  readonly improved?: Payback;
  readonly sameModel?: Payback;
}

export function besideVerdict(input: DecisionInput, terms: BesideTerms): BesideVerdict {
  const ruling = rule(input);
  const hosted = ruling.entries.filter(
    ({ source, ruledOut }) => runsMachines(source) && ruledOut === undefined,
  );
  const trigger = triggerOf(ruling, input, terms);
  const spans = { spreadMonths: terms.spreadMonths, goodMonths: input.criteria.paybackGoodMonths.base };
  return {
    breakEvens: hosted.flatMap((own) =>
      baselinesOf(own, ruling).flatMap((other) => breakEvenOf(own, other, spans) ?? []),
    ),
    ...(trigger && { trigger }),
    discounted: Object.fromEntries(
      ruling.entries.map((entry) => [entry.id, paybacksOf(entry, ruling, input.discountRatePerYear)]),
    ),
  };
}

/** Today's offer, and what the verdict asks a fleet to beat; once where they are one offer. */
function baselinesOf(own: Entry, { entries, keep }: Ruling): Entry[] {
  const all = [keep.today, keep.improved, sameModelBought(own, entries, keep)];
  return [...new Set(all)].filter((entry) => entry !== undefined);
}

/** The leading fleet against what the verdict buys meanwhile. */
function triggerOf(
  { keep, lead }: Ruling,
  input: DecisionInput,
  terms: BesideTerms,
): TriggerMonth | undefined {
  const stay = keep.offer ?? keep.improved;
  if (lead === undefined || stay === undefined) return undefined;
  return triggerMonth(stay, lead.host, {
    discountRatePerYear: input.discountRatePerYear,
    months: terms.triggerMonths,
  });
}

/** The trigger month alone, for a plan with another growth. */
export function triggerOfPlan(input: DecisionInput, terms: BesideTerms): TriggerMonth | undefined {
  return triggerOf(rule(input), input, terms);
}

function paybacksOf(own: Entry, { entries, keep }: Ruling, rate: number): DiscountedPaybacks {
  const over = (base: Entry | undefined): Payback | undefined => {
    if (base === undefined || base === own) return undefined;
    // A bound that lines without a figure leave open stays what the row says of it.
    if (ownUnknowns(own, base).length + ownUnknowns(base, own).length > 0) return statedPayback(base, own);
    return discountedPayback(base.flow, own.flow, rate);
  };
  const same = own.source.kind === "hosted" ? sameModelBought(own, entries, keep) : undefined;
  const besideLevers = !keep.chain.includes(own) && keep.improved !== keep.today;
  const [today, improved, sameModel] = [
    over(keep.today),
    besideLevers ? over(keep.improved) : undefined,
    over(same),
  ];
  return {
    ...(today && { today }),
    ...(improved && { improved }),
    ...(sameModel && { sameModel }),
  };
}
