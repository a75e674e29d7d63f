import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { InputError } from "../errors.ts";
import { recordText, withId } from "../record/canonical.ts";
import type { DecisionRecord } from "../record/decision-record.ts";
import { SCHEMA } from "../record/read-record.ts";
import { type RecordDigests, recordOf } from "../record/record-of.ts";
import type { AppliedOverrides } from "../report/compose/overrides.ts";
import { askedScenario } from "./bill-tokens.ts";
import type { ExplainFlags } from "./compare-flags.ts";
import { sha256 } from "./digest.ts";
import type { Output } from "./output.ts";
import { readOverrides } from "./overrides-file.ts";
import { recordDigests } from "./record-digests.ts";
import { recordFile } from "./record-file.ts";
import { contextOf, reportOf } from "./report-of.ts";
import type { ScenarioFile } from "./scenario-file.ts";
import { VERSION } from "./version.ts";

/**
 * `crossover record --replay`: asks the recorded question again and holds the answer against the recorded bytes.
 * @throws InputError RECORD_REPLAY naming every input that is another one; exit 2
 */
export async function replay(
  path: string,
  file: string | undefined,
  flags: ExplainFlags,
  output: Output,
): Promise<void> {
  if (file !== undefined) {
    throw new InputError(
      "RECORD_REPLAY",
      `--replay asks what ${path} holds; ${file} is another question.`,
      `Leave it out: crossover record --replay ${path}`,
    );
  }
  const record = recordFile(path);
  const overrides = readOverrides(flags);
  const asked = askedAgain(record, path);
  const scenario = askedScenario(asked.raw, contextOf(asked));
  const digests = recordDigests(
    { raw: record.scenario.raw, scenario, book: flags.book, ...(overrides && { overrides }) },
    record.scenario.fileSha256,
  );
  refuseOtherInputs(record, path, digests, overrides);
  const { report } = await reportOf(asked, {
    book: flags.book,
    ...(overrides && { overrides }),
    call: path,
  });
  const again = withId(
    recordOf({
      report,
      scenario,
      raw: record.scenario.raw,
      ...(record.scenario.file !== undefined && { file: record.scenario.file }),
      digests,
      ...(record.decidedBy !== undefined && { by: record.decidedBy }),
      ...(record.replaces && { replaces: record.replaces }),
      criteriaChanged: record.criteriaChanged,
      answers: Object.fromEntries(
        record.findings.flatMap(({ id, answer }) => (answer === undefined ? [] : [[id, answer]])),
      ),
    }),
    sha256,
  );
  refuseOtherBytes(path, readFileSync(path, "utf8"), recordText(again));
  output.out(`Same bytes: ${path} (${record.id}), from the same scenario and the same prices.`);
}

/** The recorded question as a scenario that was read from a file. */
export function askedAgain({ scenario }: DecisionRecord, path: string): ScenarioFile {
  return { file: path, name: scenario.name, raw: scenario.raw, text: "" };
}

function refuseOtherInputs(
  record: DecisionRecord,
  path: string,
  now: RecordDigests,
  overrides: AppliedOverrides | undefined,
): void {
  const other = differences(record, now, overrides);
  if (other.length === 0) return;
  throw new InputError(
    "RECORD_REPLAY",
    `${path} cannot be replayed; not the same as then:\n  ${other.join("\n  ")}`,
    `Go back to the commit that wrote it (git log ${dirname(path)}), or see what moved: crossover review ${path}`,
  );
}

function differences(
  record: DecisionRecord,
  now: RecordDigests,
  overrides: AppliedOverrides | undefined,
): string[] {
  const { prices, scenario } = record;
  const pairs: [string, string | undefined, string | undefined][] = [
    ["program", record.tool, `crossover ${VERSION}`],
    ["schema of the record", `${record.schema}`, `${SCHEMA}`],
    ["scenario", scenario.sha256, now.scenario.sha256],
    ...scenario.files.map((file): [string, string, string | undefined] => [
      `file ${file.path}`,
      file.sha256,
      now.scenario.files.find(({ path }) => path === file.path)?.sha256,
    ]),
    ...prices.snapshots.map((used): [string, string, string | undefined] => [
      `price snapshot of ${used.region} (${used.path})`,
      used.sha256,
      now.prices.snapshots.find(({ region }) => region === used.region)?.sha256,
    ]),
    ["billing rules", prices.rulesSha256, now.prices.rulesSha256],
    [
      "token prices",
      `${prices.tokens.package} ${prices.tokens.version}`,
      `${now.prices.tokens.package} ${now.prices.tokens.version}`,
    ],
    ["token price overlay", prices.tokens.overlaySha256, now.prices.tokens.overlaySha256],
    ["facts that ship with the program", prices.dataSha256, now.prices.dataSha256],
    ...overridesPair(record, now, overrides),
  ];
  return pairs.flatMap(([what, then, today]) =>
    then === today ? [] : [`${what}: ${short(then)} then, ${short(today)} now`],
  );
}

/** Only where the record holds a keyed hash can anybody tell whether the rules are the same. */
function overridesPair(
  { overrides: recorded }: DecisionRecord,
  now: RecordDigests,
  overrides: AppliedOverrides | undefined,
): [string, string | undefined, string | undefined][] {
  const what = "your own prices";
  if (recorded !== undefined && overrides === undefined) return [[what, "rules of your own", undefined]];
  if (recorded?.keyedSha256 === undefined) return [];
  return [[what, recorded.keyedSha256, now.overrides ?? "no CROSSOVER_RECORD_KEY"]];
}

const short = (text: string | undefined) =>
  text === undefined ? "none" : /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text;

function refuseOtherBytes(path: string, then: string, now: string): void {
  if (then === now) return;
  const [old, fresh] = [then.split("\n"), now.split("\n")];
  const at = old.findIndex((line, i) => line !== fresh[i]);
  // The id stands at the top and follows from all the rest.
  const line = old.findIndex((text, i) => text !== fresh[i] && !/^ {2}"id"/.test(text));
  const first = line === -1 ? at : line;
  throw new InputError(
    "RECORD_REPLAY",
    `${path}: every hash agrees, but line ${first + 1} is another: ${old[first]?.trim() ?? "nothing"} then, ${fresh[first]?.trim() ?? "nothing"} now.`,
    "The program itself was changed since: go back to the commit that wrote the record.",
  );
}
