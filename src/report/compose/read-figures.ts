import { type Alternative, runsMachines } from "../../alternatives/alternative.ts";
import { type Charge, isUnknown } from "../../prices/charge.ts";
import type { Figure } from "../../scenario/figure.ts";
import type { Scenario } from "../../scenario/scenario.ts";

/** Keys of which the lines say whether they read them: a default that no line was multiplied with says nothing here. */
const TOLD_BY_LINES =
  /^(usage\.|offers\.(lastMileHours|settingsHours)$|llm\.hosting\.(buildHours|upkeepHoursPerMonth)$|(vectors|tracking)\.(buildHours|upkeepHoursPerMonth)$)/;

/** What only our own engines and the listed services read of a store's part; offers at the reader's own rates do not. */
const NOT_OWN =
  /^(vectors\.(namespaces|metadataBytes|filterableBytes|recordsPerWriteRequest|topK|recordsWrittenPerMonth|bytesPerDimension|payloadBytesInRam)|tracking\.retentionMonths)$/;

/** Says of a figure that nobody gave whether a line, a gate or a rule of this report read it. */
export function readFigures(
  scenario: Scenario,
  alternatives: readonly Alternative[],
): (figure: Figure) => boolean {
  const driven = drivenKeys(alternatives);
  const cached = new Set(
    (scenario.llm?.classes ?? []).flatMap((one) =>
      one.sharedPrefixTokens.high > 0 ? [one.cacheMissShare.key] : [],
    ),
  );
  const bought = alternatives.some((a) => !runsMachines(a));
  return ({ key, provenance }) => {
    if (provenance.kind !== "assumed") return true;
    if (TOLD_BY_LINES.test(key)) return driven.has(key);
    if (NOT_OWN.test(key) && !driven.has(key)) return readByStore(scenario, key);
    if (/^offers\.(exitHours|attentionHoursPerMonth)$/.test(key)) return bought;
    if (key.endsWith(".cacheMissShare")) return cached.has(key);
    if (key === "criteria.qualityDelta") return (scenario.llm?.candidates.length ?? 0) > 0;
    return true;
  };
}

/** Keys that some line was multiplied with; a line of nothing ("already spent") reads nothing. */
function drivenKeys(alternatives: readonly Alternative[]): ReadonlySet<string> {
  const lines = alternatives.flatMap(({ oneOff, exit = [], monthly }) => [...oneOff, ...exit, ...monthly]);
  return new Set(
    lines
      .filter(counts)
      .flatMap(({ drivers }) =>
        drivers.flatMap(({ provenance }) => ("key" in provenance ? [provenance.key] : [])),
      ),
  );
}

const counts = ({ quantity }: Charge) => isUnknown(quantity) || !quantity.isZero();

/** An own machine that holds vectors is counted by what a vector takes in memory. */
function readByStore({ vectors, tracking, offers }: Scenario, key: string): boolean {
  const part = key.startsWith("vectors.") ? vectors : tracking;
  if (part === undefined) return false;
  if (key === "tracking.retentionMonths" && tracking?.artifactGBPerRun === undefined) return false;
  const names = [...(part.today === undefined ? [] : [part.today]), ...part.candidates];
  if (!names.every((name) => name.startsWith("own/"))) return true;
  const holds = offers.own.some(({ name, host }) => names.includes(`own/${name}`) && host?.usableGB);
  return holds && /\.(bytesPerDimension|payloadBytesInRam)$/.test(key);
}
