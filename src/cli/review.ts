import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "../errors.ts";
import { criteriaValues } from "../record/criteria-values.ts";
import type { DecisionRecord, RecordPart } from "../record/decision-record.ts";
import { reviewOf } from "../record/review-of.ts";
import type { Review } from "../record/review-schema.ts";
import { headline, reviewJson, reviewText } from "../record/review-text.ts";
import type { AppliedOverrides } from "../report/compose/overrides.ts";
import { typedNumber } from "../scenario/setting.ts";
import { today } from "./clock.ts";
import type { ExplainFlags } from "./compare-flags.ts";
import type { Output } from "./output.ts";
import { readOverrides } from "./overrides-file.ts";
import { recordFile } from "./record-file.ts";
import { askedAgain } from "./record-replay.ts";
import { type Reported, reportOf } from "./report-of.ts";
import { withVolume } from "./review-volume.ts";
import { readScenarioFile, type ScenarioFile } from "./scenario-file.ts";
import { bookFlag, shellWord } from "./shell-word.ts";
import { typedDay } from "./typed-day.ts";

export interface ReviewFlags extends ExplainFlags {
  readonly asOf?: string;
  readonly volume: readonly string[];
  readonly actual: readonly string[];
  readonly ends: readonly string[];
  readonly retired: readonly string[];
  readonly json?: true;
}

type ByPart = Readonly<Partial<Record<RecordPart, number>>>;

/**
 * `crossover review`: plans the recorded question again with what the price book holds, and refreshes nothing.
 * @throws InputError REVIEW_DUE with exit code 5 after the review is printed, when it is due or the decision flips
 */
export async function review(
  path: string,
  scenario: string | undefined,
  flags: ReviewFlags,
  output: Output,
): Promise<void> {
  const record = recordFile(path);
  const asOf = flags.asOf === undefined ? today() : typedDay(flags.asOf, "--as-of");
  refuseEarlier(path, record, asOf);
  const volumes = amountsOf(flags.volume, "--volume", record);
  const actual = amountsOf(flags.actual, "--actual", record);
  const overrides = readOverrides(flags);
  const plan = (file: ScenarioFile) =>
    reportOf(
      { ...file, raw: { ...file.raw, asOf } },
      { book: flags.book, ...(overrides && { overrides }), call: shellWord(scenario ?? path) },
    );
  const then = askedAgain(record, path);
  const repriced = await plan(then);
  const given = scenario === undefined ? undefined : readScenarioFile(scenario);
  const asked = askedNow(given ?? then, volumes);
  const asNow = asked && (await plan(asked.file));
  const said = reviewOf({
    record,
    asOf,
    repriced: repriced.report,
    ...(given && { rawNow: given.raw }),
    ...(asked && { rawAsked: asked.file.raw }),
    ...(asNow && { asNow: asNow.report }),
    asked: asked?.said ?? [],
    ...criteriaNow(given, asNow),
    volumes,
    actual,
    ends: [...flags.ends.map((day) => typedDay(day, "--ends")), ...expiriesOf(overrides)],
    retired: flags.retired,
    remarks: remarksOf(record, repriced, overrides),
  });
  output.out(flags.json === true ? reviewJson(said) : reviewText(said, path));
  refuseDue(said, scenario ?? fileBeside(path, record), flags);
}

function criteriaNow(given: ScenarioFile | undefined, asNow: Reported | undefined) {
  return given === undefined || asNow === undefined ? {} : { criteriaNow: criteriaValues(asNow.scenario) };
}

function refuseEarlier(path: string, { decidedAt }: DecisionRecord, asOf: string): void {
  if (asOf >= decidedAt) return;
  throw new InputError(
    "REVIEW_DATE",
    `${path} was decided on ${decidedAt}; ${asOf} is before that.`,
    `Look at it on a later day: crossover review ${path} --as-of ${decidedAt}`,
  );
}

/** `llm=17M` of a part that was decided about. */
function amountsOf(given: readonly string[], flag: string, { decisions }: DecisionRecord): ByPart {
  const parts = decisions.map(({ part }) => part);
  return Object.fromEntries(
    given.map((text) => {
      const [name = "", amount = ""] = text.split("=");
      const part = parts.find((one) => one === name);
      if (part === undefined || amount === "") {
        throw new InputError(
          "AMOUNT_INVALID",
          `${flag} must be <part>=<number> with a part of the record (${parts.join(", ")}), got "${text}".`,
          `For example ${flag} ${parts[0]}=17M`,
        );
      }
      const value = typedNumber(amount, flag);
      if (value >= 0) return [part, value];
      throw new InputError("AMOUNT_INVALID", `${flag} ${part} must be at least 0, got ${amount}.`);
    }),
  );
}

/** The question as it is asked now, and in sentences which volumes were put into it; absent: as it was asked then. */
function askedNow(
  file: ScenarioFile,
  volumes: ByPart,
): { readonly file: ScenarioFile; readonly said: readonly string[] } | undefined {
  const entries = Object.entries(volumes) as [RecordPart, number][];
  if (entries.length === 0 && file.text === "") return undefined;
  let { raw } = file;
  const said = entries.map(([part, value]) => {
    const change = withVolume(raw, part, value);
    raw = change.raw;
    return change.said;
  });
  return { file: { ...file, raw }, said };
}

/** Last days of your own rules: a discount or a commitment that ends takes its prices with it. */
const expiriesOf = (overrides: AppliedOverrides | undefined): string[] =>
  (overrides?.rules ?? []).flatMap(({ expiresAt }) => expiresAt ?? []);

function remarksOf(
  record: DecisionRecord,
  { report }: Reported,
  overrides: AppliedOverrides | undefined,
): string[] {
  const [then, now] = [record.overrides !== undefined, overrides !== undefined];
  const own =
    then === now
      ? []
      : [
          then
            ? "the record was made with your own prices and this review has none: name them with --overrides"
            : "this review has your own prices and the record was made without: what differs may be theirs",
        ];
  return [...own, ...(report.prices.stale === undefined ? [] : [report.prices.stale])];
}

/** The file that was decided about, where it still lies beside its record. */
function fileBeside(path: string, { scenario }: DecisionRecord): string | undefined {
  if (scenario.file === undefined) return undefined;
  const beside = join(dirname(path), scenario.file);
  return existsSync(beside) ? beside : undefined;
}

function refuseDue(said: Review, scenario: string | undefined, { book }: ReviewFlags): void {
  if (!said.due && !said.flips) return;
  throw new InputError(
    "REVIEW_DUE",
    headline(said),
    `Decide again: crossover record ${scenario === undefined ? "<scenario.yaml>" : shellWord(scenario)}${bookFlag(book)}`,
    5,
  );
}
