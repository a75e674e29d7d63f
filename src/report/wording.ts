/** A sentence of its own: first letter up, one mark at its end. */
export function sentence(text: string): string {
  const body = text.trim();
  const ended = /[.?!…]$/.test(body) ? body : `${body}.`;
  // A key of the scenario stays as it is typed.
  if (/^[a-z]+\.\w/.test(ended)) return ended;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}

/** The inside of a sentence: no closing full stop. */
export function clause(text: string): string {
  return text.trim().replace(/\.$/, "");
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** The unit behind an amount: "2,920 hours", "1 hour", "5 Mtok". */
export function unitFor(amount: string, unit: string): string {
  return amount === "1" || !/^[a-z]{3,}[^s]$/.test(unit) ? unit : `${unit}s`;
}

/** "1 fleet", "3 fleets". */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  const [head = "", ...rest] = noun.split(" of ");
  return [`${head}s`, ...rest].join(" of ");
}
