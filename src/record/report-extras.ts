import { z } from "zod";
import type { Report } from "../report/report.ts";
import type { RecordPart } from "./decision-record.ts";

/** Draws of uncertain inputs. USD over the horizon, undiscounted. */
const uncertainty = z.looseObject({
  draws: z.number(),
  seed: z.number(),
  generator: z.string(),
  parts: z.array(
    z.looseObject({
      part: z.string(),
      alternatives: z.array(
        z.looseObject({ alternative: z.string(), tcoP50Usd: z.number(), tcoP80Usd: z.number() }),
      ),
    }),
  ),
});

const note = z.looseObject({ text: z.string(), by: z.string().optional(), at: z.string().optional() });
const trigger = z.looseObject({ rule: z.looseObject({ kind: z.string(), month: z.number().optional() }) });

/** Parts of a report that not every one has: draws, notes of others' evidence, the month in which moving pays. */
export interface ReportExtras {
  readonly uncertainty?: z.infer<typeof uncertainty>;
  readonly notes: readonly z.infer<typeof note>[];
  readonly quantifiedRisks: boolean;
}

export function extrasOf(report: Report): ReportExtras {
  const more = report as Readonly<Record<string, unknown>>;
  const risks = more.risks as Readonly<Record<string, unknown>> | undefined;
  const draws = uncertainty.safeParse(more.uncertainty);
  const notes = z.array(note).safeParse(more.notes ?? risks?.notes);
  return {
    ...(draws.success && { uncertainty: draws.data }),
    notes: notes.success ? notes.data : [],
    quantifiedRisks: draws.success,
  };
}

/** Month from which moving pays by the rule of months in a row; absent: none within the horizon, or not computed. */
export function triggerMonthOf(decision: object): number | undefined {
  const found = trigger.safeParse((decision as Readonly<Record<string, unknown>>).trigger);
  return found.success && found.data.rule.kind === "at" ? found.data.rule.month : undefined;
}

/** What half, and four fifths, of the draws do not exceed. */
export function percentilesOf(
  { uncertainty: drawn }: ReportExtras,
  part: RecordPart,
  alternative: string,
): { readonly tcoP50Usd: number; readonly tcoP80Usd: number } | undefined {
  const found = drawn?.parts
    .find((one) => one.part === part)
    ?.alternatives.find((one) => one.alternative === alternative);
  return found && { tcoP50Usd: found.tcoP50Usd, tcoP80Usd: found.tcoP80Usd };
}
