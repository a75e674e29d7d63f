import { MultiBar } from "cli-progress";

/** One long piece of work. */
interface Bar {
  /** So much is done, in the unit it was started with. */
  readonly at: (done: number) => void;
  readonly done: (said: string) => void;
}

/** Shown on a terminal only; elsewhere one line at the end of each piece of work. */
export interface Progress {
  /** @param total undefined where nobody knows how much there is */
  readonly start: (name: string, total: number | undefined, unit: "bytes" | "products") => Bar;
  readonly stop: () => void;
}

const MEGA = 1e6;

/** Bars with rate and remaining time on stderr where that is a terminal. */
export function progressOn(err: (text: string) => void): Progress {
  if (process.stderr.isTTY !== true) {
    return { start: (name) => ({ at: () => {}, done: (said) => err(`${name}: ${said}`) }), stop: () => {} };
  }
  const bars = new MultiBar({
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    format: "{name} {bar} {percentage} % · {done} of {whole} {unit} · {rate} {unit}/s · {eta_formatted} left",
  });
  return { start: (name, total, unit) => barOn(bars, name, total, unit), stop: () => bars.stop() };
}

function barOn(bars: MultiBar, name: string, total: number | undefined, unit: "bytes" | "products"): Bar {
  const scale = unit === "bytes" ? MEGA : 1;
  const shown = (count: number) => (count / scale).toFixed(unit === "bytes" ? 1 : 0);
  const began = performance.now();
  const words = (count: number) => ({
    name,
    unit: unit === "bytes" ? "MB" : unit,
    done: shown(count),
    whole: total === undefined ? "?" : shown(total),
    rate: shown((1000 * count) / Math.max(1, performance.now() - began)),
  });
  const bar = bars.create(total ?? 0, 0, words(0));
  return {
    at: (count) => {
      if (total === undefined) bar.setTotal(count);
      bar.update(count, words(count));
    },
    done: (said) => {
      bars.remove(bar);
      bars.log(`${name}: ${said}\n`);
      bars.update();
    },
  };
}
