import type { Alternative, Payback } from "./report-json.ts";

/** Undiscounted and discounted totals over the months of an alternative, and when one has earned back what it cost more. */

export function totalOver(oneOffUsd: number, months: readonly number[], exitUsd = 0): number {
  return months.reduce((sum, usd) => sum + usd, oneOffUsd) + exitUsd;
}

/** one-offs + Σ C_t ÷ (1 + r)^(t ÷ 12), leaving in the last month */
export function presentValueOver(
  oneOffUsd: number,
  months: readonly number[],
  ratePerYear: number,
  exitUsd = 0,
): number {
  const later = (usd: number, month: number) => usd * (1 + ratePerYear) ** (-month / 12);
  const running = months.reduce((sum, usd, i) => sum + later(usd, i + 1), oneOffUsd);
  return running + later(exitUsd, months.length);
}

/** What leaving takes, in the last month. */
export function exitUsdOf({ exit = [] }: Alternative): number {
  return exit.reduce((sum, { cost }) => sum + (cost.kind === "known" ? Number(cost.usd) : 0), 0);
}

export interface Side {
  readonly oneOffUsd: number;
  readonly months: readonly number[];
  readonly exitUsd: number;
  /** Ids of lines without a figure. */
  readonly unknown: readonly string[];
}

export function sideOf(alternative: Alternative): Side {
  const lines = [...alternative.oneOff, ...alternative.monthly];
  // A line of the same name without a figure for another reason is another line.
  const unknown = lines.flatMap(({ id, cost }) =>
    cost.kind === "unknown" ? [`${id}: ${cost.because}`] : [],
  );
  const later = alternative.months.findIndex((month) => month.atLeast);
  return {
    oneOffUsd: alternative.row?.oneOffUsd ?? Number.NaN,
    months: alternative.months.map(({ usd }) => usd),
    exitUsd: exitUsdOf(alternative),
    unknown: unknown.length === 0 && later >= 0 ? [`month ${later + 1}`] : unknown,
  };
}

/** Σ of both sides up to every month t, from the sums themselves: K_t = (B_0 + … + B_t) − (A_0 + … + A_t). */
function leads(b: Side, a: Side, until: number): number[] {
  const monthAt = (side: Side, t: number) =>
    (side.months[Math.min(t, side.months.length) - 1] ?? 0) + (t === side.months.length ? side.exitUsd : 0);
  const scale = Math.max(b.oneOffUsd, a.oneOffUsd, ...b.months.map(Math.abs), ...a.months.map(Math.abs));
  const found: number[] = [];
  let lead = b.oneOffUsd - a.oneOffUsd;
  for (let t = 0; t <= until; t++) {
    if (t > 0) lead += monthAt(b, t) - monthAt(a, t);
    found.push(Math.abs(lead) <= 1e-10 * scale ? 0 : lead);
  }
  return found;
}

const WINDOW = 36;

/**
 * Choosing `a` over `b`, on known figures. Behind at first: the first month in which the sums meet. Never behind: it is
 * ahead at once, or loses its lead. Past the horizon the last month goes on, up to month 36.
 */
export function knownPayback(b: Side, a: Side): Payback {
  const horizon = a.months.length;
  const lead = leads(b, a, Math.max(horizon, WINDOW));
  const step = (t: number) => (lead[t] ?? 0) - (lead[t - 1] ?? 0);
  const start = lead[0] ?? 0;
  const monthly = lead.slice(1, horizon + 1).map((_, i) => step(i + 1));
  const flat = (s: number) => Math.abs(s) <= 1e-10 * Math.max(...a.months, ...b.months, 1e-300);
  const first = monthly.find((s) => !flat(s));
  if (first === undefined) {
    if (start < 0) return { kind: "never", because: "" };
    return { kind: start > 0 ? "immediate" : "tie" };
  }
  if (start > 0 || (start === 0 && first > 0)) {
    const each = monthly[0] ?? 0;
    if (each < 0 && monthly.every((s) => Math.abs(s - each) <= 1e-9 * -each))
      return { kind: "leadLost", month: start / -each };
    const lost = lead.slice(0, horizon + 1).findIndex((k) => k < 0);
    if (lost < 0) return { kind: "immediate" };
    return { kind: "leadLost", month: lost - 1 + (lead[lost - 1] ?? 0) / -step(lost) };
  }
  const won = lead.findIndex((k, t) => t > 0 && k >= 0 && step(t) > 0);
  if (won > 0) {
    const lasting = lead.slice(won, horizon + 1).every((k) => k >= 0);
    return { kind: "at", months: won - 1 + -(lead[won - 1] ?? 0) / step(won), lasting };
  }
  const last = step(lead.length - 1);
  if (!flat(last) && last > 0) return { kind: "beyond", lowerBound: lead.length - 1 };
  return { kind: "never", because: "" };
}

/** Unknown lines are at least 0: what they could turn is not known. Equal unknown lines stand on both sides. */
export function statedPayback(b: Side, a: Side): Payback {
  const known = knownPayback(b, a);
  const ours = a.unknown.some((line) => !b.unknown.includes(line));
  const theirs = b.unknown.some((line) => !a.unknown.includes(line));
  if (ours && theirs) return { kind: "unknown", because: "" };
  // What has no figure costs at least nothing: it only makes its own side dearer.
  if ((ours && known.kind !== "never") || (theirs && known.kind !== "immediate"))
    return { kind: "unknown", because: "" };
  return known;
}

export function samePayback(x: Payback, y: Payback): boolean {
  const near = (p: number, q: number) => Math.abs(p - q) <= 1e-6 * Math.max(1, Math.abs(p));
  if (x.kind === "at" && y.kind === "at") return near(x.months, y.months) && x.lasting === y.lasting;
  if (x.kind === "leadLost" && y.kind === "leadLost") return near(x.month, y.month);
  if (x.kind === "beyond" && y.kind === "beyond") return x.lowerBound === y.lowerBound;
  return x.kind === y.kind;
}
