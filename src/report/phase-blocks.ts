import { conflictTexts } from "./conflict-text.ts";
import { figure } from "./number.ts";
import type { Report } from "./report.ts";
import { PARTS, type Rules, rowName, smallUsd, unanswered } from "./rule-text.ts";
import { type Block, list } from "./section.ts";
import { sentence } from "./wording.ts";

/** Which phase the use is in, what comes next, and what has to hold before a running offer is left. */
export function phaseBlocks(report: Report, { phase, leaving }: Rules): Block[] {
  const now =
    phase === undefined
      ? []
      : [
          ...(phase.phase === undefined ? [] : [`Phase ${phase.phase}, ${phase.name}: ${phase.because}`]),
          ...conflictTexts(report, { rules: ["phase"] }),
          ...phase.notes.map(sentence),
          phase.next === undefined
            ? `Now ${phase.stage}: ${phase.trigger}`
            : `Now ${phase.stage}; next: ${phase.next}, once ${phase.trigger}`,
          `Ready for it: ${phase.prepare.join("; ")}`,
          ...unanswered(phase.unanswered),
        ];
  return [list(now), list(leaving.flatMap((entry) => leavingTexts(report, entry)))];
}

const WORDS = { yes: "yes", no: "stay with what is bought", unknown: "not settled" } as const;
const STATES = { met: "met", notMet: "not met", unknown: "not known" } as const;

function leavingTexts(report: Report, entry: Rules["leaving"][number]): string[] {
  const { part, from, to, volume, probability, margin } = entry;
  const conditions = [
    `volume for ${figure(entry.breakEvenMonths)} months ${STATES[volume.kind]} (${volume.because})`,
    `probability ${STATES[probability.kind]} (${probability.because})`,
    ...(margin === undefined ? [] : [`margin below its floor ${STATES[margin.kind]} (${margin.because})`]),
  ];
  const limits = entry.assumed.length === 0 ? "" : `; assumed: ${entry.assumed.join(", ")}`;
  return [
    `${PARTS[part]}: ${rowName(report, part, to)} in the place of ${rowName(report, part, from)}? ${sentence(`${WORDS[entry.leave]}: ${conditions.join(", ")}${limits}`)}`,
    ...conflictTexts(report, { rules: ["leaving"], part }),
    ...unitTrend(entry),
  ];
}

/** A bill that grows with use is no alarm; a unit that grows dearer is. */
function unitTrend({ part, unitUsdFirst, unitUsdLast }: Rules["leaving"][number]): string[] {
  if (unitUsdFirst === undefined || unitUsdLast === undefined) return [];
  const rising = unitUsdLast > unitUsdFirst * (1 + 1e-9);
  const both = `${smallUsd(unitUsdFirst)} USD in month 1, ${smallUsd(unitUsdLast)} in the last`;
  return [
    rising
      ? `${PARTS[part]}: a unit bought grows dearer, ${both}: that is an alarm`
      : `${PARTS[part]}: a unit bought grows no dearer, ${both}: a bill that grows with use is no alarm`,
  ];
}
