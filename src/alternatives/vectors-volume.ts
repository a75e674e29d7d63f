import type { VectorsPart } from "../scenario/scenario.ts";

/** The same part with another number of vectors in month 1; queries and writes are held, growth goes on from there. */
export function holding(part: VectorsPart, vectors: number | undefined): VectorsPart {
  if (vectors === undefined) return part;
  const { months, ...figure } = part.vectors;
  const first = months?.[0] ?? figure.base;
  return {
    ...part,
    vectors: {
      ...figure,
      low: vectors,
      base: vectors,
      high: vectors,
      ...(months && {
        months: first === 0 ? months : months.map((month) => (month / first) * vectors),
      }),
    },
  };
}
