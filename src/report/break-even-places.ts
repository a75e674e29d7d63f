import { figure, grouped, volume, wholeBound } from "./number.ts";
import { leadOf, nameOf, type PartView } from "./part-view.ts";
import type { ReportAlternative, ReportBreakEven } from "./report.ts";
import { type Block, tableBlock } from "./section.ts";
import { countedUnit } from "./volume-text.ts";

export const breakEvens = (view: PartView) => view.decision.breakEvens ?? [];

/** What the leading fleet takes at each of these volumes. */
export function places(view: PartView): Block {
  const lead = leadOf(view);
  const found = breakEvens(view).filter(({ alternative }) => alternative === lead?.id);
  const seen = new Set<number>();
  const all = found
    .flatMap((entry) => entry.places.map((place) => ({ ...place, against: entry.against })))
    .filter(({ volume: at }) => !seen.has(at) && seen.add(at) !== undefined)
    .toSorted((a, b) => a.volume - b.volume);
  const rows = lead === undefined ? [] : all.map((place) => placeRow(view, lead, place));
  return tableBlock(
    [
      `>${countedUnit(view).replace(/^./, (letter) => letter.toUpperCase())}`,
      `<${lead === undefined ? "" : nameOf(view, lead.id)}: that is`,
      ">Instances",
      ">Replicas",
      ">Requests/s of one",
      ">Output tokens/s of one",
      ">It carries, requests/s",
    ],
    rows,
  );
}

/** Today's offer as it is, as it would be once changed, or the same weights bought. */
function baselineName(view: PartView, against: string): string {
  const { today, sameModel } = view.decision;
  if (against === today) return "today's offer";
  return against === sameModel ? "the same model bought" : nameOf(view, against);
}

type Place = ReportBreakEven["places"][number] & { readonly against: string };

function placeRow(view: PartView, lead: ReportAlternative, place: Place): string[] {
  const { rateNeeded, replicas } = place;
  const tokens = outputTokens(lead);
  const { horizonMonths } = view.report.scenario;
  const what = {
    now: "now",
    end: `month ${horizonMonths}`,
    "break-even": `break-even with ${baselineName(view, place.against)}`,
  };
  const rate = lead.capacity?.serving?.rate;
  return [
    place.kind === "break-even" ? wholeBound(place.volume, "up") : volume(place.volume),
    what[place.kind],
    grouped(place.instances, 0),
    replicas === undefined ? "" : figure(replicas),
    rateNeeded === undefined ? "" : figure(rateNeeded),
    rateNeeded === undefined || tokens === undefined ? "" : figure(rateNeeded * tokens),
    rate === undefined || rateNeeded === undefined ? "" : figure(rate),
  ];
}

/** Tokens that one request generates on a fleet, reasoning included. */
function outputTokens({ monthly }: ReportAlternative): number | undefined {
  const drivers = monthly.flatMap((charge) => charge.drivers);
  const found = drivers.find(({ name }) => name === "output tokens per request");
  const value = found === undefined ? Number.NaN : Number(found.value);
  return Number.isFinite(value) ? value : undefined;
}
