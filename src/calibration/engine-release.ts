import { z } from "zod";
import data from "../../data/vllm-releases.json" with { type: "json" };

const schema = z.strictObject({
  source: z.string(),
  at: z.iso.date(),
  releases: z.array(z.strictObject({ version: z.string(), at: z.iso.date() })).min(1),
});

const { releases } = schema.parse(data);

/** The newest vLLM release that a measurement of that day can have used; the first one where it is older still. */
export function releaseOn(day: string): string {
  const out = releases.filter(({ at }) => at <= day).sort((a, b) => (a.at < b.at ? -1 : 1));
  return (out.at(-1) ?? releases[0])?.version ?? "";
}
