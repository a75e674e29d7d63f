import { figure } from "../report/number.ts";
import type { Report } from "../report/report.ts";
import { clause } from "../report/wording.ts";
import { daysUntil, monthsBegun } from "./calendar.ts";
import type { DecisionRecord, RecordedFinding, RecordPart } from "./decision-record.ts";
import { valueUnder } from "./moved.ts";
import { unanswered } from "./recorded-findings.ts";
import { actualAbove, modelMoved } from "./review-bought.ts";
import { type Facts, reason, unknown } from "./review-facts.ts";
import type { ReviewReason } from "./review-schema.ts";
import { volumeText } from "./volume-text.ts";

/** Volumes this many times as large, or as small, ask the question anew. */
const VOLUME_FACTOR = 10;
/** Days before its end at which a commitment has to be thought about. */
const NOTICE_DAYS = 90;

/** The nine conditions under which a decision is due, in their order. */
export function reviewReasons(facts: Facts): ReviewReason[] {
  return [
    yearPassed(facts),
    ...facts.record.decisions.map((decision) => volumeMoved(facts, decision)),
    ...triggerReached(facts),
    flipCrossed(facts),
    ...priceEvents(facts),
    modelMoved(facts),
    commitmentEnds(facts),
    ...facts.record.decisions.map((decision) => actualAbove(facts, decision)),
    peopleChanged(facts),
    findingOpen(facts),
  ];
}

function yearPassed({ record, asOf }: Facts): ReviewReason {
  const due = asOf >= record.reviewBy;
  return reason(
    "year",
    due,
    due
      ? `12 months since ${record.decidedAt} are over (${record.reviewBy})`
      : `12 months since ${record.decidedAt} are over on ${record.reviewBy}`,
  );
}

function volumeMoved(facts: Facts, { part, volume }: DecisionRecord["decisions"][number]): ReviewReason {
  const now = facts.volumes[part] ?? (facts.rawNow && volumeIn(facts.asNow, part));
  const id = `volume ${part}`;
  if (volume === undefined) return reason(id, false, `${part}: the record has no volume to compare with`);
  if (now === undefined) {
    const then = volumeText(part, volume.amount);
    return unknown(id, `${part}: its volume now, ${then} then`, `--volume ${part}=<n>`);
  }
  const moved = now >= VOLUME_FACTOR * volume.amount || now <= volume.amount / VOLUME_FACTOR;
  return reason(id, moved && now !== volume.amount, `${part}: ${beside(part, now, volume.amount)}`);
}

function beside(part: RecordPart, now: number, then: number): string {
  if (now === then) return `${volumeText(part, now)}, as recorded`;
  if (then === 0) return `${volumeText(part, now)}, none when it was decided`;
  return `${volumeText(part, now)}, ${figure(now / then)} times the recorded ${figure(then)}`;
}

function volumeIn(report: Report | undefined, part: RecordPart): number | undefined {
  const rows = report?.alternatives.filter((row) => row.part === part && row.months.length > 0);
  return rows?.[0]?.months[0]?.volume;
}

function triggerReached({ record, asOf }: Facts): ReviewReason[] {
  return record.decisions.flatMap(({ part, triggerMonth }) => {
    if (triggerMonth === undefined) return [];
    const reached = monthsBegun(record.decidedAt, asOf) >= triggerMonth;
    return [
      reason(
        `trigger ${part}`,
        reached,
        `${part}: moving pays from month ${triggerMonth} after the decision`,
      ),
    ];
  });
}

/** By a price: the verdict at today's prices is another. By an input: it passed a value that was recorded to turn it. */
function flipCrossed({ record, decisions, rawAsked, rawNow, volumes }: Facts): ReviewReason {
  const limit = Number(record.criteria.values["criteria.qualityDelta"]);
  const turned = decisions.filter(({ flips }) => flips).map(({ part }) => `${part} by today's prices`);
  const passed = record.reversal.flatMap(({ part, key, base, value }) => {
    const volume = record.decisions.find((one) => one.volume?.key === key)?.part;
    const raw = rawAsked ?? rawNow;
    const found = (volume && volumes[volume]) ?? (raw && valueUnder(raw, key));
    const now = gapOf(found) ?? found;
    const [from, to] = [gapFrom(base, value, limit), gapIn(value) ?? value];
    const gap = gapIn(value) === undefined ? "" : "a gap of ";
    return now !== undefined && crossed(from, to, now)
      ? [`${part} by ${key}, now ${gap}${shown(now)}, turned by ${gap}${shown(to)}`]
      : [];
  });
  const all = [...turned, ...passed];
  if (all.length > 0) return reason("flip", true, `a flip value is crossed: ${all.join("; ")}`);
  const hidden = record.reversal.length === 0 && record.overrides !== undefined;
  return reason(
    "flip",
    false,
    hidden
      ? "the verdicts at today's prices are the same; flip values are not in this record, because they follow from your own prices"
      : "no flip value is crossed by today's prices",
  );
}

