import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { feedOf } from "../../src/frameworks/feed.ts";
import { FRAMEWORKS } from "../../src/frameworks/framework.ts";
import { crossover } from "../cli/in-process.ts";

/** What each idea prints, in one of the sections that it names; ideas without one have a command or the verdict. */
const LINES: Readonly<Record<string, RegExp>> = {
  "three-step-process": /USD|Nothing/,
  "criteria-first": /pays back well/,
  "five-dimensions": /cost .* USD\/month|Your points/,
  "deployment-dimensions": /privacy|latency/,
  "context-factors": /context\.organisationPeople: 120, yours/,
  "spend-in-engineers": /today's bill is [\d,]+ USD\/year, what [\d.,]+ engineers cost/,
  "outside-evidence": /A peer moved in-house/,
  "pairwise-judge": /Gap \(limit|not measured/,
  "quality-gate": /pass|fail|not measured/,
  "performance-limits": /keeps all|fails|not known|p99 ms/,
  "priority-ranking": /latency .* \+ cost .* = /,
  "llm-tco": /36 months|24 months|12 months/,
  "three-ways-to-serve": /today/,
  "managed-open-models": /36 months/,
  "alternative-kinds": /pine|rack|own/,
  "break-even-volume": /Month costs less|Now [\d.,]+/,
  "inverted-cost": /Fixed a month/,
  "tco-with-hidden-costs": /Incident|incident|Upkeep/,
  "hidden-cost-share": /incidents and compliance are/,
  "engineer-rate": /people\.(hourly|annual)Usd/,
  "break-even-tokens": /Month costs less|Now [\d.,]+/,
  "three-year-comparison": /months/,
  "tracking-rule": /Tracking rule|Published bands/,
  "tracking-bands": /Published bands/,
  "vector-store-tco": /Qdrant|Pinecone/,
  "capacity-check": /Fleet/,
  "unit-economics": /per successful request|gross margin/,
  "managed-premium": /equal at .* h a week/,
  "last-mile": /Last mile|last mile/,
  "scale-to-zero": /Scaling to zero/,
  "security-and-compliance": /security|Security/,
  "risk-register": /vendor outage/,
  "outage-hours": /down 8\.76 h a year/,
  "vendor-concentration": /% on /,
  "build-delay": /build failure/,
  "privacy-first": /data policy/,
  "switching-cost": /= leaving what runs today/,
  "lock-in-spectrum": /Exposed to/,
  "open-standards": /OpenAI-style|behind one interface|No open model is kept deployable|not answered/,
  "wrong-build": /running on costs/,
  "capability-or-moat": /a commodity|a differentiator/,
  "component-score": /differentiation .*build above/,
  "component-guidance": /feature store: buy/,
  "commodity-parts": /rarely sets a product apart/,
  "operating-cost-first": /in the place of .*\?/,
  spectrum: /light build|hybrid build|full buy/,
  phases: /Phase \d/,
  "abstraction-layer": /Switching|Leaving it/,
  "migration-path": /Now (api|managed open model|self-hosted|nothing bought yet)/,
  "capability-check": /too few hours|no skill/,
  "when-not-to-host": /Reason not to host/,
  "weights-are-not-free": /Hours\/month/,
  "tuning-is-not-knowledge": /retrieval is the remedy/,
  "hybrid-split": /\+/,
  "engineers-bias": /below the published least|Hours for|no risk of a late build/,
  "managers-bias": /taken to cost nothing|priced as if|last mile/,
  "sunk-cost": /already spent, not counted/,
  "resume-driven": /It is run by ourselves although buying costs/,
  "real-constraints": /of the team's time|h\/month/,
  "fine-tuned-alternative": /fine-tuned/,
  "retrieval-alternative": /with retrieval/,
  embeddings: /[Ee]mbedding/,
  "people-or-machines": /people|Month costs less/,
  "performance-from-the-plan": /~/,
  levers: /cached prefix/,
};

/**
 * Ideas that keep silent where nothing of theirs is at hand, though a key of theirs is answered: no build of one's own
 * runs, one vendor has a fallback, tuning teaches no facts.
 */
const SILENT = new Set([
  "alternative-kinds",
  "capability-or-moat",
  "hidden-cost-share",
  "hybrid-split",
  "last-mile",
  "managers-bias",
  "open-standards",
  "priority-ranking",
  "resume-driven",
  "tuning-is-not-knowledge",
  "wrong-build",
  "tco-with-hidden-costs",
  "fine-tuned-alternative",
  "abstraction-layer",
  "levers",
]);

/** Places that are no section of the report. */
const ELSEWHERE = /^(crossover |verdict$|errors$|nowhere)/;

/** "LLM: lock-in and exit", "Findings": a line from the left margin after a blank one. */
function sectionsOf(full: string): Map<string, string> {
  const blocks = full.split("\n\n").map((block) => block.split("\n"));
  const sections = new Map<string, string>();
  for (const [title = "", ...lines] of blocks) {
    const name = title.replace(/^(LLM|Vectors|Tracking): /, "").toLowerCase();
    sections.set(name, `${sections.get(name) ?? ""} ${lines.join(" ").replace(/\s+/g, " ")}`);
  }
  return sections;
}

function contentOf(sections: Map<string, string>, place: string): string | undefined {
  const wanted = place.toLowerCase();
  if (wanted !== "lines of each alternative") return sections.get(wanted);
  const lines = [...sections].filter(([name]) => name.startsWith("lines of "));
  return lines.length === 0 ? undefined : lines.map(([, content]) => content).join(" ");
}

describe.each([
  ["test/frameworks/rich.yaml", true],
  ["scenarios/claims-desk.yaml", false],
  ["scenarios/ml-team.yaml", false],
  ["scenarios/support-assistant.yaml", false],
  ["scenarios/ticket-classifier.yaml", false],
] as const)("every idea that %s feeds", (file, rich) => {
  it("stands in each section of --full that it names", async () => {
    const raw = parse(readFileSync(file, "utf8"));
    const { out, exitCode, err } = await crossover("compare", file, "--full", "--as-of", "2026-11-21");
    expect([exitCode, err]).toEqual([0, ""]);
    const sections = sectionsOf(out);
    const fed = FRAMEWORKS.filter((framework) => feedOf(framework, raw).state === "fed");
    const lost = fed.flatMap(({ slug, printed }) => {
      const places = printed.split("; ").filter((place) => !ELSEWHERE.test(place));
      const found = places.map((place) => contentOf(sections, place));
      const line = LINES[slug];
      const told =
        places.length === 0 || found.some((content) => content !== undefined && line?.test(content));
      return [
        ...places.filter((_, i) => found[i] === undefined).map((place) => `${slug}: no section ${place}`),
        ...(told || (SILENT.has(slug) && !rich) ? [] : [`${slug}: not in ${printed}`]),
      ];
    });
    expect(lost).toEqual([]);
  }, 90_000);
});
