import type { Alternative } from "../alternatives/alternative.ts";
import type { HostingHours } from "./expertise.ts";

export const OPEN_KINDS = ["incident", "compliance", "security"] as const;
export type OpenKind = (typeof OPEN_KINDS)[number];

/** One kind of hours of a row that runs a model: whether somebody said how many, and the key that says so. */
export interface AskedHours {
  readonly kind: OpenKind;
  readonly key: string;
  readonly answered: boolean;
}

/** Where a model's fleets have their hours. */
const SHARED = "llm.hosting";

/** A row's own hours, else the part's: what the reader prices himself is asked under its own keys. */
export function askedHours(
  { peopleHours }: Pick<Alternative, "peopleHours">,
  shared: Omit<HostingHours, "buildHours">,
): AskedHours[] {
  const hours = peopleHours ?? shared;
  return OPEN_KINDS.map((kind) => ({
    kind,
    key: `${peopleHours?.key ?? SHARED}.${kind}HoursPerMonth`,
    answered: hours[`${kind}HoursPerMonth`] !== undefined,
  }));
}

/** The keys of several rows, each once: nobody is asked for hours of what is not compared. */
export function openKeys(
  rows: readonly Pick<Alternative, "peopleHours">[],
  shared: Omit<HostingHours, "buildHours">,
  kind: OpenKind,
): readonly string[] {
  const open = rows.flatMap((row) => askedHours(row, shared).filter((asked) => !asked.answered));
  return [...new Set(open.filter((asked) => asked.kind === kind).map(({ key }) => key))];
}
