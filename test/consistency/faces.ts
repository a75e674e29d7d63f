import { explainLine } from "../../src/report/explain.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { renderTerminal } from "../../src/report/terminal.ts";
import { cents, exact, minus, number, plus, text, ZERO } from "./exact.ts";
import { type Alternative, type Charge, type Json, type Problem, problem, rowOf } from "./report-json.ts";
import { knownUsd } from "./rows.ts";

const WIDTH = 100;
/** One screen: 45 lines and the line end. */
const SCREEN = 46;
/** What a comment on a code host may hold. */
const LONGEST_COMMENT = 65_536;

/** Words that only a mistake of ours prints. */
const BROKEN = /\b(undefined|NaN|Infinity|null)\b|\[object|\$\{/;

/** The report as people see it: it fits, and nothing in it is a program's own word. */
export function faceProblems(report: Json): Problem[] {
  const screen = renderTerminal(report, { width: WIDTH });
  const full = renderTerminal(report, { width: WIDTH, full: true });
  const markdown = renderMarkdown(report);
  const lines = screen.split("\n").length;
  return [
    ...(lines > SCREEN ? [problem("screen too long", lines)] : []),
    ...(markdown.length >= LONGEST_COMMENT ? [problem("markdown too long", markdown.length)] : []),
    ...textProblems("screen", screen, true),
    ...textProblems("full", full, true),
    ...textProblems("markdown", markdown, false),
    ...textProblems("narrow screen", renderTerminal(report, { width: 60 }), true, 60),
  ];
}

function textProblems(face: string, said: string, wraps: boolean, width = WIDTH): Problem[] {
  return said
    .split("\n")
    .flatMap((line) => [
      ...(BROKEN.test(line) ? [problem(`${face}: ${BROKEN.exec(line)?.[0]}`, line)] : []),
      ...(/[−-]0(\.0+)?(?![\d.,])/.test(line.replaceAll(/\d{4}-\d\d-\d\d/g, "")) &&
      / [−-]0(\.0+)? /.test(line)
        ? [problem(`${face}: minus zero`, line)]
        : []),
      ...(wraps && [...line].length > width ? [problem(`${face}: too wide`, line)] : []),
    ]);
}

/** Each alternative and each line explained: it does not fail, and its printed figures follow from each other. */
export function explainProblems(report: Json): Problem[] {
  return report.alternatives.flatMap((alternative) => {
    const whole = explainLine(report, `${alternative.part}.${alternative.id}`);
    return [
      ...textProblems(`explain ${alternative.id}`, whole, true),
      ...billProblems(alternative, whole, "once", alternative.oneOff),
      ...billProblems(alternative, whole, "a month", alternative.monthly),
      ...shareProblems(report, alternative),
      ...[...new Set([...alternative.oneOff, ...alternative.monthly].map(({ id }) => id))].flatMap((id) =>
        lineProblems(report, alternative, id),
      ),
    ];
  });
}

/** "1,234.50", "−0.12" → cents */
const amountOf = (amount: string) => exact(amount.replaceAll(",", "").replace("−", "-"));
const printedCents = (amount: string) => cents(amountOf(amount));

const AMOUNT = /(−?[\d,]+\.\d+)$/;
const GAP = /differs by (−?[\d,]+\.\d+) USD/;

/** The table of an alternative: each printed amount is its line's, and the sum follows, or says by how much it does not. */
function billProblems(
  alternative: Alternative,
  whole: string,
  span: string,
  charges: readonly Charge[],
): Problem[] {
  if (charges.length === 0) return [];
  const lines = whole.split("\n");
  const end = lines.findIndex((line) => line.trim().startsWith(`= ${span}`));
  const start = lines.slice(0, end).findLastIndex((line) => line.trim() === "");
  const where = `${alternative.id} ${span}`;
  if (end < 0) return [problem("explain: no sum", where)];
  const printed = lines.slice(start + 1, end).flatMap((line) => AMOUNT.exec(line)?.[1] ?? []);
  const sum = AMOUNT.exec(lines[end] ?? "")?.[1] ?? "";
  const known = charges.filter(({ cost }) => cost.kind === "known");
  const rest = lines
    .slice(end + 1)
    .join(" ")
    .replaceAll(/\s+/g, " ");
  const said = GAP.exec(rest.split("= a month")[0] ?? "")?.[1];
  const gap = cents(minus(amountOf(sum), printed.map(amountOf).reduce(plus, ZERO)));
  const size = gap < 0n ? -gap : gap;
  const total = knownUsd(charges);
  return [
    ...(printed.length === known.length
      ? []
      : [problem("explain: a line is missing", where, printed.length)]),
    ...(printedCents(sum) === cents(total) || number(total) < 0.01
      ? []
      : [problem("explain: the sum is another", where, sum)]),
    ...(size === (said === undefined ? 0n : printedCents(said))
      ? []
      : [problem("explain: printed parts do not add up, and nothing says so", where, sum, `gap ${gap}`)]),
    ...(span === "a month" && Math.abs(Number(printedCents(sum)) / 100 - rowOf(alternative).monthUsd) > 0.0101
      ? [problem("explain: the sum is not the row's month", where, sum)]
      : []),
    ...(known.length < charges.length && !lines[end]?.includes("at least")
      ? [problem("explain: a sum with an unknown line is not at least", where)]
      : []),
  ];
}

/** The sums below a hosted row, by the words that the screen prints: each is explained, and to the cent. */
function shareProblems(report: Json, { part, id, split, monthly }: Alternative): Problem[] {
  if (split === undefined) return [];
  const shares = { compute: split.computeUsd, rest: split.restUsd, people: split.peopleUsd };
  const empty = monthly.length === 0;
  return Object.entries(shares).flatMap(([share, usd]) => {
    if (usd === undefined || empty) return [];
    const said = explainLine(report, `${part}.${id}.${share}`, { width: 400 });
    const sums = [
      ...said.matchAll(
        /(?:= a month +(?:at least )?|together (?:at least )?)(−?[\d,.]+\d)(?: USD a month|$)/gm,
      ),
    ];
    const single = [...said.matchAll(/(−?[\d,]+\.\d+) USD a month/g)];
    const printed = (sums.at(-1) ?? single.at(-1))?.[1];
    const same = printed !== undefined && Math.abs(number(amountOf(printed)) - usd) <= 0.0051;
    return same ? [] : [problem(`explain: ${share}`, `${part}.${id}`, usd, printed ?? "nothing")];
  });
}

/** quantity × price = cost, as printed. */
function lineProblems(report: Json, { part, id, oneOff, monthly }: Alternative, line: string): Problem[] {
  const said = explainLine(report, `${part}.${id}.${line}`, { width: 400 });
  const where = `${id}.${line}`;
  const products = [...said.matchAll(/([\d,.]+) [^\n×=]*× ([\d,.]+) USD = (?:(−?[\d,.]+))/g)].flatMap(
    (match) => {
      const [, count = "", rate = "", usd = ""] = match;
      const product = Number(count.replaceAll(",", "")) * Number(rate.replaceAll(",", ""));
      const printed = Number(usd.replaceAll(",", ""));
      return Math.abs(product - printed) <= 0.0056 + 1e-12 * product
        ? []
        : [problem("explain: product", where, match[0])];
    },
  );
  const own = [...oneOff, ...monthly].filter(
    (charge) => charge.id === line || charge.id.startsWith(`${line}.`),
  );
  const amounts = own.flatMap(({ cost }) => (cost.kind === "known" ? [cents(exact(cost.usd))] : []));
  const shown = amounts.every((amount) => {
    const usd = text({ digits: amount, scale: 2 });
    const grouped = usd.replace(/\B(?=(\d{3})+\.)/g, ",");
    return amount === 0n || said.includes(`${grouped} USD`) || said.includes(`= ${grouped}`);
  });
  return [
    ...textProblems(`explain ${where}`, said, false),
    ...products,
    ...(shown ? [] : [problem("explain: the cost is not shown", where, amounts.map(String))]),
  ];
}
