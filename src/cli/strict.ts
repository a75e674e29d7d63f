import { InputError } from "../errors.ts";
import type { PriceBook } from "../prices/book/price-book.ts";
import type { Report } from "../report/report.ts";
import { type AgeLimit, agedPrices, unjudgedPrices } from "./price-age.ts";

interface Doubts {
  readonly strict: boolean;
  readonly age: AgeLimit | undefined;
  /** Where what was not judged is said, whether or not something fails. */
  readonly tell: (text: string) => void;
}

/**
 * `--strict` and `--max-age`: every line without a figure, and prices too old to decide on.
 * @throws InputError with exit code 4 that names all of them.
 */
export function refuseDoubts(report: Report, book: PriceBook, { strict, age, tell }: Doubts): void {
  const unjudged = age && unjudgedPrices(report, book, age);
  if (unjudged !== undefined) tell(unjudged);
  const open = strict ? openLines(report) : [];
  const aged = age === undefined ? [] : agedPrices(report, book, age);
  const blocks = [
    ...(open.length === 0
      ? []
      : [
          `${open.length} ${open.length === 1 ? "line is" : "lines are"} not priced or ambiguous.`,
          ...open.map((line) => `  ${line}`),
        ]),
    ...aged,
  ];
  if (blocks.length === 0) return;
  const flag = strict ? "--strict" : "--max-age";
  throw new InputError(
    open.length > 0 ? "STRICT" : "PRICES_STALE",
    `${flag}: ${blocks.join("\n")}`,
    undefined,
    4,
  );
}

/** Lines that have no figure, and those whose price may be another model's. */
function openLines({ alternatives }: Report): string[] {
  const possible = alternatives.filter(({ infeasible }) => infeasible === undefined);
  const open = possible.flatMap(({ name, monthly, oneOff }) =>
    [...monthly, ...oneOff].flatMap(({ name: line, cost }) =>
      cost.kind === "unknown" ? [`${line} of ${name}: ${cost.because} (${cost.resolve})`] : [],
    ),
  );
  const guessed = possible.flatMap(({ name, monthly }) =>
    monthly.flatMap(({ price }) =>
      "facts" in price && price.facts.match === "pattern"
        ? [`${name}: its price card is matched by pattern only`]
        : [],
    ),
  );
  return [...new Set([...open, ...guessed])];
}
