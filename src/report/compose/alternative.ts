import type { Alternative, Capacity } from "../../alternatives/alternative.ts";
import type { DiscountedPaybacks } from "../../decision/beside-verdict.ts";
import type { Row } from "../../decision/decision.ts";
import { ruledOutBy } from "../../decision/policy.ts";
import { type Charge, isUnknown, totalOf } from "../../prices/charge.ts";
import { ec2Instance } from "../../prices/price-key.ts";
import type { CommitmentSource, PriceSource } from "../../prices/price-source.ts";
import { gateAnswer } from "../../scenario/quality-gate.ts";
import type { Criteria } from "../../scenario/scenario.ts";
import { Decimal, HOURS_PER_MONTH } from "../../units.ts";
import type { ReportAlternative } from "../report.ts";
import { reportCharge } from "./charge.ts";
import { commitmentsOf, type Quote } from "./commitments.ts";
import { listOf } from "./overrides.ts";

/** What an alternative's entry needs beside the alternative. */
export interface Around {
  readonly prices: PriceSource;
  readonly commitments: CommitmentSource | undefined;
  readonly quotes: readonly Quote[];
  readonly region: string;
  readonly row: Row | undefined;
  readonly discounted: DiscountedPaybacks | undefined;
  /** The same model bought, for what one instance's volume would cost there. */
  readonly sameModel: Alternative | undefined;
  readonly policy: Criteria["dataPolicy"];
  /** Weights that today's answers come from; absent where nothing is bought yet. */
  readonly todayModel: string | undefined;
  /** Nothing is bought yet, and which of several models is good enough is an open question. */
  readonly openChoice: boolean;
  /** Gap in win rates from which on a model fails. */
  readonly qualityLimit: number;
}

export function reportAlternative(alternative: Alternative, around: Around): ReportAlternative {
  const { row } = around;
  const { capacity, range, doing, doubt } = alternative;
  return {
    id: alternative.id,
    part: alternative.part,
    kind: alternative.kind,
    name: alternative.name,
    ...(doing !== undefined && { doing }),
    ...(doubt !== undefined && { doubt }),
    ...(alternative.built && { built: alternative.built }),
    ...(alternative.place && { place: alternative.place }),
    ...(alternative.spectrum && { spectrum: alternative.spectrum }),
    model: alternative.model,
    seller: alternative.seller,
    ...gateOf(alternative, around),
    ...infeasibleOf(alternative, around.policy),
    ...(row && {
      row: { ...rowOf(row), ...(around.discounted && { discounted: { ...around.discounted } }) },
    }),
    oneOff: alternative.oneOff.map(reportCharge),
    ...(alternative.exit && { exit: alternative.exit.map(reportCharge) }),
    monthly: alternative.monthly.map(reportCharge),
    months: alternative.months.map((month) => ({ ...month })),
    ...(alternative.dated && {
      dated: alternative.dated.map((entry) => ({ ...entry, charges: entry.charges.map(reportCharge) })),
    }),
    ...listOf(alternative, row?.tcoUsd),
    ...commitmentsOf(alternative, around.commitments, around.region, around.quotes),
    ...(range && { range: { ...range } }),
    ...(alternative.kind === "hosted" && { split: splitOf(alternative.monthly) }),
    ...(capacity && { capacity: capacityOf(capacity, around) }),
    ...(alternative.routes && { routes: structuredClone(alternative.routes) as ReportAlternative["routes"] }),
    notes: [...alternative.notes],
  };
}

function gateOf(
  { quality, model, part, kind }: Alternative,
  { todayModel, openChoice, qualityLimit }: Around,
): Pick<ReportAlternative, "needsGate" | "failsGate"> {
  const other = part === "llm" && kind !== "today" && kind !== "lever" && model !== todayModel;
  const unanswered =
    todayModel === undefined ? openChoice && quality.kind !== "measured" : quality.kind === "unanswered";
  const fails = other && gateAnswer(quality, qualityLimit) === "fail";
  return { needsGate: other && unanswered, ...(fails && { failsGate: true }) };
}

/** By its own limits, or because the data policy leaves it out. */
function infeasibleOf(alternative: Alternative, policy: Criteria["dataPolicy"]): { infeasible?: string } {
  const because =
    alternative.feasible.kind === "no" ? alternative.feasible.because : ruledOutBy(policy, alternative);
  return because === undefined ? {} : { infeasible: because };
}

function rowOf({ alternative: _, ...figures }: Row): NonNullable<ReportAlternative["row"]> {
  return figures;
}

function splitOf(charges: readonly Charge[]): NonNullable<ReportAlternative["split"]> {
  const sum = (wanted: (charge: Charge) => boolean) => totalOf(charges.filter(wanted)).usd.toNumber();
  const people = charges.filter((charge) => charge.category === "people");
  const instances = charges.filter((charge) => charge.category === "compute");
  // A reader's own machines may cost 0; beside a line without a price, known ones of 0 are no price of the instances.
  const known = instances.every(({ cost }) => !isUnknown(cost));
  const priced = instances.some(({ cost }) => !isUnknown(cost) && !cost.usd.isZero());
  return {
    ...((known || priced) && { computeUsd: totalOf(instances).usd.toNumber() }),
    restUsd: sum((charge) => charge.category !== "compute" && charge.category !== "people"),
    peopleUsd: totalOf(people).usd.toNumber(),
    peopleHours: people
      .reduce((hours, { quantity }) => (isUnknown(quantity) ? hours : hours.plus(quantity)), new Decimal(0))
      .toNumber(),
  };
}

function capacityOf(
  capacity: Capacity,
  { prices, region, sameModel }: Around,
): NonNullable<ReportAlternative["capacity"]> {
  const price = prices.find(ec2Instance(capacity.instanceType), region);
  const hourly = isUnknown(price) ? undefined : price.tiers[0]?.usd;
  const volume = capacity.oneInstanceVolume;
  return {
    instanceType: capacity.instanceType,
    instances: capacity.instances,
    instancesLow: capacity.instancesLow,
    instancesHigh: capacity.instancesHigh,
    ...(hourly && { oneInstanceUsd: hourly.times(HOURS_PER_MONTH.amount).toNumber() }),
    ...(volume !== undefined && { oneInstanceVolume: volume }),
    ...(volume !== undefined && sameModel && { oneInstanceBoughtUsd: sameModel.usdAt(volume) }),
    ...(capacity.meanLoad !== undefined && { meanLoad: capacity.meanLoad }),
    ...(capacity.peakLoad !== undefined && { peakLoad: capacity.peakLoad }),
    ...(capacity.quotaName !== undefined && { quotaName: capacity.quotaName }),
    ...(capacity.quotaVcpus !== undefined && { quotaVcpus: capacity.quotaVcpus }),
    ...(capacity.quotaFormula !== undefined && { quotaFormula: capacity.quotaFormula }),
    ...(capacity.serving && { serving: { ...capacity.serving } }),
    flags: [...capacity.flags],
  };
}
