import fc from "fast-check";
import { writeFileSync, mkdirSync } from "node:fs";
import { scenarios, type Raw } from "./arbitrary.ts";
import { askedReport } from "./asked.ts";
import { reportProblems } from "./checks.ts";
import { flipProblems } from "./flips.ts";
import { InputError } from "../../src/errors.ts";
const [seed, runs, flips, out] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4] === "flips", process.argv[5] ?? "/tmp/hunt"];
mkdirSync(out, { recursive: true });
const causes = new Map<string, { count: number; examples: { raw: Raw; text: string }[] }>();
const inputs = new Map<string, number>();
const note = (cause: string, text: string, raw: Raw) => {
  cause = cause.replace(/(explain )\S+/, "$1…");
  const e = causes.get(cause) ?? { count: 0, examples: [] };
  e.count++; if (e.examples.length < 4) e.examples.push({ raw, text });
  causes.set(cause, e);
};
const all = fc.sample(scenarios, { numRuns: runs, seed });
const verdicts: Record<string, number> = {};
const t0 = performance.now(); let done = 0;
for (const raw of all) {
  try {
    const report = await askedReport(raw);
    for (const d of report.decisions) verdicts[`${d.part} ${d.verdict} ${d.clause}`] = (verdicts[`${d.part} ${d.verdict} ${d.clause}`] ?? 0) + 1;
    const seen = new Set<string>();
    for (const p of [...reportProblems(report, raw), ...(flips ? await flipProblems(report, raw) : [])]) { if (!seen.has(p.cause)) note(p.cause, p.text, raw); seen.add(p.cause); }
  } catch (error) {
    if (error instanceof InputError) { const m = error.message.replace(/\d[\d.,]*/g, "#").slice(0, 160); inputs.set(m, (inputs.get(m) ?? 0) + 1); if (inputs.get(m)===1) note(`INPUT ${error.code}: ${m.slice(0,80)}`, error.message, raw); }
    else note(`CRASH ${(error as Error).message.replace(/\d[\d.,]*/g, "#").slice(0, 80)}`, String((error as Error).stack).slice(0, 900), raw);
  }
  done++;
  if (done % 25 === 0) { writeFileSync(`${out}/${seed}.json`, JSON.stringify({ done, verdicts, inputs: [...inputs], causes: [...causes].map(([c, e]) => ({ cause: c, ...e })) }, null, 1)); }
}
writeFileSync(`${out}/${seed}.json`, JSON.stringify({ done, seconds: (performance.now() - t0) / 1000, verdicts, inputs: [...inputs], causes: [...causes].map(([c, e]) => ({ cause: c, ...e })) }, null, 1));
console.log(done, "runs", ((performance.now() - t0) / 1000).toFixed(0), "s", verdicts);
for (const [c, e] of [...causes].sort((a, b) => b[1].count - a[1].count)) console.log(`${e.count}\t${c}\t${e.examples[0]?.text.slice(0, 260)}`);
