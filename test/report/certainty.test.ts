import fc from "fast-check";
import { expect, it } from "vitest";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { leadingParts, partViews } from "../../src/report/part-view.ts";
import type { Report } from "../../src/report/report.ts";
import { renderTerminal } from "../../src/report/terminal.ts";
import { verdictSentence } from "../../src/report/verdict-sentence.ts";
import { reports } from "./arbitrary.ts";
import { supportAssistant } from "./fixtures.ts";

const drawn = (cheaperShare: number): Report =>
  ({
    ...supportAssistant(),
    uncertainty: {
      draws: 10_000,
      seed: 1,
      generator: "xoroshiro128+",
      parts: [
        {
          part: "llm",
          baseline: "now.cache",
          drivers: [],
          without: [],
          sCurve: [],
          left: [],
          alternatives: [
            {
              alternative: "host.g7e.2xlarge",
              tcoP50Usd: 512_000,
              tcoP80Usd: 655_000,
              cheaperShare,
              tieShare: 0,
              differenceP50Usd: -50_000,
              differenceP80Usd: -190_000,
              standardError: 0.004,
            },
          ],
        },
      ],
    },
  }) as Report;

it.each([
  [0.231, "in 23.1 % of draws"],
  [0, "in 0 % of draws"],
  [1, "in 100 % of draws"],
])("a share of %d reads: %s, after the payback and before what it hangs on", (share, said) => {
  const [view] = leadingParts(drawn(share));
  if (view === undefined) throw new Error("fixture");
  const text = verdictSentence(view);
  expect(text).toContain(`hosting is cheaper than claude-sonnet-4-6 + cached prefix ${said}`);
  expect(text.indexOf("paid back")).toBeLessThan(text.indexOf(said));
  expect(text.indexOf(said)).toBeLessThan(text.indexOf("nothing in the searched ranges turns it"));
});

it("P50 and P80 stand in the table of all alternatives, and nowhere without draws", () => {
  const full = renderTerminal(drawn(0.2), { full: true }).replace(/\s+/g, " ");
  expect(full).toContain("512,000 / 655,000");
  expect(full).toContain("10,000 draws over sourced ranges, against claude-sonnet-4-6 + cached prefix");
  expect(renderMarkdown(supportAssistant())).not.toMatch(/P50|draws/);
});

it("no verdict promises: never always, guaranteed or free", () => {
  fc.assert(
    fc.property(reports, (report) => {
      for (const view of partViews(report)) {
        const named = view.alternatives.reduce(
          (text, { name }) => text.replaceAll(name, " "),
          verdictSentence(view),
        );
        expect(named).not.toMatch(/\b(always|guaranteed|free)\b/i);
      }
    }),
    { numRuns: 150 },
  );
});
