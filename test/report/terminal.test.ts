import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { reportSchema } from "../../src/report/report.ts";
import { renderTerminal } from "../../src/report/terminal.ts";
import { reports } from "./arbitrary.ts";
import { REPORTS, storesOnly, supportAssistant } from "./fixtures.ts";

const screen = (name: string) => renderTerminal((REPORTS[name] ?? supportAssistant)());
/** Lines joined, so that a sentence can be looked for wherever it wraps. */
const flat = (text: string) => text.replace(/\s+/g, " ");
const length = (line: string) => [...new Intl.Segmenter().segment(line)].length;

it("every fixture is a report", () => {
  for (const [name, make] of Object.entries(REPORTS))
    expect(() => reportSchema.parse(make()), name).not.toThrow();
});

it("the two-part example is one screen of at most 45 lines at 100 columns", async () => {
  const text = renderTerminal(supportAssistant());
  expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(45);
  await expect(text).toMatchFileSnapshot("fixtures/screen.txt");
});

it("--full prints all of it", async () => {
  await expect(renderTerminal(supportAssistant(), { full: true })).toMatchFileSnapshot("fixtures/full.txt");
});

describe("the screen reads right for every outcome", () => {
  it.each([
    [
      "buy, today's offer improved",
      "NOW Cache the shared prefix: 5,226 USD/month less, about a week of work (4,600 USD), pays back in 0.9 months, same model.",
    ],
    [
      "buy, today's offer improved",
      "TEST Buy gpt-oss-120b, Bedrock: 16,565 USD/month less (14,994 to 17,014)",
    ],
    [
      "buy, today's offer improved",
      "NOT Running it ourselves: 12,430 USD/month where the same model costs 1,285 bought. No volume helps: one g7e.2xlarge (2,455) carries 0.72 M of your requests a month, which cost 544 bought.",
    ],
    ["buy, today's offer improved", "► now + cached prefix 4,600 12,624 459,047 398,283 0.9 mo"],
    ["buy, today's offer improved", "test gpt-oss-120b, Bedrock 13,800 1,285 60,067 53,881 0.8 / 1.2 mo ◊"],
    [
      "buy, today's offer improved",
      "3–9 instances in range · compute 9,820 · rest 310 · people 2,300 (20 h)",
    ],
    [
      "buy, today's offer improved",
      'Can start? 64 vCPU of "Running On-Demand G and VT instances" (4 × 8, twice during updates). Not checked.',
    ],
    ["self-host", "Self-host: run it ourselves on 4 × g7e.2xlarge"],
    ["self-host", "a gap in win rates of 0.1004 against today's model; the limit is 0.1000"],
    ["self-host", "people.gpuExpertise yes → no: buy claude-sonnet-4-6 + cached prefix"],
    ["hybrid", "Hybrid: 4 × g7e.2xlarge"],
    ["explain, quality unanswered", "NOW Nothing yet: keep claude-sonnet-4-6 until that is answered."],
    ["explain, quality unanswered", "► meanwhile"],
    [
      "undecided, a material line without a price",
      "Undecided: Instance usage (g7e.2xlarge, Linux, on-demand) of 4 × g7e.2xlarge has no figure and could turn it.",
    ],
    ["undecided, a material line without a price", "46,000 ≥2,610 ≥139,962"],
    [
      "undecided, a material line without a price",
      "To settle it: crossover prices refresh --region eu-west-1.",
    ],
    [
      "buy, with a fleet that costs at least so much",
      "at least 2,610 USD/month where the same model costs 1,285 bought",
    ],
    ["by constraint", "Self-host, by constraint: run it ourselves on 4 × g7e.2xlarge"],
    ["by constraint", "today claude-sonnet-4-6: data may not leave your own account"],
    ["nothing to change", "NOW Nothing to change: keep claude-sonnet-4-6."],
    [
      "nothing bought today",
      "NOW Buy gpt-oss-120b, Bedrock: 1,285 USD/month, 13,800 USD once; nothing is bought yet.",
    ],
    ["nothing bought today", "payback over the same model bought"],
    ["no fleet fits", "host 4 × g7e.2xlarge: does not fit: needs 141 GiB, has 86 GiB"],
    ["payback too late, a tie over the horizon", "it pays back in 24.04 months; the limit is 24"],
    [
      "payback too late, a tie over the horizon",
      "It would win between 1.913 M and 2 M and from 2.401 M requests a month (now 1.7 M), once its quality is measured.",
    ],
    ["payback too late, a tie over the horizon", "llm.requestsPerMonth 1.7 M → 1.701 M (+0.05 %)"],
    [
      "never, though its month costs less from 3 M requests",
      "Its month costs less from 3 M requests a month (now 1.7 M), but no volume earns the set-up back within 12 months; searched up to 170 M.",
    ],
    [
      "dearer over the horizon only",
      "433,657 USD over 36 months at 10 % a year, where claude-sonnet-4-6 + cached prefix costs 398,283",
    ],
    ["the same price at another seller", "the same 1,285 USD/month as gpt-oss-120b, Bedrock"],
    ["the same price at another seller", "3 instances or more, no number is enough at the low end"],
    ["nothing is allowed", "Open, by constraint: the data policy rules out every offer and every fleet."],
    ["no expertise", "Running it ourselves, 12,430 USD/month: nobody to run it (people.gpuExpertise: no)."],
    ["no searched flips", "Flips it nothing was searched"],
    ["stores only", "NOW Tracking: Run MLflow 1 × m7g.large ourselves: 438 USD/month less"],
    ["stores only", "It would win from 13.42 M vectors (now 6 M)."],
    [
      "vectors self-hosted beside the llm part",
      "Vectors run Qdrant 3 × r6g.xlarge 1,484 USD/month (people 920)",
    ],
  ])("%s: %s", (name, sentence) => {
    expect(flat(screen(name))).toContain(sentence);
  });

  it("an undecided verdict marks no row, a tie claims no winning volume, an unknown total is never bare", () => {
    expect(screen("undecided, a material line without a price")).not.toContain("►");
    expect(screen("the same price at another seller")).not.toContain("It would win");
    expect(flat(screen("buy, with a fleet that costs at least so much"))).not.toMatch(/[^≥\d,]2,610 139/);
  });

  it("a type that was never sized has no sentence about its volume", () => {
    expect(screen("dearer over the horizon only")).not.toContain("No volume helps");
  });
});

