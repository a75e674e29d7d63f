import { figure, grouped, hourlyUsd, percent, unitUsd } from "./number.ts";
import type { PartView } from "./part-view.ts";
import type { ReportAlternative, ReportRung } from "./report.ts";
import { type Block, list, tableBlock, text } from "./section.ts";
import { counted, listed } from "./wording.ts";

type Commitments = NonNullable<ReportAlternative["commitments"]>;
type Rate = Extract<ReportRung["rate"], { kind: "known" }>;

const HOURS = 730;

/** The commitment ladder of each machine that a hosted row runs on: rungs with a rate, then those without. */
export function commitmentBlocks(view: PartView): (Block | undefined)[] {
  const byKey = Map.groupBy(
    view.alternatives.flatMap(({ commitments }) => commitments ?? []),
    ({ key }) => key,
  );
  const ladders = [...byKey.values()].flatMap(([first]) => first ?? []);
  if (ladders.length === 0) return [];
  const head = [
    "<Machine",
    "<Paid as",
    ">USD/h",
    ">Saving",
    ">Upfront",
    "<Term",
    "<Break-even",
    "<Quoted",
    "<Source",
  ];
  return [tableBlock(head, ladders.flatMap(ladderRows)), list(openTexts(ladders)), note(ladders)];
}

function note(ladders: readonly Commitments[]): Block | undefined {
  const committed = ladders.some(({ rungs }) =>
    rungs.some(({ kind, rate }) => kind !== "on-demand" && rate.kind === "known"),
  );
  if (!committed) return undefined;
  return text(
    "Upfront payments are spread over the term. A commitment is paid for all 730 h of a month, used or not: it costs " +
      "less than on demand above the break-even share of them, never where on demand is the cheaper hour. A savings " +
      "plan covers usage up to its commitment an hour, the rest is on demand. Spot and capacity blocks are never " +
      "chosen by themselves.",
  );
}

function ladderRows({ instanceType, rungs }: Commitments): string[][] {
  const rows = rungs.flatMap((rung) => (rung.rate.kind === "known" ? [rateRow(rung, rung.rate)] : []));
  return rows.map((row, index) => [index === 0 ? instanceType : "", ...row]);
}

/** "g5.12xlarge, p5.4xlarge: savings plan, spot – no rate: add one to overrides"; machines that lack the same stand together. */
function openTexts(ladders: readonly Commitments[]): string[] {
  const texts = ladders.flatMap(({ instanceType, rungs }) => {
    const open = Map.groupBy(
      rungs.filter(({ rate }) => rate.kind === "none"),
      ({ rate }) => (rate.kind === "none" ? rate.because : ""),
    );
    return [...open].map(([because, same]) => ({
      instanceType,
      said: `${openKinds(same, rungs)} – ${because}`,
    }));
  });
  const bySaid = Map.groupBy(texts, ({ said }) => said);
  return [...bySaid].map(
    ([said, same]) => `${same.map(({ instanceType }) => instanceType).join(", ")}: ${said}`,
  );
}

/** Each kind once: with its terms where all of it is open, else with how many are. */
function openKinds(open: readonly ReportRung[], all: readonly ReportRung[]): string {
  const kinds = [...new Set(open.map(({ kind }) => kind))];
  const names = kinds.map((kind) => {
    const own = open.filter((rung) => rung.kind === kind);
    const whole = all.filter((rung) => rung.kind === kind).length;
    return own.length === whole
      ? `${KINDS[kind]}${spans(own)}`
      : `${KINDS[kind]} (${counted(own.length, "other term")})`;
  });
  return names.join(", ");
}

function rateRow(rung: ReportRung, rate: Rate): string[] {
  const plain = rung.kind === "on-demand";
  return [
    nameOf(rung),
    hourlyUsd(rate.effectiveHourlyUsd),
    rate.saving === undefined ? "" : percent(rate.saving),
    plain || Number(rate.upfrontUsd) === 0 ? "" : unitUsd(rate.upfrontUsd),
    termOf(rung),
    breakEven(rate.breakEvenUtilisation),
    rate.quotedAt,
    rate.by.length === 0 ? rate.source : `yours, ${rate.by.join(", ")}`,
  ];
}

/** Above 100 % no use of a month makes up for it. */
function breakEven(share: number | undefined): string {
  if (share === undefined) return "";
  if (share >= 1) return "never";
  return `${percent(share)}, ${grouped(share * HOURS, 0)} h`;
}

const KINDS: Readonly<Record<ReportRung["kind"], string>> = {
  "on-demand": "on demand",
  "savings-plan": "savings plan",
  reserved: "reserved",
  "capacity-block": "capacity block",
  spot: "spot",
  quote: "your quote",
};

/** "reserved standard, partial upfront"; a payment without an upfront part goes without saying in a savings plan. */
function nameOf({ kind, offeringClass, purchaseOption }: ReportRung): string {
  const plain = kind === "savings-plan" && purchaseOption === "no-upfront";
  const option = purchaseOption === undefined || plain ? "" : `, ${purchaseOption.replace("-", " ")}`;
  return `${KINDS[kind]}${offeringClass === undefined ? "" : ` ${offeringClass}`}${option}`;
}

const years = (months: number) => `${figure(months / 12)} ${months === 12 ? "year" : "years"}`;

function termOf({ termMonths, minimumDays }: ReportRung): string {
  if (termMonths !== undefined) return years(termMonths);
  return minimumDays === undefined ? "" : `from ${minimumDays} ${minimumDays === 1 ? "day" : "days"}`;
}

/** " of 1 and 3 years"; nothing for what has no term. */
function spans(rungs: readonly ReportRung[]): string {
  const months = [...new Set(rungs.flatMap(({ termMonths }) => termMonths ?? []))];
  return months.length === 0 ? "" : ` of ${listed(months.map((span) => figure(span / 12)))} years`;
}
