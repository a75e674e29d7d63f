import { basename, dirname } from "node:path";
import { InputError } from "../errors.ts";
import { withId } from "../record/canonical.ts";
import { chosenIn, verdictText } from "../record/chosen.ts";
import { changedCriteria, changedCriterionText, criteriaValues } from "../record/criteria-values.ts";
import type { DecisionRecord } from "../record/decision-record.ts";
import { recordOf } from "../record/record-of.ts";
import { unanswered } from "../record/recorded-findings.ts";
import type { AppliedOverrides } from "../report/compose/overrides.ts";
import type { ExplainFlags } from "./compare-flags.ts";
import { sha256 } from "./digest.ts";
import { rawScenario, type ScenarioFlags } from "./flags.ts";
import type { Output } from "./output.ts";
import { readOverrides } from "./overrides-file.ts";
import { ageLimit } from "./price-age.ts";
import { fileDigest, recordDigests } from "./record-digests.ts";
import { type FoundRecord, newestOf, recordsIn, stemOf, writeRecord } from "./record-file.ts";
import { replay } from "./record-replay.ts";
import { type Reported, reportOf } from "./report-of.ts";
import { readScenarioFile, type ScenarioFile } from "./scenario-file.ts";
import { bookFlag, shellWord } from "./shell-word.ts";
import { refuseDoubts } from "./strict.ts";

export interface RecordFlags extends ScenarioFlags, ExplainFlags {
  readonly by?: string;
  readonly replaces?: string;
  readonly out?: string;
  readonly answer: readonly string[];
  readonly replay?: string;
  readonly strict?: true;
  readonly maxAge?: string;
}

/** `crossover record`: the decision of a report, written down beside its scenario. */
export async function record(file: string | undefined, flags: RecordFlags, output: Output): Promise<void> {
  if (flags.replay !== undefined) return replay(flags.replay, file, flags, output);
  const age = ageLimit(flags);
  const given = rawScenario(file, flags);
  const folder = flags.out ?? (file === undefined ? "." : dirname(file));
  const stem = file === undefined ? given.name : stemOf(file);
  const before = replacedBy(flags.replaces, recordsIn(folder, stem), folder);
  const overrides = readOverrides(flags);
  const made = await reportOf(given, {
    book: flags.book,
    ...(overrides && { overrides }),
    call: shellWord(file ?? ""),
  });
  refuseDoubts(made.report, made.book, { strict: flags.strict === true, age, tell: output.err });
  const asked = { given, file, flags, made, ...(overrides && { overrides }) };
  // The same question answered again with the same prices is the same record, not one that replaces itself.
  if (before !== undefined && drafted(asked, before.record).id === before.record.id)
    return output.out(`Unchanged: ${before.path} says the same.`);
  const written = drafted(asked, after(before?.record, made));
  const path = writeRecord(folder, stem, written);
  output.out(said(written, path, flags).join("\n"));
}

interface Asked {
  readonly given: ScenarioFile;
  readonly file: string | undefined;
  readonly flags: RecordFlags;
  readonly made: Reported;
  readonly overrides?: AppliedOverrides;
}

type History = Partial<Pick<DecisionRecord, "replaces" | "criteriaChanged">>;

function after(before: DecisionRecord | undefined, { scenario }: Reported): History {
  if (before === undefined) return {};
  return {
    replaces: { id: before.id, decidedAt: before.decidedAt },
    criteriaChanged: changedCriteria(before, criteriaValues(scenario)),
  };
}

function drafted({ given, file, flags, made, overrides }: Asked, history: History): DecisionRecord {
  const { report, scenario } = made;
  const raw = { ...given.raw, asOf: scenario.asOf };
  const text = file === undefined ? undefined : fileDigest(given, readScenarioFile(file).raw);
  const draft = recordOf({
    report,
    scenario,
    raw,
    ...(file !== undefined && { file: basename(file) }),
    digests: recordDigests({ raw, scenario, book: flags.book, ...(overrides && { overrides }) }, text),
    ...(flags.by !== undefined && { by: flags.by }),
    ...(history.replaces && { replaces: history.replaces }),
    criteriaChanged: history.criteriaChanged ?? [],
    answers: answersOf(flags.answer),
  });
  return withId(draft, sha256);
}

/** `--answer unanswered-hours="6 h a month, on call with the platform team"` */
function answersOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf("=");
      if (at > 0 && text.slice(at + 1).trim() !== "") return [text.slice(0, at), text.slice(at + 1).trim()];
      throw new InputError(
        "ANSWER_INVALID",
        `--answer must be <finding>=<answer>, got "${text}".`,
        'For example --answer switching="two services, a week each"',
      );
    }),
  );
}

/** The record that a new one takes the place of: the one that was named, else the last one of the scenario. */
function replacedBy(
  id: string | undefined,
  records: readonly FoundRecord[],
  folder: string,
): FoundRecord | undefined {
  if (id === undefined) return newestOf(records);
  const found = records.filter(({ record }) => id.length >= 8 && record.id.startsWith(id));
  if (found.length === 1) return found[0];
  throw new InputError(
    "RECORD_UNKNOWN",
    `--replaces ${id}: the records of this scenario in ${folder} are ${records.map(({ record }) => record.id).join(", ") || "none"}.`,
    "Give 8 digits of an id or more, or leave --replaces out: the newest record is then the one that is replaced.",
  );
}

function said(written: DecisionRecord, path: string, { book }: RecordFlags): string[] {
  const open = unanswered(written.findings);
  const gaps = written.rigour.filter(({ present }) => !present);
  return [
    `Written: ${path} and ${basename(path).replace(/\.json$/, ".md")}`,
    ...written.decisions.map((one) => `  ${one.part}: ${verdictText(one.verdict, chosenIn(written, one))}`),
    `  id ${written.id} · decided ${written.decidedAt}${written.decidedBy === undefined ? "" : ` by ${written.decidedBy}`} · review by ${written.reviewBy}`,
    ...(written.replaces ? [`  replaces ${written.replaces.id} of ${written.replaces.decidedAt}`] : []),
    ...written.criteriaChanged.map((change) => `  ${changedCriterionText(change)}`),
    ...gaps.map(({ what, because }) => `  gap: ${what}: ${because}`),
    ...(open.length === 0 ? [] : openLines(open)),
    ...written.leftOut.map((what) => `  left out: ${what}`),
    `Next: crossover review ${shellWord(path)}${bookFlag(book)}`,
  ];
}

function openLines(open: readonly DecisionRecord["findings"][number][]): string[] {
  const ids = [...new Set(open.map(({ id }) => id))];
  return [
    `  unanswered, so a review is due from the start: ${ids.join(", ")}`,
    `    answer in the scenario, or with --answer ${ids[0]}="…"`,
  ];
}