it("parts without an llm part have a table each", () => {
  const text = renderTerminal(storesOnly());
  expect(text.match(/one-off/g)).toHaveLength(2);
  expect(text).toContain("\nVectors\n");
  expect(text).toContain("\nTracking\n");
});

it("levers that stand on each other are named with all that they stand on, and cost only what is left to do", () => {
  const report = supportAssistant();
  const [today, cache, ...rest] = report.alternatives;
  const decision = report.decisions[0];
  if (today === undefined || cache === undefined || cache.row === undefined || decision === undefined)
    throw new Error("fixture");
  const row = { ...cache.row, oneOffUsd: 9200, monthUsd: 9000 };
  const batch = {
    ...cache,
    id: "now.batch",
    name: "+ cached prefix + batch",
    doing: "Batch what may wait",
    row,
    oneOff: [...cache.oneOff, ...cache.oneOff],
  };
  const now = [
    ...decision.now,
    {
      alternative: "now.batch",
      against: "now.cache",
      savingUsdPerMonth: 3623.52,
      oneOffUsd: 4600,
      payback: { kind: "immediate" as const },
      open: [],
    },
  ];
  const changed = {
    ...report,
    alternatives: [today, cache, batch, ...rest],
    decisions: [{ ...decision, names: "now.batch", now }],
  };
  const text = flat(renderTerminal(changed));
  expect(text).toContain(
    "Batch what may wait: a further 3,624 USD/month less, about a week of work (4,600 USD)",
  );
  expect(text).toContain("Buy: claude-sonnet-4-6 + cached prefix + batch");
});

