import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alternative } from "../../src/alternatives/alternative.ts";
import { payback } from "../../src/compare/payback.ts";
import { combine } from "../../src/decision/combine.ts";
import { decide } from "../../src/decision/decide.ts";
import type { PartDecision } from "../../src/decision/decision.ts";
import { rule } from "../../src/decision/verdict.ts";
import type { Quality } from "../../src/scenario/quality.ts";
import { alternative, charge, criteria, delta, expert, input } from "./fixtures.ts";

const usd = fc.integer({ min: 0, max: 20000 });
const monthly = fc.oneof(usd, fc.tuple(usd, usd, usd));
const quality = fc.constantFrom<Quality>({ kind: "unanswered" }, { kind: "same" }, delta(0.02), delta(0.3));
const unknownLines = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.constantFrom(["nat"], ["compute", "nat"]) },
);
const model = fc.constantFrom("open-a", "open-b");

const sketches = (kind: Alternative["kind"], prefix: string, most: number) =>
  fc
    .array(fc.record({ monthly, oneOff: usd, unknownLines, model, out: fc.integer({ min: 0, max: 9 }) }), {
      maxLength: most,
    })
    .map((list) =>
      list.map(({ out, model: m, ...sketch }, i) =>
        alternative({
          id: `${prefix}.${i}`,
          kind,
          ...sketch,
          ...((kind === "hosted" || kind === "bought") && { model: m }),
          ...(out === 0 && { infeasible: "does not fit" }),
        }),
      ),
    );

const worlds = fc
  .tuple(
    fc.option(fc.record({ monthly, unknownLines }), { nil: undefined }),
    sketches("lever", "now", 2),
    sketches("bought", "buy", 4),
    sketches("hosted", "host", 4),
    fc.record({ "open-a": quality, "open-b": quality }),
  )
  .map(([today, levers, bought, hosted, qualities]) => [
    ...(today ? [alternative({ id: "today", kind: "today", ...today }), ...levers] : []),
    // One model has one quality, whoever runs it; where nothing is bought there is nothing to measure it against.
    ...[...bought, ...hosted].map((a): Alternative => {
      const known = a.model === "open-a" || a.model === "open-b" ? qualities[a.model] : a.quality;
      return { ...a, quality: today ? known : { kind: "same" } };
    }),
  ]);

const expertise = fc
  .constantFrom("yes", "no", "unanswered" as const)
  .map((gpuExpertise) => ({ ...expert, gpuExpertise }) as typeof expert);

const row = (decision: PartDecision, id: string) => {
  const found = decision.rows.find((r) => r.alternative === id);
  if (found === undefined) throw new Error(`no row ${id}`);
  return found;
};

