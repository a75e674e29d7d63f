import type { Criteria } from "../scenario/scenario.ts";
import { cheapest, type Entry, ownUnknowns, type UnknownLine } from "./entry.ts";
import { type Gate, qualityGate } from "./gate.ts";
import { readPayback } from "./rule.ts";

/** What may be bought without any open question. */
export interface Keep {
  readonly today?: Entry;
  /** Today and the levers that pay back, each on top of the one before; empty without a feasible offer of today. */
  readonly chain: readonly Entry[];
  /** End of the chain. */
  readonly improved?: Entry;
  /** The best offer: `improved`, or another one that passed its gate and pays back. */
  readonly offer?: Entry;
  /** The model that others are judged against. */
  readonly referenceModel?: string;
  /** Only where nothing may be bought without a question: the cheapest other model whose quality is not measured. */
  readonly open?: Entry;
  /** In place of an offer: the cheapest by its known lines, where those without a figure could turn which one that is. */
  readonly asked?: Entry;
  /** Lines without a figure that decide: of today's offer, for another one; or of `asked`. */
  readonly material: readonly UnknownLine[];
}

/** Gate of an alternative: the model in use needs none, whoever runs it. */
export function gateOf(entry: Entry, referenceModel: string | undefined, criteria: Criteria): Gate {
  const { kind, model, quality } = entry.source;
  if (kind === "today" || kind === "lever" || model === referenceModel) {
    return { kind: "pass", because: "the same model" };
  }
  return qualityGate(quality, criteria.qualityDelta.base);
}

export function keepOf(entries: readonly Entry[], criteria: Criteria): Keep {
  const today = entries.find((entry) => entry.source.kind === "today");
  const feasible = entries.filter((entry) => entry.ruledOut === undefined);
  const chain = leverChain(feasible, criteria);
  const improved = chain.at(-1);
  const model = today?.source.model;
  const bought = feasible.filter((entry) => entry.source.kind === "bought");
  const passed = bought.filter((entry) => gateOf(entry, model, criteria).kind === "pass");
  const shared = { ...(today && { today }), chain, ...(improved && { improved }) };
  if (improved === undefined) return { ...shared, ...firstOffer(bought, passed, model, criteria) };
  const switches = passed.filter((entry) => readPayback(improved, entry, criteria) === "good");
  const offer = cheapest([
    improved,
    ...switches.filter((entry) => ownUnknowns(entry, improved).length === 0),
  ]);
  const hidden = ownUnknowns(improved, cheapest(passed) ?? improved);
  const material =
    offer !== improved ? [] : nothingPriced(improved) ? improved.unknowns : passed.length > 0 ? hidden : [];
  return {
    ...shared,
    offer: offer ?? improved,
    ...(model !== undefined && { referenceModel: model }),
    material,
  };
}

/** Levers come in the order they are pulled, each on top of the last; one that does not pay back is left out. */
function leverChain(feasible: readonly Entry[], criteria: Criteria): Entry[] {
  const chain: Entry[] = [];
  const levers = feasible.filter((entry) => entry.source.kind === "lever");
  for (const entry of [...feasible.filter((e) => e.source.kind === "today"), ...levers]) {
    const before = chain.at(-1);
    if (before === undefined) chain.push(entry);
    else if (ownUnknowns(entry, before).length === 0 && readPayback(before, entry, criteria) === "good") {
      chain.push(entry);
    }
  }
  return chain;
}

/** Nothing of today's can stay: the cheapest that passed, else (as an open question) one that did not fail; priced ones first. */
function firstOffer(
  bought: readonly Entry[],
  passed: readonly Entry[],
  todaysModel: string | undefined,
  criteria: Criteria,
): Pick<Keep, "offer" | "open" | "asked" | "referenceModel" | "material"> {
  const unanswered = bought.filter((entry) => gateOf(entry, todaysModel, criteria).kind === "unanswered");
  const pool = passed.length > 0 ? passed : unanswered;
  const priced = pool.filter((entry) => entry.unknowns.length === 0);
  const best = cheapest(priced.length > 0 ? priced : pool);
  const referenceModel = todaysModel ?? best?.source.model;
  const isOpen = todaysModel !== undefined && passed.length === 0;
  const reference = referenceModel === undefined ? {} : { referenceModel };
  const material = best === undefined ? [] : undecidedLines(best, pool);
  if (best !== undefined && material.length > 0) return { asked: best, ...reference, material };
  return { ...(best && (isOpen ? { open: best } : { offer: best })), ...reference, material: [] };
}

/** An offer of which nothing is priced is no answer to what to buy; nor is a lead that its own open lines could take. */
function undecidedLines(best: Entry, pool: readonly Entry[]): readonly UnknownLine[] {
  if (nothingPriced(best)) return best.unknowns;
  const others = pool.filter((entry) => entry !== best);
  return best.unknowns.filter((line) => others.some((other) => ownUnknowns(best, other).includes(line)));
}

function nothingPriced({ source }: Entry): boolean {
  const billed = source.monthly.filter(({ origin }) => origin !== "people");
  return billed.length > 0 && billed.every(({ cost }) => cost.kind === "unknown");
}
