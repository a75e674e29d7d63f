import type { Serving } from "./serving.ts";

/**
 * τ_w = √( (read/(t·B))² + floor² ), seconds to read the weights of one step; 4-bit kernels have a floor
 *
 *   φ = 0: read = W·(1 − E_in/P)      φ > 0: read = W·( 1 − φ + φ·(1 − (1 − k/E)^max(C,1)) )
 */
export function weightSeconds(serving: Serving, concurrency: number): number {
  const touched = serving.routedReadSeconds === 0 ? 0 : 1 - serving.untouched ** Math.max(concurrency, 1);
  const read = serving.sharedReadSeconds + serving.routedReadSeconds * touched;
  const floor = serving.weightFloorSeconds;
  return floor === 0 ? read : Math.sqrt(read * read + floor * floor);
}

/** τ_c = 2·(A − E_in)·C / F */
export function computeSeconds(serving: Serving, concurrency: number): number {
  return serving.computePerSequence * concurrency;
}

/** τ_kv = C·κ(I + O/2) / (t_kv·B) */
export function kvSeconds(serving: Serving, concurrency: number): number {
  return serving.kvPerSequence * concurrency;
}

/** τ_comm = t > 1: 2·L·( v·α + C·ring/link ), else 0 */
export function commSeconds(serving: Serving, concurrency: number): number {
  return serving.commSeconds + serving.commPerSequence * concurrency;
}

/** τ_fix = v·( T_FIX + L·(T_LAYER + T_MOE if φ > 0) ) + T_REQ·C */
export function fixedSeconds(serving: Serving, concurrency: number): number {
  return serving.fixedSeconds + serving.fixedPerSequence * concurrency;
}

/** t_dec(C) = ( (τ_w^q + τ_c^q)^(1/q) + τ_kv + τ_comm + τ_fix ) / s: one engine step with C sequences, seconds */
export function decodeSeconds(serving: Serving, concurrency: number): number {
  const q = serving.knee;
  const weights = weightSeconds(serving, concurrency);
  const compute = computeSeconds(serving, concurrency);
  const knee =
    q === 2 ? Math.sqrt(weights * weights + compute * compute) : (weights ** q + compute ** q) ** (1 / q);
  return (
    (knee +
      kvSeconds(serving, concurrency) +
      commSeconds(serving, concurrency) +
      fixedSeconds(serving, concurrency)) /
    serving.speed
  );
}

/** TPOT(C) = t_dec(C) + (C/O)·t_pre: decode steps carry the prefill of those that arrive, seconds */
export function tpotSeconds(serving: Serving, concurrency: number): number {
  return decodeSeconds(serving, concurrency) + prefillPerToken(serving, concurrency);
}

/** (C/O)·t_pre, seconds */
export function prefillPerToken(serving: Serving, concurrency: number): number {
  return (concurrency / serving.shape.outputTokens) * serving.prefillSeconds;
}

/** X(C) = C / TPOT(C), output tokens per second */
export function outputRate(serving: Serving, concurrency: number): number {
  return concurrency === 0 ? 0 : concurrency / tpotSeconds(serving, concurrency);
}