describe("what a reader would otherwise misread", () => {
  it("a fleet that undercuts the offer in use and loses to its own model bought is measured against that", () => {
    const report = supportAssistant();
    const cheap = {
      oneOffUsd: 46_000,
      monthUsd: 2000,
      lastMonthUsd: 2000,
      tcoUsd: 118_000,
      presentValueUsd: 108_000,
      atLeast: false,
      paybackSameModel: { kind: "never" as const, because: "it costs more every month" },
    };
    const alternatives = report.alternatives.map((a) =>
      a.id === "host.g7e.2xlarge" ? { ...a, row: cheap } : a,
    );
    const text = flat(renderTerminal({ ...report, alternatives }));
    expect(text).toContain(
      "Buy: claude-sonnet-4-6 + cached prefix – running it ourselves costs 341,047 USD less over 36 months, but the same model bought (gpt-oss-120b, Bedrock) costs 57,933 less still, and its quality is not measured.",
    );
    expect(flat(renderTerminal({ ...report, alternatives }, { full: true }))).toContain("it never pays back");
  });

  it("compute without a price is not 0, the rest with an unpriced line is at least", () => {
    const report = supportAssistant();
    const missing = { kind: "unknown" as const, because: "no price", resolve: "crossover prices refresh" };
    const alternatives = report.alternatives.map((a) => {
      if (a.id !== "host.g7e.2xlarge" || a.split === undefined) return a;
      const monthly = a.monthly.map((line) =>
        /compute|volumes/.test(line.id) ? { ...line, price: missing, cost: missing } : line,
      );
      return { ...a, monthly, split: { ...a.split, computeUsd: 0, restUsd: 82.125 } };
    });
    expect(flat(renderTerminal({ ...report, alternatives }))).toContain(
      "compute not known · rest ≥82 · people 2,300 (20 h)",
    );
  });

  it("a payback of hours, a measured quality and a fleet without a row are said in words", () => {
    const report = supportAssistant();
    const [llm, ...others] = report.decisions;
    const first = llm?.now[0];
    if (llm === undefined || first === undefined) throw new Error("fixture");
    const flips = [
      {
        part: "llm" as const,
        key: "llm.candidates.0.quality",
        base: "unanswered",
        value: '{"delta":0.05}',
        verdict: "self-host" as const,
        names: "host",
      },
    ];
    const now = [{ ...first, payback: { kind: "at" as const, months: 0.01, lasting: true } }];
    const text = flat(renderTerminal({ ...report, decisions: [{ ...llm, flips, now }, ...others] }));
    expect(text).toContain("llm.candidates.0.quality unanswered → a gap of 0.05: run it ourselves not by");
    expect(text).toContain("pays back within days, same model");
  });

  it("a total eight times as high is not 716.1 %", () => {
    const make = REPORTS["nothing bought today"];
    if (make === undefined) throw new Error("fixture");
    const text = flat(renderTerminal(make(), { full: true }));
    expect(text).toContain("433,424 USD more over 36 months (8.2 times as much; 379,776 at 10 % a year)");
  });
});

describe("properties of random reports", () => {
  it("no line is wider than the terminal, at any width, in short and in full", () => {
    fc.assert(
      fc.property(reports, fc.integer({ min: 40, max: 160 }), fc.boolean(), (report, width, full) => {
        for (const line of renderTerminal(report, { width, full }).split("\n"))
          expect(length(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it("one screen is at most 45 lines at 100 columns", () => {
    fc.assert(
      fc.property(reports, (report) => {
        expect(renderTerminal(report).trimEnd().split("\n").length).toBeLessThanOrEqual(45);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it("no face prints what a program means and a reader does not", () => {
    fc.assert(
      fc.property(reports, (report) => {
        const text = renderTerminal(report, { full: true }) + renderMarkdown(report);
        expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|null|: \.| {2}\.|−0(?![.\d])/);
        expect(text).not.toMatch(/always|guaranteed/);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it("the same report prints the same bytes, with colour only around the same text", () => {
    fc.assert(
      fc.property(reports, (report) => {
        const plain = renderTerminal(report);
        expect(renderTerminal(report)).toBe(plain);
        const painted = renderTerminal(report, { colour: (style, text) => `<${style}>${text}</>` });
        const stripped = painted.replace(/<(strong|good|warn|bad|dim)>|<\/>/g, "");
        expect(stripped.replace(/ +$/gm, "")).toBe(plain);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});

it("a control character or a wide letter in a name breaks no line and moves no cursor", () => {
  const report = supportAssistant();
  report.scenario.name = "支援\u001b[31m助手\tテスト";
  const text = renderTerminal(report);
  expect(text).not.toContain("\u001b");
  expect(text).toContain("支援 [31m助手 テスト");
});