describe("any set of alternatives", () => {
  it("every figure of Now, Test and Not is a difference of rows, or a row's own", () => {
    fc.assert(
      fc.property(worlds, expertise, (alternatives, people) => {
        const decision = decide(input(alternatives, { people }));
        for (const action of [...decision.now, ...decision.test]) {
          const [from, to] = [row(decision, action.against), row(decision, action.alternative)];
          expect(action.savingUsdPerMonth).toBe(from.monthUsd - to.monthUsd);
          expect(action.oneOffUsd).toBe(to.oneOffUsd - from.oneOffUsd);
        }
        for (const { alternative: id, against, reason } of decision.not) {
          if (reason.kind === "dearer") {
            expect([reason.monthUsd, reason.againstUsd]).toEqual([
              row(decision, id).monthUsd,
              row(decision, against ?? "nothing").monthUsd,
            ]);
            expect(reason.monthUsd).toBeGreaterThanOrEqual(reason.againstUsd);
          }
          if (reason.kind === "total")
            expect(reason.presentValueUsd).toBeGreaterThanOrEqual(reason.againstUsd);
          if (reason.kind === "payback") expect(["immediate", "tie"]).not.toContain(reason.payback.kind);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("no alternative stands in two lists, and nothing that is named is rejected", () => {
    fc.assert(
      fc.property(worlds, expertise, (alternatives, people) => {
        const decision = decide(input(alternatives, { people }));
        const listed = [...decision.now, ...decision.test, ...decision.not].map((entry) => entry.alternative);
        expect(new Set(listed).size).toBe(listed.length);
        expect(decision.not.map((r) => r.alternative)).not.toContain(decision.names);
        expect(decision.now.every((action) => action.open.length === 0)).toBe(true);
        expect(decision.test.every((action) => action.open.length > 0)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("self-host only with a passed gate, expertise and a payback below 12 months against each baseline", () => {
    fc.assert(
      fc.property(worlds, expertise, (alternatives, people) => {
        const ruling = rule(input(alternatives, { people }));
        if (ruling.verdict !== "self-host" || ruling.clause !== "6") return;
        expect(people.gpuExpertise).toBe("yes");
        expect(ruling.lead?.gate.kind).toBe("pass");
        for (const b of ruling.lead?.baselines ?? []) {
          const result = payback(b.flow, ruling.lead?.host.flow ?? b.flow);
          expect(result.kind === "at" ? result.months : result.kind).toSatisfy(
            (v) => v === "immediate" || v === "leadLost" || Number(v) < 12,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it("order: permuting all but the levers changes no figure", () => {
    fc.assert(
      fc.property(worlds, expertise, (alternatives, people) => {
        const levers = alternatives.filter((a) => a.kind === "lever");
        const turned = [...alternatives.filter((a) => a.kind !== "lever").reverse(), ...levers];
        const [x, y] = [decide(input(alternatives, { people })), decide(input(turned, { people }))];
        const plain = ({ verdict, names, clause, now, because }: PartDecision) => ({
          verdict,
          names,
          clause,
          now,
          because,
        });
        expect(plain(y)).toEqual(plain(x));
        expect([...y.not].map((r) => r.alternative).sort()).toEqual(
          [...x.not].map((r) => r.alternative).sort(),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("a line without a figure never turns a verdict into self-host and never lowers a row", () => {
    fc.assert(
      fc.property(worlds, (alternatives) => {
        fc.pre(alternatives.every((a) => a.kind !== "hosted" || a.monthly.length === 1));
        const hidden = alternatives.map((a) =>
          a.kind === "hosted"
            ? { ...a, monthly: [...a.monthly, charge(`secret.${a.id}`, "unknown", "resource")] }
            : a,
        );
        const [before, after] = [decide(input(alternatives)), decide(input(hidden))];
        if (after.verdict === "self-host") expect(before.verdict).toBe("self-host");
        expect(after.rows.map((r) => r.monthUsd)).toEqual(before.rows.map((r) => r.monthUsd));
      }),
      { numRuns: 500 },
    );
  });
});

describe("the stack", () => {
  const shared = (id: string, usdPerMonth: number) => charge(id, usdPerMonth, "resource");
  const host = (part: "llm" | "vectors", total: number, network: number) => {
    const base = alternative({
      id: `${part}.host`,
      kind: "hosted",
      monthly: total,
      model: part,
      quality: { kind: "same" },
    });
    return { ...base, part, monthly: [shared("run", total - network), shared("network.nat.hours", network)] };
  };
  const today = (part: "llm" | "vectors", monthlyUsd: number) => ({
    ...alternative({ id: `${part}.today`, kind: "today", monthly: monthlyUsd, model: `${part}-bought` }),
    part,
  });
  const plan = (part: "llm" | "vectors", alternatives: Alternative[]) => ({
    alternatives,
    decision: decide(input(alternatives, { part, discountRatePerYear: 0 })),
  });
  const terms = { horizonMonths: 36, discountRatePerYear: 0 };

  it("both hosted at 1,000 and 500 with 100 of network each: 1,400, not 1,500", () => {
    const stack = combine(
      [
        plan("llm", [today("llm", 2000), host("llm", 1000, 100)]),
        plan("vectors", [today("vectors", 900), host("vectors", 500, 100)]),
      ],
      terms,
    );
    expect(stack).toMatchObject({
      monthUsd: 1400,
      sharedMonthUsd: 100,
      tcoUsd: 1400 * 36,
      presentValueUsd: 1400 * 36,
    });
    expect(stack?.choices.every((choice) => choice.hosted && choice.asOwnVerdict)).toBe(true);
  });

  it("a store that loses alone by 50 stays bought; that it would win with the network paid for is said beside", () => {
    const stack = combine(
      [
        plan("llm", [today("llm", 2000), host("llm", 1000, 100)]),
        plan("vectors", [today("vectors", 450), host("vectors", 500, 100)]),
      ],
      terms,
    );
    expect(stack?.choices.map(({ alternative }) => alternative)).toEqual(["llm.host", "vectors.today"]);
    expect(stack?.choices.every(({ asOwnVerdict }) => asOwnVerdict)).toBe(true);
    expect(stack?.monthUsd).toBe(1450);
    expect(stack?.cheaper?.choices).toMatchObject([
      { part: "llm", alternative: "llm.host", asOwnVerdict: true },
      { part: "vectors", alternative: "vectors.host", asOwnVerdict: false },
    ]);
    expect(stack?.cheaper?.monthUsd).toBe(1400);
  });

  it("without expertise the fleet is no option, however cheap: the store pays its whole network", () => {
    const people = { ...expert, gpuExpertise: "no" as const };
    const llm = [today("llm", 2000), host("llm", 1000, 100)];
    const stack = combine(
      [
        { alternatives: llm, decision: decide(input(llm, { people })) },
        plan("vectors", [today("vectors", 900), host("vectors", 500, 100)]),
      ],
      terms,
    );
    expect(stack?.choices.map((choice) => choice.alternative)).toEqual(["llm.today", "vectors.host"]);
    expect([stack?.monthUsd, stack?.sharedMonthUsd]).toEqual([2500, 0]);
  });

  it("a part without any feasible alternative leaves no combination", () => {
    const none = { ...alternative({ id: "host", kind: "hosted", monthly: 1, infeasible: "does not fit" }) };
    expect(combine([{ alternatives: [none], decision: decide(input([none])) }], terms)).toBeUndefined();
  });
});

it("criteria decide: with a good limit of 10 months a payback of 11 is explained, with 12 it is self-host", () => {
  const alternatives = [
    alternative({ id: "today", kind: "today", monthly: 3000 }),
    alternative({ id: "host", kind: "hosted", monthly: 2000, oneOff: 11000, quality: delta(0) }),
  ];
  const good = { ...criteria.paybackGoodMonths, base: 10 };
  expect(rule(input(alternatives)).verdict).toBe("self-host");
  expect(rule(input(alternatives, { criteria: { ...criteria, paybackGoodMonths: good } })).verdict).toBe(
    "explain",
  );
});
