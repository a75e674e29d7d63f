import { isUnknown } from "../charge.ts";
import { type CalendarMonth, DAY_MS, dayText, firstDay, lastDay, noon } from "./calendar-month.ts";
import { historyOf } from "./tokens-month.ts";
import { events } from "./tokens-overlay.ts";
import { tokenProvider } from "./tokens-provider.ts";
import { type RateCard, ratesAt, TOKEN_CLASSES } from "./tokens-rates.ts";
import type { TokenTerms } from "./tokens-terms.ts";

export type ScheduledChange =
  | {
      readonly kind: "change";
      readonly at: string;
      readonly before: RateCard;
      readonly after: RateCard;
      readonly note?: string;
    }
  /** A day after which the price should be looked at again; nothing is known to change. */
  | { readonly kind: "review"; readonly at: string; readonly note: string };

/** Dated changes of one model's price from the first day of one month to the last of another, both included. */
export function scheduledChanges(
  provider: string,
  model: string,
  from: CalendarMonth,
  to: CalendarMonth,
  terms: TokenTerms,
): readonly ScheduledChange[] {
  const [first, last] = [firstDay(from), lastDay(to)];
  const remarks = events(tokenProvider(provider) ?? provider, model);
  const history = historyOf(provider, model, terms);
  const changes = history.times.breaks.flatMap((at): ScheduledChange[] => {
    if (at < first || at > last) return [];
    const before = history.onDay(dayText(new Date(noon(at).getTime() - DAY_MS)));
    const after = history.onDay(at);
    if (isUnknown(before) || isUnknown(after) || sameRates(before, after)) return [];
    const note = remarks.find((row) => row.validFrom === at && row.default === "info")?.note;
    return [{ kind: "change", at, before, after, ...(note !== undefined && { note }) }];
  });
  const reviews = remarks.flatMap((row): ScheduledChange[] => {
    const at = row.reviewAfter;
    return at === undefined || at > last ? [] : [{ kind: "review", at, note: row.note ?? row.meter }];
  });
  return [...changes, ...reviews].sort((a, b) => a.at.localeCompare(b.at));
}

function sameRates(a: RateCard, b: RateCard): boolean {
  const starts = [
    0,
    ...a.tiers.map((t) => t.abovePromptTokens + 1),
    ...b.tiers.map((t) => t.abovePromptTokens + 1),
  ];
  return starts.every((tokens) =>
    TOKEN_CLASSES.every((c) => String(ratesAt(a, tokens).rates[c]) === String(ratesAt(b, tokens).rates[c])),
  );
}
