import type { Alternative } from "../../alternatives/alternative.ts";
import { ladderOf, type Rung } from "../../prices/override/commitment-ladder.ts";
import { ec2Instance } from "../../prices/price-key.ts";
import type { CommitmentSource } from "../../prices/price-source.ts";
import type { ReportAlternative, ReportRung } from "../report.ts";

/** The ladder of a hosted row's instances; absent for what is bought, and for a host that the reader prices himself. */
export function commitmentsOf(
  { capacity, fleet }: Alternative,
  source: CommitmentSource | undefined,
  region: string,
): Pick<ReportAlternative, "commitments"> {
  if (capacity === undefined || fleet === undefined || source === undefined) return {};
  const { instanceType } = capacity;
  const key = ec2Instance(instanceType);
  return { commitments: { key, instanceType, rungs: ladderOf(source, key, region).map(rungText) } };
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
