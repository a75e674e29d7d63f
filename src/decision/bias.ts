import type { Part } from "../alternatives/alternative.ts";
import type { Figure } from "../scenario/figure.ts";
import type { Risk } from "../scenario/risk.ts";
import type { Component } from "../scenario/rule-terms.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { BothSides } from "./both-sides.ts";
import { guidanceOf } from "./component-guidance.ts";
import type { Finding } from "./decision.ts";
import type { WrongBuild } from "./wrong-build.ts";

/** What the checks for a bias look at, of one part. */
export interface BiasInput {
  readonly part: Part;
  readonly sides: BothSides;
  /** Risks of this part. */
  readonly risks: readonly Risk[];
  readonly exitHours: Figure;
  readonly announcedPriceChanges: boolean;
  /** Growth of the part's volume a month. */
  readonly growthPerMonth: Figure;
  /** A rule on data or a mandate asks for our own host: then cost is not the only reason. */
  readonly mandated: boolean;
  readonly wrongBuild: WrongBuild | undefined;
  /** Does the part set the product apart? Absent: nobody said. */
  readonly partClass?: Component["class"] | undefined;
  /** Hours a month that our own host takes from other work. */
  readonly hostedHours: number;
}

/** Costs that each side of such a decision tends to leave out, and money that is spent already. */
export function biasFindings(input: BiasInput): Finding[] {
  return [...engineers(input), ...managers(input), ...resumeDriven(input)];
}

/** The build side forgets that builds are late, and names the vendor's risks without counting them. */
function engineers({ sides, risks, part }: BiasInput): Finding[] {
  const found: Finding[] = [];
  if (sides.hosted?.alternative.kind === "hosted" && !risks.some(({ kind }) => kind === "delay")) {
    const text = `${sides.hosted.alternative.name} is planned to be ready on time: no risk of a late build is given; a published example was six weeks late.`;
    found.push({ id: "no-delay-risk", text, key: "risks" });
  }
  const words = risks.filter(({ kind, side }) => kind === "word" && side === "buy").map(({ name }) => name);
  if (words.length > 0) {
    const text = `Risks of buying are named for ${part} without numbers (${words.join(", ")}): they move no total.`;
    found.push({ id: "vendor-risk-in-words", text, key: "risks" });
  }
  return found;
}

/** The bought side forgets leaving, growing beyond the plan, and that prices move. */
function managers({
  sides,
  risks,
  exitHours,
  announcedPriceChanges,
  growthPerMonth,
  part,
}: BiasInput): Finding[] {
  if (sides.bought === undefined) return [];
  const name = sides.bought.called;
  const found: Finding[] = [];
  if (exitHours.provenance.kind === "assumed") {
    const text = `Leaving ${name} at the end is taken to cost nothing.`;
    found.push({ id: "no-exit-cost", text, key: exitHours.key });
  }
  if (part !== "llm" && growthPerMonth.provenance.kind === "assumed" && growthPerMonth.base === 0) {
    const text = `${name} is priced without growth: no month goes over an allowance that month 1 stays within.`;
    found.push({ id: "no-overage", text, key: growthPerMonth.key });
  }
  const moves = risks.some(
    ({ side, kind, name: risk }) => side === "buy" && kind !== "word" && /price/i.test(risk),
  );
  if (!announcedPriceChanges && !moves) {
    const text = `${name} is priced as if its price stayed: neither announced changes nor a price risk are counted.`;
    found.push({ id: "no-price-change", text, key: "announcedPriceChanges" });
  }
  return found;
}

/**
 * Our own host runs although buying costs less and no rule on data asks for it: what it burns and the hours it takes.
 * Vector search, tracking and serving rarely set a product apart, so unless somebody says so strategy is no reason.
 */
function resumeDriven({ wrongBuild, mandated, partClass, hostedHours, part }: BiasInput): Finding[] {
  if (wrongBuild === undefined || mandated || wrongBuild.savingUsd <= 0) return [];
  if (partClass === "differentiator") return [];
  const strategy =
    partClass === "commodity"
      ? "it is a commodity to you"
      : `nobody says that ${PART_WORDS[part]} sets the product apart (components)`;
  const text = `It is run by ourselves although buying costs ${whole(wrongBuild.savingUsd)} USD less over the horizon by the lines known, moving included, no data policy asks for it, and ${strategy}; it takes ${hostedHours} h a month from other work.`;
  return [{ id: "built-below-break-even", text, key: "criteria.dataPolicy" }];
}

const PART_WORDS: Readonly<Record<Part, string>> = {
  llm: "serving the model",
  vectors: "vector search",
  tracking: "experiment tracking",
};

/** What the reader calls a part: a differentiator where any of its components is one. */
export function partClassOf({ components }: Scenario, part: Part): Component["class"] | undefined {
  const classes = (components ?? [])
    .filter(({ name }) => guidanceOf(name)?.part === part)
    .flatMap((component) => component.class ?? []);
  return classes.includes("differentiator") ? "differentiator" : classes[0];
}

const whole = (usd: number) => Math.round(usd).toLocaleString("en-US");

/** Growth of the volume that a part's bill follows. */
export function growthOf(scenario: Scenario, part: Part): Figure {
  return part === "vectors"
    ? (scenario.vectors?.growthPerMonth ?? scenario.growthPerMonth)
    : scenario.growthPerMonth;
}
