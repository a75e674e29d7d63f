import { runsMachines } from "../alternatives/alternative.ts";
import { drawnShare, oddsAgainst } from "./certainty.ts";
import { constraintLine, constraintText } from "./constraint-text.ts";
import { bounds, type Detail, difference } from "./difference-text.ts";
import { changeText, flipName, nearestFirst, repeatText } from "./flip-sentence.ts";
import { monthSpan, percent, usd } from "./number.ts";
import { chargeName, find, fullName, nameOf, type PartView, restsOnQuality, todayOf } from "./part-view.ts";
import { paybackOver, paybackRead } from "./payback-over.ts";
import type { ReportAlternative } from "./report.ts";
import { costsLess, type Pair, pair } from "./verdict-pair.ts";
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

function byHowMuch(view: PartView, detail: Detail = "all"): string | undefined {
  const both = pair(view);
  if (both === undefined) return aloneIn(view, detail);
  const { named, mover, base } = both;
  if (mover.row === undefined || base.row === undefined) return undefined;
  if (mover === named) {
    const size = difference(view, mover.row, base.row, detail);
    const later = mover.row.tcoUsd > base.row.tcoUsd ? ", and earns it back after that" : "";
    return `${runsMachines(mover) ? "it" : "which"} ${size} than ${fullName(view, base)}${runsMachines(mover) ? later : whyKept(view, both)}`;
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

/** Of machines that run today and cost more than what they could be left for: what leaving them lacks. */
function whyKept(view: PartView, { named, base }: Pair): string {
  const payback = base.row?.paybackToday;
  if (payback === undefined || !costsLess(base, named)) return "";
  return `, but leaving ${paybackRead(view, payback)}`;
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
