import { InputError } from "../errors.ts";
import { type DecisionRecord, recordSchema, recordSchema1 } from "./decision-record.ts";

/** The schema that this program writes. */
export const SCHEMA = 2;
/** Each schema that is read, and what it holds. */
const READ = { 1: recordSchema1, 2: recordSchema } as const;

/** The schema of a record that was read, or is about to be written. */
export const schemaOf = ({ schema }: Pick<DecisionRecord, "schema">) => READ[schema];

/**
 * A record as it was written. Read whole or not at all: half a decision is another decision.
 * @param name what the reader calls the file
 * @throws InputError RECORD_INVALID, RECORD_SCHEMA_UNKNOWN or RECORD_SCHEMA_NEWER; exit 2
 */
export function readRecord(value: unknown, name: string): DecisionRecord {
  const parsed = schemaNamed(value, name).safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "the record" : issue.path.join(".");
  throw new InputError(
    "RECORD_INVALID",
    `${name}: ${where}: ${issue?.message ?? "is broken"}.`,
    "A record is never edited. Bring it back from git, or decide again: crossover record <scenario.yaml>",
  );
}

function schemaNamed(value: unknown, name: string): (typeof READ)[1 | 2] {
  const schema = (value as { schema?: unknown } | null | undefined)?.schema;
  if (schema === 1 || schema === 2) return READ[schema];
  if (typeof schema === "number" && schema > SCHEMA) {
    throw new InputError(
      "RECORD_SCHEMA_NEWER",
      `${name} is a record of schema ${schema}; this program reads schemas 1 to ${SCHEMA}.`,
      "Use the newer program that wrote it.",
    );
  }
  const found = schema === undefined ? "says no schema" : `has schema ${JSON.stringify(schema)}`;
  throw new InputError(
    "RECORD_SCHEMA_UNKNOWN",
    `${name} ${found}; records have schemas 1 to ${SCHEMA}.`,
    "Name the .json that crossover record wrote.",
  );
}
