import fc from "fast-check";
import { expect, it } from "vitest";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { leadingParts, partViews } from "../../src/report/part-view.ts";
import type { Report } from "../../src/report/report.ts";
import { renderTerminal } from "../../src/report/terminal.ts";
import { verdictSentence } from "../../src/report/verdict-sentence.ts";
import { reports } from "./arbitrary.ts";
import { supportAssistant } from "./fixtures.ts";

const odds = (cheaperShare: number, untouched?: true) => ({
  cheaperShare,
  tieShare: 0,
  standardError: 0.004,
  ...(untouched && { untouched }),
});

const drawn = (cheaperShare: number, untouched?: true): Report =>
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
          pairs: [
            { alternative: "host.g7e.2xlarge", against: "now.cache", ...odds(cheaperShare, untouched) },
            // Against what the sentence does not compare with: another share.
            { alternative: "host.g7e.2xlarge", against: "today", ...odds(0.777) },
          ],
          alternatives: [
            {
              alternative: "host.g7e.2xlarge",
              tcoP50Usd: 512_000,
              tcoP80Usd: 655_000,
              ...odds(cheaperShare, untouched),
              differenceP50Usd: -50_000,
              differenceP80Usd: -190_000,
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
  [0.99996, "in over 99.9 % of draws"],
])("a share of %d reads: %s, after the payback and before what it hangs on", (share, said) => {
  const [view] = leadingParts(drawn(share));
  if (view === undefined) throw new Error("fixture");
  const text = verdictSentence(view);
  expect(text).toContain(`hosting is cheaper than claude-sonnet-4-6 + cached prefix ${said}`);
  expect(text.indexOf("paid back")).toBeLessThan(text.indexOf(said));
  expect(text.indexOf(said)).toBeLessThan(text.indexOf("nothing in the searched ranges turns it"));
});

it("where no drawn input touches the two rows, nobody is told a share of draws", () => {
  const report = drawn(1, true);
  const [view] = leadingParts(report);
  if (view === undefined) throw new Error("fixture");
  expect(verdictSentence(view)).toContain("; no input with a sourced range touches it;");
  expect(verdictSentence(view)).not.toMatch(/of draws/);
  const full = renderTerminal(report, { full: true }).replace(/\s+/g, " ");
  expect(full).toContain("no range touches it");
  expect(full).not.toMatch(/% of draws/);
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
