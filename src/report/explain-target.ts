import leven from "leven";
import { InputError } from "../errors.ts";
import { datedLines } from "./later-once.ts";
import { linesOf, type MonthShare, sharesOf } from "./month-share.ts";
import { find, leadingParts, leadOf, type PartView, partViews, todayOf } from "./part-view.ts";
import type { Report, ReportAlternative, ReportCharge } from "./report.ts";

/** What a path of `explain` stands for. */
export type Target =
  | { readonly kind: "flips" }
  | { readonly kind: "assumptions" }
  | { readonly kind: "alternative"; readonly view: PartView; readonly alternative: ReportAlternative }
  | {
      readonly kind: "charges";
      readonly view: PartView;
      readonly alternative: ReportAlternative;
      readonly oneOff: readonly ReportCharge[];
      readonly monthly: readonly ReportCharge[];
      /** Set where the lines are one of the sums below a row. */
      readonly share?: MonthShare;
    };

interface Address {
  readonly name: string;
  readonly view: PartView;
  readonly alternative: ReportAlternative;
}

/**
 * `flips`, `assumptions`, an alternative, or lines of one by id, by the start of it, or by category.
 * @throws InputError naming the nearest paths when nothing has this one.
 */
export function targetOf(report: Report, path: string): Target {
  if (path === "flips" || path === "assumptions") return { kind: path };
  const known = addresses(report);
  const matching = known.filter(({ name }) => path === name || path.startsWith(`${name}.`));
  for (const { name, view, alternative } of matching.sort((a, b) => b.name.length - a.name.length)) {
    if (path === name) return { kind: "alternative", view, alternative };
    const at = path.slice(name.length + 1);
    const share = sharesOf(alternative).find((word) => word === at);
    if (share !== undefined) return shareTarget(share, view, alternative);
    const start = linesAt(alternative.oneOff, at, "oneOff");
    // What leaving takes, and what comes again in a later month, is paid once too; these lines have names of their own.
    const again = datedLines(alternative).filter(({ id }) => id === at);
    const oneOff =
      start.length > 0 ? start : again.length > 0 ? again : linesAt(alternative.exit ?? [], at, "exit");
    const monthly = linesAt(alternative.monthly, at, "monthly");
    if (oneOff.length + monthly.length > 0) return { kind: "charges", view, alternative, oneOff, monthly };
  }
  throw notFound(path, known, matching[0]);
}

/** What is spent once for people stands beside their month; the rest of a month has no such companion. */
function shareTarget(share: MonthShare, view: PartView, alternative: ReportAlternative): Target {
  const oneOff = share === "rest" ? [] : linesOf(share, alternative.oneOff);
  return {
    kind: "charges",
    view,
    alternative,
    share,
    oneOff,
    monthly: linesOf(share, alternative.monthly),
  };
}

/** Ids first, then the words of the table's first column for the row that it means; the leading part has the plain ones. */
function addresses(report: Report): Address[] {
  const leading = leadingParts(report);
  const views = [
    ...leading,
    ...partViews(report).filter((view) => !leading.some(({ part }) => part === view.part)),
  ];
  const found = new Map<string, Address>();
  const add = (name: string, view: PartView, alternative: ReportAlternative | undefined) => {
    if (alternative !== undefined && !found.has(name)) found.set(name, { name, view, alternative });
  };
  for (const view of views) for (const a of view.alternatives) add(a.id, view, a);
  for (const view of views) {
    for (const [word, alternative] of words(view)) {
      add(word, view, alternative);
      add(`${view.part}.${word}`, view, alternative);
    }
    for (const a of view.alternatives) add(`${view.part}.${a.id}`, view, a);
  }
  return [...found.values()];
}

function words(view: PartView): (readonly [string, ReportAlternative | undefined])[] {
  const { decision } = view;
  return [
    ["today", todayOf(view)],
    ["now", find(view, decision.now[0]?.alternative) ?? find(view, decision.improved)],
    ["test", find(view, decision.test[0]?.alternative)],
    ["buy", find(view, decision.sameModel)],
    ["host", leadOf(view)],
    [
      "hybrid",
      find(view, view.decision.names)?.kind === "hybrid"
        ? find(view, view.decision.names)
        : view.alternatives.find(({ kind }) => kind === "hybrid"),
    ],
  ];
}

function linesAt(
  charges: readonly ReportCharge[],
  at: string,
  span: "oneOff" | "exit" | "monthly",
): ReportCharge[] {
  if (at === span) return [...charges];
  const byId = charges.filter(({ id }) => id === at || id.startsWith(`${at}.`));
  return byId.length > 0 ? byId : charges.filter((charge) => charge.category === at || charge.origin === at);
}

function notFound(path: string, known: readonly Address[], inside: Address | undefined): InputError {
  const lines = ({ name, alternative }: Address) => [
    ...sharesOf(alternative).map((share) => `${name}.${share}`),
    ...[
      ...alternative.oneOff,
      ...(alternative.exit ?? []),
      ...datedLines(alternative),
      ...alternative.monthly,
    ].flatMap(({ id, category }) => [`${name}.${id}`, `${name}.${category}`]),
  ];
  const names =
    inside === undefined
      ? [...known.map(({ name }) => name), ...known.flatMap(lines), "flips", "assumptions"]
      : lines(inside);
  const near = [...new Set(names)]
    .map((name) => ({ name, distance: leven(path.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 4)
    .map(({ name }) => name);
  const where = inside === undefined ? "this report" : inside.name;
  const said = near.length === 0 ? "It has no lines." : `Nearest: ${near.join(", ")}.`;
  const all =
    inside === undefined
      ? "crossover explain assumptions, crossover explain flips"
      : `crossover explain ${inside.name}`;
  return new InputError("UNKNOWN_LINE", `No line "${path}" in ${where}. ${said}`, `All of them: ${all}`);
}
