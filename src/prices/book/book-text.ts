type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

const isNested = (
  value: Json | undefined,
): value is readonly Json[] | { readonly [key: string]: Json | undefined } =>
  typeof value === "object" && value !== null;

/** Holds an object somewhere below itself: then it takes a line per member. */
function holdsObject(value: Json | undefined): boolean {
  if (!isNested(value)) return false;
  return Object.values(value).some(
    (inner) => isNested(inner) && (!Array.isArray(inner) || holdsObject(inner)),
  );
}

function oneLine(value: Json): string {
  if (!isNested(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  const members = Object.entries(value).flatMap(([name, inner]) =>
    inner === undefined ? [] : [`${JSON.stringify(name)}: ${oneLine(inner)}`],
  );
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function print(value: Json, indent: string): string {
  if (!isNested(value) || (indent !== "" && !holdsObject(value))) return oneLine(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => inner + print(item, inner)).join(",\n")}\n${indent}]`;
  }
  const members = Object.entries(value).flatMap(([name, item]) =>
    item === undefined ? [] : [`${inner}${JSON.stringify(name)}: ${print(item, inner)}`],
  );
  return `{\n${members.join(",\n")}\n${indent}}`;
}

/**
 * JSON of the price book: two spaces, final newline, and whatever holds no object (a tier, a source) on one
 * line, so that a price change is a one-line diff.
 */
export function bookText(value: object): string {
  return `${print(value as Json, "")}\n`;
}
