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
  /** True when the offer is another model than today's whose gate is open: nothing else is allowed. */
  readonly gateOpen: boolean;
  /** Lines of today's offer without a figure that would decide for another offer. */
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
  if (improved === undefined)
    return { ...shared, ...firstOffer(bought, passed, model, criteria), material: [] };
  const switches = passed.filter((entry) => readPayback(improved, entry, criteria) === "good");
  const offer = cheapest([
    improved,
    ...switches.filter((entry) => ownUnknowns(entry, improved).length === 0),
  ]);
  const hidden = ownUnknowns(improved, cheapest(passed) ?? improved);
  const material = offer === improved && passed.length > 0 ? hidden : [];
  return {
    ...shared,
    offer: offer ?? improved,
    ...(model !== undefined && { referenceModel: model }),
    gateOpen: false,
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

/** Nothing of today's can stay: the cheapest that passed, else the cheapest that did not fail; priced ones first. */
function firstOffer(
  bought: readonly Entry[],
  passed: readonly Entry[],
  todaysModel: string | undefined,
  criteria: Criteria,
): Pick<Keep, "offer" | "referenceModel" | "gateOpen"> {
  const open = bought.filter((entry) => gateOf(entry, todaysModel, criteria).kind === "unanswered");
  const pool = passed.length > 0 ? passed : open;
  const priced = pool.filter((entry) => entry.unknowns.length === 0);
  const offer = cheapest(priced.length > 0 ? priced : pool);
  const referenceModel = todaysModel ?? offer?.source.model;
  return {
    ...(offer && { offer }),
    ...(referenceModel !== undefined && { referenceModel }),
    gateOpen: todaysModel !== undefined && passed.length === 0 && offer !== undefined,
  };
}
