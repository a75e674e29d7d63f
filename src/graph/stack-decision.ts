import { resolve } from "node:path";
import { z } from "zod";
import { recordFile } from "../cli/record-file.ts";
import { InputError } from "../errors.ts";

/** What `crossover choose` writes where a record of the scenario lies beside it: path relative to the project. */
export const decisionReference = z.strictObject({
  path: z.string(),
  id: z.string().regex(/^[0-9a-f]{16}$/),
});

/** The stack's `decision` output: what was decided, and which scenario, criteria and prices that rests on. */
export interface StackDecision {
  readonly id: string;
  /** By part. */
  readonly verdict: Readonly<Record<string, string>>;
  readonly decidedAt: string;
  readonly reviewBy: string;
  readonly hashes: {
    readonly scenario: string;
    readonly criteria: string;
    /** By region. */
    readonly prices: Readonly<Record<string, string>>;
  };
}

/**
 * @param scenarioSha256 of the file that the fleet was chosen for
 * @throws InputError STACK_DECISION for a record that is another one than was chosen with, and those of recordFile
 */
export function stackDecision(
  { path, id }: z.infer<typeof decisionReference>,
  root: string,
  scenarioSha256: string | undefined,
): StackDecision {
  const record = recordFile(resolve(root, path));
  const other =
    record.id !== id
      ? `${path} is decision ${record.id}; the stack's config says ${id}`
      : record.scenario.fileSha256 !== scenarioSha256
        ? `${path} was decided about another version of the scenario than the fleet was chosen for`
        : undefined;
  if (other !== undefined)
    throw new InputError(
      "STACK_DECISION",
      `${other}.`,
      "Choose again with: crossover choose <scenario.yaml>",
    );
  return {
    id,
    verdict: Object.fromEntries(
      record.decisions.map(({ part, verdict, name }) => [part, `${verdict}: ${name}`]),
    ),
    decidedAt: record.decidedAt,
    reviewBy: record.reviewBy,
    hashes: {
      scenario: record.scenario.sha256,
      criteria: record.criteria.hash,
      prices: Object.fromEntries(record.prices.snapshots.map(({ region, sha256 }) => [region, sha256])),
    },
  };
}
