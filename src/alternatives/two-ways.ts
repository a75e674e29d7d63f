import { hours } from "../offers/one-off.ts";
import { type Charge, costOf, flatPrice } from "../prices/charge.ts";
import { qualityKeyOn, qualityOn, worstClass } from "../scenario/class-quality.ts";
import type { Quality } from "../scenario/quality.ts";
import { Decimal } from "../units.ts";
import type { Alternative } from "./alternative.ts";
import type { JointRow } from "./joined.ts";
import type { ClassLoad } from "./llm-split.ts";
import { requestsIn } from "./llm-volume.ts";
import type { Moving, TwoWays } from "./moving.ts";
import type { Route } from "./routes.ts";

/** What goes where. */
interface Ways {
  readonly id: string;
  readonly kind: "hybrid" | "bought";
  readonly moved: Alternative;
  readonly rest: Alternative;
  /** What the rest is called. */
  readonly beside: string;
  /** By class, as are the others. */
  readonly shares: readonly number[];
  readonly loads: readonly (ClassLoad | undefined)[];
  readonly boughtUsd: readonly (number | undefined)[];
}

/** Names, quality and routes of a row whose requests go two ways, and what its router costs. */
export function twoWayRow(moving: Moving, ways: Ways): JointRow {
  const { candidate, gates } = moving;
  const { kind, moved, rest, beside } = ways;
  const classes = moving.input.part.classes.map((_, i) => routeOf(moving, ways, i));
  const { quality, openKey } = qualityOf(moving, ways.shares);
  const going = classes.filter(({ share }) => share > 0).map(partly);
  const order = kind === "hybrid" ? `Host ${listed(going)} on` : `Buy ${listed(going)} from`;
  return {
    id: moving.asked && kind === "hybrid" ? `${ways.id}.untested` : ways.id,
    kind,
    name: `${moved.name} + ${beside}`,
    model: rest.model === candidate.model ? candidate.model : `${candidate.model} + ${rest.model}`,
    quality,
    doing: `${order} ${moved.name}, the rest from ${beside}`,
    notes: [],
    routes: {
      classes,
      rest: beside,
      model: candidate.model,
      everyClassPassed: gates.every((gate) => gate === "pass"),
      ...(openKey !== undefined && { openKey }),
    },
    sides: [
      { row: moved, shares: ways.shares },
      { row: rest, shares: ways.shares.map((share) => 1 - share) },
    ],
    ...routerOf(moving.input),
  };
}

/** Month 0 and each month of what sends requests both ways. */
export function routerOf({ context, part }: TwoWays): Pick<JointRow, "oneOff" | "monthly"> {
  if (part.hybrid === undefined) throw new Error("a hybrid of a part without its terms");
  const { routingUsdPerMonth: routing, routerHours } = part.hybrid;
  const price = flatPrice(routing.base, "month", routing.provenance, { key: routing.key });
  const quantity = new Decimal(1);
  const line: Charge = {
    id: "routing",
    name: "Routing",
    category: "adjustment",
    origin: "yours",
    quantity,
    unit: "month",
    formula: "each month",
    drivers: [],
    price,
    cost: costOf(quantity, price),
  };
  return {
    oneOff: [hours("router", "Router", routerHours, context.scenario.people)],
    monthly: routing.base === 0 ? [] : [line],
  };
}

function routeOf({ input: { part }, gates, eligible }: Moving, ways: Ways, index: number): Route {
  const entry = part.classes[index];
  if (entry === undefined) throw new Error(`no class ${index}`);
  const load = ways.loads[index];
  const bought = ways.boughtUsd[index];
  const gate = gates[index] ?? "unanswered";
  const share = ways.shares[index] ?? 0;
  const stays = () => {
    if (gate === "fail") return "failed the quality gate";
    if (part.hybrid?.classes?.includes(entry.name) === false) return "not in llm.hybrid.classes";
    if (entry.requestsPerMonth.base === 0) return "no requests";
    if (eligible[index] !== true) return "its quality is not measured";
    if (ways.kind === "hybrid" && load === undefined) return "these machines cannot serve it";
    return "costs less where it is";
  };
  return {
    name: entry.name,
    requestsPerMonth: requestsIn({ ...part, classes: [entry] }, 1),
    share,
    gate,
    ...(bought !== undefined && { boughtUsdPerRequest: bought }),
    ...(load && {
      ownUsdPerRequest: load.usdPerRequest,
      replicasPerMillion: 1e6 * load.replicasPerRequest,
    }),
    ...(share === 0 && { stays: stays() }),
  };
}

/** The other model is as good as on the worst of the classes that it takes over. */
function qualityOf(
  { input, candidate }: Moving,
  shares: readonly number[],
): { quality: Quality; openKey?: string } {
  const { part, weights, context } = input;
  if (weights === undefined || candidate.model === weights) return { quality: { kind: "same" } };
  const going = part.classes.filter((_, i) => (shares[i] ?? 0) > 0);
  const worst = worstClass(part, candidate, going, context.scenario.criteria.qualityDelta.base);
  if (worst === undefined) return { quality: candidate.quality };
  const quality = qualityOn(part, candidate, worst);
  return { quality, ...(quality.kind === "unanswered" && { openKey: qualityKeyOn(part, candidate, worst) }) };
}

const partly = ({ name, share }: Route) => (share < 1 ? `${Math.round(100 * share)} % of ${name}` : name);

function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
