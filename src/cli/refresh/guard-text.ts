import type { Tripped } from "../../prices/book/guards.ts";

/** Of one guard so many are told one by one. */
const MOST = 8;

/** What the guards say, the telling first; many prices that are gone are one sentence. */
export function guardLines(tripped: readonly Tripped[]): string[] {
  const groups = Map.groupBy(tripped, ({ guard }) => guard);
  return [...groups].toSorted(([a], [b]) => rank(a) - rank(b)).flatMap(([guard, own]) => linesOf(guard, own));
}

const rank = (guard: Tripped["guard"]): number => (guard === "vanished" ? 1 : 0);

function linesOf(guard: Tripped["guard"], own: readonly Tripped[]): string[] {
  const lines = own.map(({ because }) => because);
  if (own.length <= MOST) return lines;
  if (guard !== "vanished") return [...lines.slice(0, MOST), `${own.length - MOST} more of the same kind`];
  const keys = own.flatMap(({ key }) => key ?? []);
  return [`${own.length} prices of the book have no row in this list: ${keys.slice(0, 3).join(", ")} …`];
}
