import records from "../../data/frameworks.json" with { type: "json" };

/** One idea of the published texts that decisions here rest on, and where it shows. */
export interface Framework {
  readonly slug: string;
  readonly what: string;
  /** Titles of the texts that it is from. */
  readonly source: readonly string[];
  /** Keys of a scenario that feed it, "[]" behind a list; none: it needs no answer. */
  readonly keys: readonly string[];
  /** Sections of the report, or commands. */
  readonly printed: string;
}

/** All 71, in the order of the texts' subjects: process, quality, cost, risk, what to build, honesty. */
export const FRAMEWORKS: readonly Framework[] = records;
