import { isOurs, runsMachines } from "../alternatives/alternative.ts";
import { drawnShare, oddsAgainst } from "./certainty.ts";
import { constraintLine, constraintText } from "./constraint-text.ts";
import { changeText, flipName, nearestFirst, repeatText } from "./flip-sentence.ts";
import { grouped, monthSpan, percent, usd } from "./number.ts";
import {
  byTotal,
  chargeName,
  find,
  fullName,
  leadOf,
  nameOf,
  type PartView,
  restsOnQuality,
  todayOf,
} from "./part-view.ts";
import { paybackOver, paybackRead } from "./payback-over.ts";
import type { ReportAlternative, ReportRow } from "./report.ts";
import { clause, listed, sentence } from "./wording.ts";

/** What – by how much, over what horizon, undiscounted and discounted – payback – certainty – on what it hangs; then why. */
export function verdictSentence(view: PartView): string {
  const first = what(view);
  const rest = [byHowMuch(view), paybackPart(view), certaintyPart(view), hangsOn(view)].filter(
    (part) => part !== undefined,
  );
  const because = saysWhy(view) ? "" : ` ${sentence(view.decision.because)}`;
  return `${sentence([first, rest.join("; ")].filter((part) => part !== "").join(" – "))}${because}${constraintText(view)}`;
}

/** How much of a difference is said: the amount, with its share, with its present value too. */
type Detail = "amount" | "share" | "all";

/** What, and by how much undiscounted, as short as it takes to stand on one line where it can. */
export function verdictLine(view: PartView, width: number): string {
  const alone = sentence(what(view));
  const limited = constraintLine(view);
  const sizes = (
    limited === undefined ? [byHowMuch(view, "share"), byHowMuch(view, "amount")] : [limited]
  ).filter((size) => size !== undefined);
  const longer = sizes.map((size) => sentence(`${clause(alone)} – ${size}`));
  return longer.find((line) => line.length <= width) ?? longer.at(-1) ?? alone;
}

/** Verdicts whose first words already are the reason. */
const saysWhy = ({ decision }: PartView) =>
  decision.verdict === "explain" || (decision.verdict === "undecided" && decision.material.length === 0);

/** What to do, by the verdict. */
function what(view: PartView): string {
  const { decision } = view;
  const named = find(view, decision.names);
  const name = nameOf(view, decision.names);
  const by = decision.byConstraint ? ", by constraint" : "";
  const holds = restsOnQuality(view) ? ", the cheapest if its quality holds" : "";
  switch (decision.verdict) {
    case "self-host":
      if (named !== undefined && named === todayOf(view)) return `Self-host${by}: keep ${name}`;
      return `Self-host${by}: ${view.part === "llm" ? `run it ourselves on ${name}` : `run ${name}`}${holds}`;
    case "hybrid":
      return `Hybrid${by}: ${named?.routes === undefined || named.doing === undefined ? name : hybridOrder(named.doing)}`;
    case "buy":
      return `Buy${by}: ${named !== undefined && named === todayOf(view) ? `keep ${name}` : name}${holds}`;
    case "explain":
      return `Open${by}: ${clause(decision.because)}${named === undefined || named.infeasible !== undefined ? "" : `; meanwhile ${name}`}`;
    case "undecided":
      return `Undecided${by}: ${undecidedBy(view)}`;
  }
}

/** "Host classify on 2 × g6.xlarge, …" inside a sentence. */
const hybridOrder = (doing: string) => clause(doing).replace(/^./, (letter) => letter.toLowerCase());

function undecidedBy(view: PartView): string {
  const { material, because } = view.decision;
  if (material.length === 0) return clause(because);
  const lines = material
    .slice(0, 2)
    .map(
      ({ alternative, charge }) => `${chargeName(view, alternative, charge)} of ${nameOf(view, alternative)}`,
    );
  const more = material.length > 2 ? [`${material.length - 2} more`] : [];
  const are = material.length === 1 ? "has" : "have";
  return `${listed([...lines, ...more])} ${are} no figure and could turn it`;
}

interface Pair {
  readonly named: ReportAlternative;
  /** The row that changes course: the fleet where there is one. */
  readonly mover: ReportAlternative;
  /** What it is measured against. */
  readonly base: ReportAlternative;
}

