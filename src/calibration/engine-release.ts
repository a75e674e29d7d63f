import { z } from "zod";
import data from "../../data/vllm-releases.json" with { type: "json" };
import { constant } from "../sizing/constants.ts";

const schema = z.strictObject({
  source: z.string(),
  at: z.iso.date(),
  releases: z.array(z.strictObject({ version: z.string(), at: z.iso.date() })).min(1),
});

const { releases } = schema.parse(data);

/**
 * The vLLM release that a measurement of unknown version was probably made with: the newest a quarter before its day.
 * Without a day the first one, whose launches cost most: a plan must not rest on a guess in its own favour.
 * @param day "YYYY-MM-DD", "YYYY-MM" or "YYYY"
 */
export function probableRelease(day: string): string {
  const [, year, month = "01", date = "01"] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(day) ?? [];
  const [first] = releases;
  if (year === undefined || Number(month) > 12 || Number(date) > 31) return first?.version ?? "";
  const back = new Date(
    Date.UTC(Number(year), Number(month) - 1 - constant("unnamedEngineMonths"), Number(date)),
  );
  const until = back.toISOString().slice(0, 10);
  const out = releases.filter(({ at }) => at <= until).sort((a, b) => (a.at < b.at ? -1 : 1));
  return (out.at(-1) ?? first)?.version ?? "";
}