/** Of a measured quality the gap in win rates is what turns; a record holds it as the object of the file. */
const gapIn = (value: string | number): number | undefined => {
  const gap = typeof value === "string" ? /^\{"delta":(-?[\d.]+)\}$/.exec(value)?.[1] : undefined;
  return gap === undefined ? undefined : Number(gap);
};
const gapOf = (found: unknown): number | undefined => {
  const delta = typeof found === "object" && found !== null && "delta" in found ? found.delta : undefined;
  return typeof delta === "number" ? delta : undefined;
};

/** Where a gap set out from; one that nobody had measured from the other side of the limit. */
function gapFrom(base: string | number, value: string | number, limit: number): string | number {
  const gap = gapIn(value);
  if (gap === undefined || typeof base === "number") return base;
  return gapIn(base) ?? (gap < limit ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
}

const shown = (value: unknown): string => (typeof value === "number" ? figure(value) : String(value));

function crossed(base: string | number, value: string | number, now: unknown): boolean {
  if (typeof base === "number" && typeof value === "number" && typeof now === "number")
    return value >= base ? now >= value : now <= value;
  return String(now) === String(value) && String(base) !== String(value);
}

/** Dated price changes that the record knew: those whose day has come, and those that are announced no longer. */
function priceEvents({ record, asOf, repriced }: Facts): ReviewReason[] {
  return record.scheduledChanges.flatMap(({ at, what }) => {
    if (at <= record.decidedAt) return [];
    if (at <= asOf) return [reason("price-event", true, `took effect on ${at}: ${what}`)];
    const stands = repriced.scheduledChanges.some((change) => change.at === at && change.what === what);
    return [
      stands
        ? reason("price-event", false, `still to come on ${at}: ${what}`)
        : reason("price-event", true, `no longer announced for ${at}: ${what}`),
    ];
  });
}

function commitmentEnds({ asOf, ends }: Facts): ReviewReason {
  const near = ends.filter((end) => daysUntil(asOf, end) <= NOTICE_DAYS).sort();
  if (near.length > 0)
    return reason(
      "commitment",
      true,
      `a commitment, contract or credit ends within ${NOTICE_DAYS} days: ${near.join(", ")}`,
    );
  if (ends.length > 0)
    return reason("commitment", false, `the next end is ${[...ends].sort()[0]}, more than 90 days away`);
  return unknown(
    "commitment",
    `a commitment, contract or credit that ends within ${NOTICE_DAYS} days`,
    "--ends <date>",
  );
}

const PEOPLE_AND_PRIVACY = [
  "people.gpuExpertise",
  "people.mlEngineers",
  "people.teamHoursPerMonth",
  "people.hiringUsd",
  "people.hiringHoursPerMonth",
  "context.kubernetes",
  "criteria.dataPolicy",
];

function peopleChanged({ record, rawNow }: Facts): ReviewReason {
  const id = "people-privacy";
  if (rawNow === undefined) {
    return unknown(
      id,
      "expertise lost or gained, privacy class changed, a vendor bought or closed",
      "the scenario as it is now: crossover review <record.json> <scenario.yaml>",
    );
  }
  const changed = PEOPLE_AND_PRIVACY.flatMap((key) => {
    const [then, now] = [valueUnder(record.scenario.raw, key), valueUnder(rawNow, key)];
    return then === now ? [] : [`${key} ${then ?? "unanswered"} → ${now ?? "unanswered"}`];
  });
  return reason(
    id,
    changed.length > 0,
    changed.length > 0
      ? changed.join("; ")
      : "expertise and privacy class are as recorded; no data tells whether a vendor was bought or closed",
  );
}

function findingOpen({ record, asNow }: Facts): ReviewReason {
  const open = unanswered(record.findings).filter(({ id, part }) => stillFound(asNow, id, part));
  const said = [...new Map(open.map((finding) => [finding.id, findingText(finding)])).values()];
  return reason(
    "finding",
    said.length > 0,
    said.length > 0
      ? `unanswered: ${said.join("; ")}. Answer in the scenario, or in the next record with --answer`
      : "every finding that asks something is answered",
  );
}

/** Its sentence, and the name that an answer is given to. */
const findingText = ({ id, text }: RecordedFinding) =>
  text === undefined ? id : `“${clause(text)}” (--answer ${id}=…)`;

/** A scenario that answers a question no longer has the finding. */
function stillFound(now: Report | undefined, id: string, part: RecordPart | undefined): boolean {
  if (now === undefined) return true;
  const findings =
    part === undefined ? now.findings : now.decisions.find((one) => one.part === part)?.findings;
  return (findings ?? []).some((finding) => finding.id === id);
}