/** What the verdict names beside what it turns down or replaces. */
function pair(view: PartView): Pair | undefined {
  const { decision } = view;
  const named = find(view, decision.names);
  const today = todayOf(view);
  const lead = leadOf(view);
  if (named === undefined || decision.verdict === "undecided") return undefined;
  if (runsMachines(named)) {
    // All baselines are beaten, so the gain is what is left over the cheapest one.
    const offers = [decision.keep, decision.improved ?? today?.id, decision.sameModel];
    const baselines = offers.map((id) => find(view, id)).filter((row) => row?.row !== undefined);
    const [base] = baselines.toSorted(
      (a, b) => (a?.row?.presentValueUsd ?? 0) - (b?.row?.presentValueUsd ?? 0),
    );
    return paired(named, named, base ?? today);
  }
  if (lead === undefined && named === today && isOurs(named)) return paired(named, named, leftFor(view));
  if (lead === undefined) return besideBought(view, named, today);
  if (named.infeasible !== undefined) return undefined;
  // A fleet that undercuts the offer in use lost to its own model bought: the sentence compares these two.
  const sameModel = find(view, decision.sameModel);
  const undercuts = costsLess(lead, named);
  const lost = sameModel !== undefined && costsLess(sameModel, lead);
  return paired(named, lead, undercuts && lost ? sameModel : named);
}

/** The cheapest that machines which run today could be left for. */
function leftFor(view: PartView): ReportAlternative | undefined {
  const others = view.alternatives.filter((a) => a !== todayOf(view) && a.row && a.infeasible === undefined);
  return byTotal(others)[0];
}

/** Nothing is hosted: what is left today for it, else the next dearer offer that could take its place. */
function besideBought(
  view: PartView,
  named: ReportAlternative,
  today: ReportAlternative | undefined,
): Pair | undefined {
  const left = paired(named, named, today);
  if (left !== undefined || named.row === undefined) return left;
  const [next] = byTotal(
    view.alternatives.filter(
      (a) =>
        a.kind === "bought" &&
        a !== named &&
        a.infeasible === undefined &&
        a.row !== undefined &&
        !costsLess(a, named),
    ),
  );
  return next && paired(named, next, named);
}

/** Over the horizon; of what was not compared nobody can say it. */
function costsLess(a: ReportAlternative, b: ReportAlternative): boolean {
  return a.row !== undefined && b.row !== undefined && a.row.tcoUsd < b.row.tcoUsd;
}

function paired(
  named: ReportAlternative,
  mover: ReportAlternative,
  base: ReportAlternative | undefined,
): Pair | undefined {
  // What the policy rules out is no measure of anything that may be chosen.
  if (base === undefined || base === mover || base.infeasible !== undefined) return undefined;
  return { named, mover, base };
}

function byHowMuch(view: PartView, detail: Detail = "all"): string | undefined {
  const both = pair(view);
  if (both === undefined) return aloneIn(view, detail);
  const { named, mover, base } = both;
  if (mover.row === undefined || base.row === undefined) return undefined;
  if (mover === named) {
    const size = difference(view, mover.row, base.row, detail);
    const later = mover.row.tcoUsd > base.row.tcoUsd ? ", and earns it back after that" : "";
    return `${runsMachines(mover) ? "it" : "which"} ${size} than ${fullName(view, base)}${runsMachines(mover) ? later : ""}`;
  }
  if (!runsMachines(mover))
    return `${fullName(view, mover)} ${difference(view, mover.row, base.row, detail)}`;
  const hosting = cheaperByItsKnownLines(view, mover)
    ? `running it on ${fullName(view, mover)}`
    : "running it ourselves";
  if (base === named)
    return `${hosting} ${difference(view, mover.row, base.row, detail)}${whyNot(view, both, detail)}`;
  return named.row === undefined ? undefined : lostToItsModel(view, hosting, both, detail);
}

/** Of a fleet that costs less and is not named: what stands in its way. In full its payback follows by itself. */
function whyNot(view: PartView, { named, mover, base }: Pair, detail: Detail): string {
  const { verdict, barred } = view.decision;
  if (verdict !== "buy" || !costsLess(mover, named) || mover.row === undefined) return "";
  if (barred !== undefined) return `, but ${barred}`;
  const payback = detail === "all" ? undefined : paybackOver(view, mover.row, base);
  return payback === undefined ? "" : `, but ${paybackRead(view, payback)}`;
}

/** The fleet costs less than what is named and lost to its own model bought: all three, and why that one is not named. */
function lostToItsModel(view: PartView, hosting: string, { named, mover, base }: Pair, detail: Detail) {
  const [own, fleet, model] = [named.row, mover.row, base.row];
  if (own === undefined || fleet === undefined || model === undefined) return undefined;
  const saves = `${hosting} ${difference(view, fleet, own, detail)}`;
  const less = `${bounds(model, fleet, model.tcoUsd - fleet.tcoUsd)}${usd(fleet.tcoUsd - model.tcoUsd)} less still`;
  const barred = base.needsGate ? "its quality is not measured" : view.decision.barred;
  const gate = barred?.startsWith("its quality") === true ? `, and ${barred}` : "";
  return `${saves}, but the same model bought (${fullName(view, base)}) costs ${less}${gate}`;
}

