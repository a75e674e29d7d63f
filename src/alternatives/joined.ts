import type { Charge } from "../prices/charge.ts";
import { totalOf } from "../prices/charge.ts";
import type { Alternative, Month } from "./alternative.ts";
import type { Routes } from "./routes.ts";

/** What is said of two rows that share the work, and what sharing costs. */
export interface JointRow
  extends Pick<Alternative, "id" | "kind" | "name" | "model" | "quality" | "doing" | "notes" | "sides"> {
  readonly routes: Omit<Routes, "share" | "seller">;
  /** Month 0 and each month of the router; the lines of both rows come beside them. */
  readonly oneOff: readonly Charge[];
  readonly monthly: readonly Charge[];
}

/**
 * Two rows that do one part's work together: lines, months and one-offs of both, and the router's. A one-off that stands on
 * both sides (leaving a seller, tuning a model) is paid once.
 *
 * @param moved the row that takes requests over: a fleet, or another seller; its fleet is the whole's
 * @param rest what is bought for the other requests
 */
export function joined(moved: Alternative, rest: Alternative, row: JointRow): Alternative {
  const routes: Routes = {
    ...row.routes,
    share: shareOf(row.routes.classes),
    seller: moved.seller,
  };
  const router = totalOf(row.monthly).usd.toNumber();
  const restShare = 1 - routes.share;
  const capacity = moved.capacity;
  return {
    ...row,
    routes,
    part: moved.part,
    seller: rest.seller,
    ...(rest.sellerModel !== undefined && { sellerModel: rest.sellerModel }),
    feasible: { kind: "yes" },
    oneOff: distinct([...row.oneOff, ...moved.oneOff, ...rest.oneOff]),
    monthly: [...row.monthly, ...apart(moved.monthly, rest.monthly)],
    months: moved.months.map((month, i) => bothMonths(month, rest.months[i], router)),
    ...((moved.dated ?? rest.dated) && { dated: [...(moved.dated ?? []), ...(rest.dated ?? [])] }),
    usdAt: (volume) => router + moved.usdAt(volume * routes.share) + rest.usdAt(volume * restShare),
    ...rangeOf(moved, rest, router),
    ...curveOf(moved, rest, router, routes.share),
    ...(moved.fleet && { fleet: moved.fleet }),
    ...(capacity && {
      capacity: {
        ...capacity,
        unitsFor: (volume: number) => capacity.unitsFor(volume * routes.share),
        volumeOf: (units: number) => capacity.volumeOf(units) / routes.share,
      },
    }),
    notes: [...row.notes, ...moved.notes, ...rest.notes],
  };
}

function shareOf(classes: Routes["classes"]): number {
  const all = classes.reduce((sum, { requestsPerMonth }) => sum + requestsPerMonth, 0);
  return classes.reduce((sum, { share, requestsPerMonth }) => sum + share * requestsPerMonth, 0) / all;
}

/** Lines of the same name on both sides (tokens of two sellers, hours at both) are two lines. */
function apart(moved: readonly Charge[], rest: readonly Charge[]): readonly Charge[] {
  const taken = new Set(rest.map(({ id }) => id));
  return [...moved.map((line) => (taken.has(line.id) ? { ...line, id: `moved.${line.id}` } : line)), ...rest];
}

function distinct(charges: readonly Charge[]): readonly Charge[] {
  return charges.filter(({ id }, i) => charges.findIndex((other) => other.id === id) === i);
}

function bothMonths(moved: Month, rest: Month | undefined, router: number): Month {
  if (rest === undefined) throw new Error("two rows of one part cover different horizons");
  const listed = moved.listUsd !== undefined || rest.listUsd !== undefined;
  return {
    usd: moved.usd + rest.usd + router,
    machinesUsd: moved.machinesUsd + rest.machinesUsd + router,
    peopleUsd: moved.peopleUsd + rest.peopleUsd,
    ...(listed && { listUsd: (moved.listUsd ?? moved.usd) + (rest.listUsd ?? rest.usd) + router }),
    volume: moved.volume + rest.volume,
    ...(moved.units !== undefined && { units: moved.units }),
    atLeast: moved.atLeast || rest.atLeast,
  };
}

/** Both lines on the axis of all requests, the split held; none where one side follows none or has a floor. */
function curveOf(
  moved: Alternative,
  rest: Alternative,
  router: number,
  share: number,
): Pick<Alternative, "curve"> | undefined {
  if (moved.curve === undefined || rest.curve === undefined) return undefined;
  const bent = ({ curve, redesigns }: Alternative) =>
    redesigns !== undefined || (curve?.minimumUsd !== undefined && curve.minimumUsd > curve.fixedUsd);
  if (bent(moved) || bent(rest)) return undefined;
  return {
    curve: {
      fixedUsd: router + moved.curve.fixedUsd + rest.curve.fixedUsd + rest.curve.unitUsd,
      unitUsd: moved.curve.unitUsd,
      perVolumeUsd: moved.curve.perVolumeUsd * share + rest.curve.perVolumeUsd * (1 - share),
    },
  };
}

function rangeOf(
  moved: Alternative,
  rest: Alternative,
  router: number,
): Pick<Alternative, "range"> | undefined {
  if (moved.range === undefined && rest.range === undefined) return undefined;
  const end = (side: Alternative, which: "low" | "high") => side.range?.[which] ?? side.months[0]?.usd ?? 0;
  const because = [moved.range?.because, rest.range?.because].filter((text) => text !== undefined);
  return {
    range: {
      low: end(moved, "low") + end(rest, "low") + router,
      high: end(moved, "high") + end(rest, "high") + router,
      because: [...new Set(because)].join("; "),
    },
  };
}
