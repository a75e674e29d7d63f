import { lastMile } from "../offers/one-off.ts";
import type { ServiceBill } from "../offers/service-bill.ts";
import { serviceLabel } from "../offers/services.ts";
import { switching } from "../offers/switching.ts";
import { type Charge, totalOf } from "../prices/charge.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Alternative, Month } from "./alternative.ts";
import { attentionOf, exitOf } from "./bought.ts";
import { boughtCurve, jumpingCurve, meanMonth } from "./curve.ts";
import { monthOf } from "./months.ts";
import { machinesHolding } from "./own-machines.ts";
import { isOwnHosted, ownOfferNamed, withOwnTerms } from "./own-offer.ts";

/** A vector store or a tracking service, bought. */
export interface ServiceRow {
  readonly part: "vectors" | "tracking";
  readonly offer: string;
  /** Absent: what the list of services calls it. */
  readonly label?: string;
  readonly running: boolean;
  /** Leaves an offer that runs today. */
  readonly leaves: boolean;
  /** Month t at the scenario's volume, or at another one in month 1's place. */
  readonly billIn: (month: number, volume?: number) => ServiceBill;
  readonly volumeIn: (month: number) => number;
  /** Bytes of memory that one unit of the volume takes; absent: the part holds nothing in memory. */
  readonly bytesOfOne?: number;
  /** Above this volume all of it has another rate. */
  readonly dearerAbove?: number;
  /** Month t's bill if the volume had been this one from the start; absent: month 1's stands for all. */
  readonly steadily?: (month: number, volume: number) => ServiceBill;
  /** Nothing that is billed changes from month to month. */
  readonly steady: boolean;
  readonly extra?: (month: number) => readonly Charge[];
  readonly oneOff?: readonly Charge[];
}

/** One bought service with its months; over a cap that blocks it is infeasible, in month 1 or later. */
export function serviceAlternative(scenario: Scenario, row: ServiceRow): Alternative {
  const own = ownOfferNamed(scenario, row.offer);
  const people = isOwnHosted(own) ? [] : attentionOf(scenario);
  const lines = (bill: ServiceBill, month: number) => [
    ...bill.charges,
    ...(row.extra?.(month) ?? []),
    ...people,
  ];
  const first = row.billIn(1);
  const bills = Array.from({ length: scenario.horizonMonths }, (_, i) =>
    i === 0 || row.steady ? first : row.billIn(i + 1),
  );
  const blocked = bills.findIndex((bill) => bill.feasible.kind === "no");
  const inMonth = (month: number, bill: ServiceBill) =>
    monthOf({ charges: lines(bill, month), volume: row.volumeIn(month) });
  const start = inMonth(1, first);
  const months: Month[] = bills.map((bill, i) =>
    i === 0 || (row.steady && row.extra === undefined) ? start : inMonth(i + 1, bill),
  );
  const usdAt = (volume: number) => totalOf(lines(row.billIn(1, volume), 1)).usd.toNumber();
  const label = row.label ?? serviceLabel(row.part, row.offer);
  const prefix = row.running ? "today" : `buy.${row.offer.replaceAll("/", "-")}`;
  const made: Alternative = {
    id: `${row.part}.${prefix}`,
    part: row.part,
    kind: row.running ? "today" : "bought",
    name: label,
    model: row.offer,
    seller: row.offer,
    quality: { kind: "same" },
    feasible: feasibilityOf(bills, blocked),
    oneOff: [
      lastMile(scenario.offers, scenario.people, row.running),
      ...(row.leaves && !row.running ? switching(scenario, row.part) : []),
      ...(row.oneOff ?? []),
    ],
    ...exitOf(scenario),
    monthly: lines(first, 1),
    months,
    usdAt,
    get curve() {
      const { steadily, dearerAbove } = row;
      const usdIn = (month: number, volume: number) =>
        totalOf(lines((steadily ?? row.billIn)(month, volume), month)).usd.toNumber();
      const usd = steadily === undefined ? usdAt : (v: number) => meanMonth(usdIn, scenario.horizonMonths, v);
      return dearerAbove === undefined ? boughtCurve(usd, row.volumeIn(1)) : jumpingCurve(usd, dearerAbove);
    },
    ...(first.high && {
      range: {
        low: totalOf(lines(first, 1)).usd.toNumber(),
        high: totalOf(lines({ ...first, charges: [] }, 1))
          .usd.plus(first.high.usd)
          .toNumber(),
        because: first.high.because,
      },
    }),
    notes: first.notes,
  };
  return own === undefined
    ? made
    : withOwnTerms(scenario, made, own, machinesHolding(own.host, row.bytesOfOne ?? 0));
}

function feasibilityOf(bills: readonly ServiceBill[], blocked: number): Alternative["feasible"] {
  const bill = bills[blocked];
  if (bill === undefined || bill.feasible.kind === "yes") return { kind: "yes" };
  return blocked === 0
    ? bill.feasible
    : { kind: "no", because: `${bill.feasible.because}, from month ${blocked + 1} on` };
}
