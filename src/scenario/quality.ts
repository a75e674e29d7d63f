import { z } from "zod";

/** What is known of a model's answers beside those of today's model. */
export type Quality = { readonly kind: "unanswered" } | { readonly kind: "same" } | MeasuredQuality;

/** A gap in win rates, −1 to 1: share of cases that today's model wins less the share that the other wins. */
interface MeasuredQuality {
  readonly kind: "measured";
  readonly delta: number;
  /** Ends of its 95 % interval. */
  readonly low?: number;
  readonly high?: number;
  /** Cases judged, ties included. */
  readonly n?: number;
  readonly wins?: Wins;
  /** Model that judged. */
  readonly judge?: string;
  readonly measuredAt?: string;
  readonly file?: string;
}

/** Cases by who gave the better answer. */
interface Wins {
  readonly today: number;
  readonly candidate: number;
  readonly ties: number;
}

const cases = z.int().min(0);

const origin = {
  judge: z.string().describe("model that judged; neither of the two").optional(),
  measuredAt: z.iso.date().describe("day of the measurement").optional(),
  file: z.string().describe("where the judgements are kept").optional(),
};

export const qualitySchema = z
  .union([
    z.enum(["same", "unanswered"]),
    z.strictObject({
      delta: z.number().min(-1).max(1).describe("win rate of today's model less the candidate's"),
      low: z.number().min(-1).max(1).describe("lower end of its interval").optional(),
      high: z.number().min(-1).max(1).describe("upper end of its interval").optional(),
      n: z.int().min(1).describe("requests judged").optional(),
      ...origin,
    }),
    z.strictObject({
      wins: z
        .strictObject({
          today: cases.describe("cases in which today's model gave the better answer"),
          candidate: cases.describe("cases in which the candidate did"),
          ties: cases.describe("cases in which neither did"),
        })
        .describe("the judgements themselves: gap and interval follow from them"),
      ...origin,
    }),
  ])
  .meta({ description: "gap in win rates against today's model on your own tasks; same: equal weights" });

type RawQuality = z.infer<typeof qualitySchema>;

export function qualityOf(raw: RawQuality | undefined): Quality {
  if (raw === undefined || raw === "unanswered") return { kind: "unanswered" };
  if (raw === "same") return { kind: "same" };
  const { judge, measuredAt, file } = raw;
  const from = {
    ...(judge !== undefined && { judge }),
    ...(measuredAt !== undefined && { measuredAt }),
    ...(file !== undefined && { file }),
  };
  if ("wins" in raw) return ofWins(raw.wins, from);
  const { delta, low, high, n } = raw;
  return {
    kind: "measured",
    delta,
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    ...(n !== undefined && { n }),
    ...from,
  };
}

/** Half the width of a 95 % interval in standard errors. */
const Z95 = 1.96;

/**
 * δ = r_today − r_candidate, ties staying in n; standard error √((r_today + r_candidate − δ²) ÷ n).
 * No cases say nothing.
 */
function ofWins(wins: Wins, from: Partial<MeasuredQuality>): Quality {
  const n = wins.today + wins.candidate + wins.ties;
  if (n === 0) return { kind: "unanswered" };
  const delta = (wins.today - wins.candidate) / n;
  const error = Math.sqrt(((wins.today + wins.candidate) / n - delta ** 2) / n);
  return {
    kind: "measured",
    delta,
    low: Math.max(-1, delta - Z95 * error),
    high: Math.min(1, delta + Z95 * error),
    n,
    wins,
    ...from,
  };
}