/** Where nothing else may be chosen there is no difference: then what it costs. */
function aloneIn(view: PartView, detail: Detail): string | undefined {
  const { decision, report } = view;
  const named = find(view, decision.names);
  const { row } = named ?? {};
  if (decision.verdict !== "buy" || decision.constraint !== undefined || row === undefined) return undefined;
  if (view.alternatives.some((a) => a !== named && a.infeasible === undefined)) return undefined;
  const { horizonMonths, discountRatePerYear } = report.scenario;
  const least = row.atLeast ? "at least " : "";
  const later = `${usd(row.presentValueUsd)} at ${percent(discountRatePerYear)} a year`;
  const aside = detail === "all" ? ` (${later})` : "";
  return `it costs ${least}${usd(row.tcoUsd)} USD over ${monthSpan(horizonMonths)}${aside}, and nothing else may be chosen`;
}

/** Another fleet's known lines alone cost less: then a bound for the leading one is none for hosting as such. */
function cheaperByItsKnownLines(view: PartView, mover: ReportAlternative): boolean {
  return view.alternatives.some(
    (a) => runsMachines(a) && a.infeasible === undefined && a.row?.atLeast === true && costsLess(a, mover),
  );
}

/** "costs 34,444 USD more over 36 months (7.5 %; 35,374 at 10 % a year)", of row `a` against row `b`. */
function difference(view: PartView, a: ReportRow, b: ReportRow, detail: Detail): string {
  const { horizonMonths, discountRatePerYear } = view.report.scenario;
  const more = a.tcoUsd - b.tcoUsd;
  const later = a.presentValueUsd - b.presentValueUsd;
  const size =
    more === 0
      ? "costs the same"
      : `costs ${bounds(a, b, more)}${usd(Math.abs(more))} USD ${more > 0 ? "more" : "less"}`;
  const share = b.tcoUsd === 0 ? [] : [shareText(view, a.tcoUsd / b.tcoUsd)];
  const turned = later !== 0 && Math.sign(later) !== Math.sign(more) ? ` ${later > 0 ? "more" : "less"}` : "";
  const discounted = `${usd(Math.abs(later))}${turned} at ${percent(discountRatePerYear)} a year`;
  const aside = detail === "amount" ? [] : detail === "share" ? share : [...share, discounted];
  return `${size} over ${monthSpan(horizonMonths)}${aside.length === 0 ? "" : ` (${aside.join("; ")})`}`;
}

/** How sure the difference is when a side has lines without a price. */
function bounds(a: ReportRow, b: ReportRow, more: number): string {
  if (a.atLeast === b.atLeast) return a.atLeast ? "by the priced lines " : "";
  return a.atLeast === more > 0 ? "at least " : "at most ";
}

/** Of the total it is measured against: "7.5 %", "0.4 %, a tie", and beyond twice of it "8.2 times as much". */
function shareText(view: PartView, ratio: number): string {
  if (ratio > 2) return `${grouped(ratio, 1)} times as much`;
  const band = view.report.criteria?.tieBand;
  const share = Math.abs(ratio - 1);
  return `${percent(share)}${band !== undefined && share <= band ? ", a tie" : ""}`;
}

function paybackPart(view: PartView): string | undefined {
  const both = pair(view);
  if (both === undefined) return undefined;
  const { mover, base } = both;
  if (!runsMachines(mover) || mover.row === undefined) return undefined;
  const payback = paybackOver(view, mover.row, base);
  return payback && `against ${fullName(view, base)} it ${paybackRead(view, payback)}`;
}

/** Of the same two rows as the amount and the payback; nothing where no drawn input touches them. */
function certaintyPart(view: PartView): string | undefined {
  const both = pair(view);
  if (both === undefined) return undefined;
  const { mover, base } = both;
  const drawn = oddsAgainst(view, mover.id, base.id);
  if (drawn === undefined) return undefined;
  if (drawn.untouched === true) return "no input with a sourced range touches it";
  return `${mover.kind === "hosted" ? "hosting" : fullName(view, mover)} is cheaper than ${nameOf(view, base.id)} in ${drawnShare(drawn)} of draws`;
}

function hangsOn(view: PartView): string | undefined {
  const nearest = nearestFirst(view.decision.flips)[0];
  const repeat = nearest && repeatText(nearest);
  if (nearest !== undefined && repeat !== undefined)
    return `hangs most on the ${flipName(nearest)} ${changeText(nearest).replace(/\)$/, `; ${repeat})`)}`;
  if (nearest !== undefined) return `hangs most on ${nearest.key} (${changeText(nearest)})`;
  return view.decision.searched.length === 0 ? undefined : "nothing in the searched ranges turns it";
}
