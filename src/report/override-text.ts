import { atLeast, monthSpan, usd } from "./number.ts";
import { fullName, leadingParts, leadOf, type PartView, partViews } from "./part-view.ts";
import type { Report, ReportAlternative } from "./report.ts";
import { list, type Section, section, tableBlock, text } from "./section.ts";
import { counted } from "./wording.ts";

type Overridden = ReportAlternative & {
  readonly [Key in "list" | "row"]: NonNullable<ReportAlternative[Key]>;
};

/** Only what was compared has a total to stand beside the one at list prices. */
const isOverridden = (a: ReportAlternative | undefined): a is Overridden =>
  a?.list !== undefined && a.row !== undefined;

/** One line: which rules are at work, and what the leading fleet would cost at list prices. Absent where none is. */
export function overrideLine(report: Report): string | undefined {
  const views = [...leadingParts(report), ...partViews(report)];
  const rows = views.flatMap((view) =>
    [leadOf(view), ...view.alternatives].filter(isOverridden).map((a) => ({ view, a })),
  );
  const [first] = rows;
  if (first === undefined) return undefined;
  const ids = [...new Set(rows.flatMap(({ a }) => a.list.overrides))];
  const name = fullName(first.view, first.a);
  return `${ids.join(", ")}: ${name} ${monthText(first.a)} USD/month, ${listMonth(first.a)} at list prices`;
}

const monthText = ({ row }: Overridden) => atLeast(usd(row.monthUsd), row.atLeast);
const listMonth = ({ list: said }: Overridden) => atLeast(usd(said.monthUsd), said.atLeast);

/** The rules of the file, and list totals beside effective ones. */
export function overrideSection(report: Report): Section[] {
  const { overrides } = report;
  if (overrides === undefined) return [];
  const used = overrides.rules.filter(({ lines }) => lines > 0);
  const said =
    used.length === 0
      ? "no line of this report uses one"
      : `at work here: ${used.map(({ id }) => id).join(", ")}`;
  const rules = overrides.rules.map((rule) => [
    rule.id,
    rule.does,
    rule.regions === undefined ? rule.match : `${rule.match} in ${rule.regions.join(", ")}`,
    rule.because ?? "",
    rule.quotedAt ?? "",
    rule.expiresAt ?? "",
    counted(rule.lines, "line"),
  ]);
  return section("Overrides", [
    list([`${overrides.file}: ${counted(overrides.rules.length, "rule")}, ${said}`]),
    tableBlock(["<Rule", "<Does", "<To", "<Because", "<Quoted", "<Until", ">Used by"], rules),
    ...partViews(report).map(totals),
    text(used.length === 0 ? "" : notes(used)),
  ]);
}

function notes(used: readonly { readonly kind: string }[]): string {
  const same = "Machines are chosen at your prices, and the list totals are of the same machines.";
  const committed = used.some(({ kind }) => kind !== "discount" && kind !== "price");
  return committed
    ? `${same} A committed rate prices every hour of its machines; its upfront payment is cash of the month in which the term begins.`
    : same;
}

function totals(view: PartView) {
  const span = monthSpan(view.report.scenario.horizonMonths);
  const rows = view.alternatives
    .filter(isOverridden)
    .map((a) => [
      fullName(view, a),
      monthText(a),
      listMonth(a),
      atLeast(usd(a.row.tcoUsd), a.row.atLeast),
      atLeast(usd(a.list.tcoUsd), a.list.atLeast),
      a.list.overrides.join(", "),
    ]);
  return tableBlock(["<Alternative", ">USD/month", ">at list", `>${span}`, ">at list", "<By"], rows);
}
