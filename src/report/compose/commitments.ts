import type { Alternative } from "../../alternatives/alternative.ts";
import { ladderOf, type Rung } from "../../prices/override/commitment-ladder.ts";
import { ec2Instance } from "../../prices/price-key.ts";
import type { CommitmentSource } from "../../prices/price-source.ts";
import type { Commitment } from "../../scenario/commitments.ts";
import type { ReportAlternative, ReportRung } from "../report.ts";
import type { Findings } from "./compose.ts";

/** The ladder of a hosted row's instances; absent for what is bought, and for a host that the reader prices himself. */
export function commitmentsOf(
  { capacity, fleet }: Alternative,
  source: CommitmentSource | undefined,
  region: string,
  quotes: readonly Quote[] = [],
): Pick<ReportAlternative, "commitments"> {
  if (capacity === undefined || fleet === undefined || source === undefined) return {};
  const { instanceType } = capacity;
  const key = ec2Instance(instanceType);
  const rungs = ladderOf(source, key, region);
  const onDemand = rungs.find(({ kind }) => kind === "on-demand")?.rate;
  const own = quotes.filter((quote) => quote.instanceType === instanceType);
  const listed = [...rungs.map(rungText), ...own.map((quote) => quoteText(quote, onDemand))];
  return { commitments: { key, instanceType, rungs: listed } };
}

/** The reader's own rate of a term in `commitments`. */
export interface Quote {
  readonly instanceType: string;
  readonly commitment: Commitment;
  readonly at: string;
}

/** Each on the machine that it names, or on that of the fleet it commits. */
export function quotesOf({ scenario, plan }: Pick<Findings, "scenario" | "plan">): Quote[] {
  const { commitments, asOf } = scenario;
  return commitments.flatMap((commitment) => {
    if (commitment.rate.kind !== "yours") return [];
    const own = commitments.filter(({ part }) => part === commitment.part);
    const end = own.length === 1 ? ".committed" : `.committed-${own.indexOf(commitment) + 1}`;
    const row = plan.parts
      .flatMap(({ alternatives }) => alternatives)
      .find(({ part, id }) => part === commitment.part && id.endsWith(end));
    const instanceType = commitment.instanceType ?? row?.capacity?.instanceType;
    return instanceType === undefined ? [] : [{ instanceType, commitment, at: asOf }];
  });
}

function quoteText({ commitment, at }: Quote, onDemand: Rung["rate"] | undefined): ReportRung {
  const usd = commitment.rate.kind === "yours" ? commitment.rate.hourlyUsd.base : 0;
  const list = onDemand?.kind === "known" ? onDemand.effectiveHourlyUsd.toNumber() : 0;
  return {
    kind: "quote",
    termMonths: commitment.termMonths.base,
    rate: {
      kind: "known",
      effectiveHourlyUsd: `${usd}`,
      upfrontUsd: "0",
      ...(list > 0 && { saving: 1 - usd / list, breakEvenUtilisation: usd / list }),
      quotedAt: at,
      source: "yours",
      by: [commitment.key],
    },
  };
}

/** Decimals as text, shares as doubles. */
function rungText({ rate, ...terms }: Rung): ReportRung {
  if (rate.kind === "none") return { ...terms, rate: { ...rate } };
  const { effectiveHourlyUsd, upfrontUsd, saving, breakEvenUtilisation, by, ...said } = rate;
  return {
    ...terms,
    rate: {
      ...said,
      effectiveHourlyUsd: effectiveHourlyUsd.toFixed(),
      upfrontUsd: upfrontUsd.toFixed(),
      ...(saving && { saving: saving.toNumber() }),
      ...(breakEvenUtilisation && { breakEvenUtilisation: breakEvenUtilisation.toNumber() }),
      by: [...by],
    },
  };
}
