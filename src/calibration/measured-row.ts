import { z } from "zod";
import type { Accelerator } from "../sizing/accelerator.ts";
import type { ModelCard } from "../sizing/model-card.ts";
import { type PrecisionWish, precisionCalled } from "../sizing/precision.ts";
import { type Drive, driveOf, type Tag } from "./drive.ts";
import { probableRelease } from "./engine-release.ts";
import { gpuNamed } from "./gpu-name.ts";
import { cardNamed } from "./model-name.ts";

const text = z.string().trim().default("");
const number = text.transform((cell) => (cell === "" ? undefined : Number(cell)));

/** Columns of a file of measurements, as text; see `crossover size --help`. */
const columns = z.object({
  model: text,
  gpu: text,
  gpu_count: number,
  tp: number,
  precision: text,
  engine: text,
  input_tokens: number,
  output_tokens: number,
  concurrency: number,
  output_tok_s: number,
  total_tok_s: number,
  ttft_ms: number,
  tpot_ms: number,
  source: text,
  date: text,
});

/** One throughput that somebody measured. */
export interface MeasuredRow {
  readonly model: ModelCard;
  readonly accelerator: Accelerator;
  readonly wish: PrecisionWish;
  readonly tensorParallel: number;
  /** vLLM version; `assumed` where the row names none. */
  readonly engine: { readonly version: string; readonly assumed: boolean };
  /** Mean tokens per request. */
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Clients of a closed loop, or requests sent at once. */
  readonly concurrency: number;
  readonly tag: Tag;
  readonly drive: Drive;
  /** True where no tag says how the requests were sent. */
  readonly loadAssumed: boolean;
  /** Output tokens per second. */
  readonly measured: number;
  readonly ttftSeconds?: number;
  readonly tpotSeconds?: number;
}

export type RowReading =
  | { readonly kind: "row"; readonly row: MeasuredRow }
  | { readonly kind: "unread"; readonly because: string };

/** A record of a CSV as a measurement, or the reason why it cannot be one. */
export function readRow(record: Readonly<Record<string, string>>): RowReading {
  const cells = columns.parse(record);
  const model = cardNamed(cells.model);
  if (model === undefined) return unread(`no model card for "${cells.model}"`);
  const accelerator = gpuNamed(cells.gpu);
  if (accelerator === undefined) return unread(`no GPU card for "${cells.gpu}"`);
  const wish = precisionCalled(cells.precision);
  if (wish === undefined) return unread(`no precision "${cells.precision}"`);
  const counts = {
    // One GPU is no choice; several may be replicas as well as one.
    tensorParallel: cells.tp ?? (cells.gpu_count === 1 ? 1 : undefined),
    promptTokens: cells.input_tokens,
    outputTokens: cells.output_tokens,
    concurrency: cells.concurrency,
  };
  const { tensorParallel, promptTokens, outputTokens, concurrency } = counts;
  if (
    !positive(promptTokens) ||
    !positive(outputTokens) ||
    !positive(concurrency) ||
    !positive(tensorParallel)
  )
    return unread("tp, input_tokens, output_tokens and concurrency must be numbers above 0");
  const driven = driveOf(cells.source, outputTokens, concurrency);
  if (driven.kind === "unread") return driven;
  const measured = measuredRate(cells, driven.load.drive, { promptTokens, outputTokens, concurrency });
  if (!positive(measured))
    return unread("no throughput: neither output_tok_s, nor ttft_ms and tpot_ms, nor total_tok_s");
  const engine = engineOf(cells.engine, cells.date);
  if (engine === undefined) return unread(`"${cells.engine}" is no vLLM version of the 0.x series`);
  return {
    kind: "row",
    row: {
      ...{ model, accelerator, wish, tensorParallel, engine, promptTokens, outputTokens, concurrency },
      ...driven.load,
      measured,
      ...(positive(cells.ttft_ms) && { ttftSeconds: cells.ttft_ms / 1e3 }),
      ...(positive(cells.tpot_ms) && { tpotSeconds: cells.tpot_ms / 1e3 }),
    },
  };
}

const unread = (because: string): RowReading => ({ kind: "unread", because });

/** No token count, client count or rate of one replica is that large. */
const MOST = 1e9;

const positive = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value > 0 && value < MOST;

/** output_tok_s; else for closed loops C·O/(TTFT + TPOT·(O − 1)); else total_tok_s·O/(I + O). */
function measuredRate(
  cells: z.infer<typeof columns>,
  drive: Drive,
  of: { readonly promptTokens: number; readonly outputTokens: number; readonly concurrency: number },
): number | undefined {
  const { promptTokens, outputTokens, concurrency } = of;
  if (positive(cells.output_tok_s)) return cells.output_tok_s;
  if (drive.kind === "closed" && positive(cells.ttft_ms) && positive(cells.tpot_ms)) {
    const seconds = (cells.ttft_ms + cells.tpot_ms * (outputTokens - 1)) / 1e3;
    return (concurrency * outputTokens) / seconds;
  }
  if (!positive(cells.total_tok_s)) return undefined;
  return (cells.total_tok_s * outputTokens) / (promptTokens + outputTokens);
}

/** "vllm-0.7.3", "0.11"; none: the probable release of the row's day. Undefined: another engine. */
function engineOf(engine: string, date: string): MeasuredRow["engine"] | undefined {
  const version = /^(?:vllm)?[-= ]*v?(0\.\d+(?:\.\d+)*)/i.exec(engine)?.[1];
  if (version !== undefined) return { version, assumed: false };
  if (engine !== "" && !/^vllm$/i.test(engine)) return undefined;
  return { version: probableRelease(date), assumed: true };
}
