import { InputError } from "../errors.ts";
import { type DecisionRecord, recordSchema } from "./decision-record.ts";

/** The schema that this program writes; older ones that it still reads would stand beside it. */
const SCHEMA = 1;

/**
 * A record as it was written. Read whole or not at all: half a decision is another decision.
 * @param name what the reader calls the file
 * @throws InputError RECORD_INVALID, RECORD_SCHEMA_UNKNOWN or RECORD_SCHEMA_NEWER; exit 2
 */
export function readRecord(value: unknown, name: string): DecisionRecord {
  refuseOtherSchema(value, name);
  const parsed = recordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "the record" : issue.path.join(".");
  throw new InputError(
    "RECORD_INVALID",
    `${name}: ${where}: ${issue?.message ?? "is broken"}.`,
    "A record is never edited. Bring it back from git, or decide again: crossover record <scenario.yaml>",
  );
}

function refuseOtherSchema(value: unknown, name: string): void {
  const schema = (value as { schema?: unknown } | null | undefined)?.schema;
  if (schema === SCHEMA) return;
  if (typeof schema === "number" && schema > SCHEMA) {
    throw new InputError(
      "RECORD_SCHEMA_NEWER",
      `${name} is a record of schema ${schema}; this program reads schema ${SCHEMA}.`,
      "Use the newer program that wrote it.",
    );
  }
  const found = schema === undefined ? "says no schema" : `has schema ${JSON.stringify(schema)}`;
  throw new InputError(
    "RECORD_SCHEMA_UNKNOWN",
    `${name} ${found}; records have schema ${SCHEMA}.`,
    "Name the .json that crossover record wrote.",
  );
}
