import { usd } from "../report/number.ts";
import { chosenIn } from "./chosen.ts";
import type { DecisionRecord } from "./decision-record.ts";
import { modelStateOn } from "./model-state.ts";
import { runsMachines } from "./own-machines.ts";
import type { RecordedRow } from "./recorded-row-schema.ts";
import { type Facts, reason, unknown } from "./review-facts.ts";
import type { ReviewReason } from "./review-schema.ts";

const named = (record: DecisionRecord): RecordedRow[] =>
  record.decisions.flatMap((decision) => {
    const { names } = chosenIn(record, decision);
    return record.alternatives.filter((row) => row.part === decision.part && row.id === names);
  });

/** Whether the sellers still sell what was chosen. */
export function modelMoved({ record, asOf, retired }: Facts): ReviewReason {
  const bought = named(record).filter(({ sellerModels }) => sellerModels.length > 0);
  const ids = bought.flatMap(({ sellerModels }) => sellerModels);
  if (ids.length === 0) return reason("model", false, "no bought model is chosen");
  const told = bought.flatMap(({ model, sellerModels }) =>
    retired.filter((one) => one === model || sellerModels.includes(one)),
  );
  const states = ids.map((id) => ({ id, state: modelStateOn(id, asOf) }));
  const ended = states.flatMap(({ id, state }) =>
    state === "priced"
      ? []
      : [state === "gone" ? `${id} has no price any more` : `${id} is announced for retirement`],
  );
  const all = [...new Set([...told.map((id) => `${id} is retired or moved, as you say`), ...ended])];
  if (all.length > 0) return reason("model", true, all.join("; "));
  return unknown(
    "model",
    `${[...new Set(ids)].join(", ")}: the price data still has it and marks no retirement; the seller's own announcements are not in it`,
    "--retired <provider/model>",
  );
}

/** Whether what was chosen costs more than four fifths of the draws. */
export function actualAbove(facts: Facts, decision: DecisionRecord["decisions"][number]): ReviewReason {
  const { part } = decision;
  const { names, name } = chosenIn(facts.record, decision);
  const id = `actual ${part}`;
  if (names === undefined)
    return reason(id, false, `${part}: nothing was chosen whose bill could be held against its plan`);
  const row = facts.record.alternatives.find((one) => one.part === part && one.id === names);
  const bill = facts.actual[part];
  const p80 = row && monthlyP80(row);
  if (bill === undefined) {
    const hosted = runsMachines(row?.kind)
      ? ", and whether its throughput is below the planned range, which crossover calibrate tells"
      : "";
    return unknown(id, `${part}: what ${name} really costs a month${hosted}`, `--actual ${part}=<USD>`);
  }
  if (p80 === undefined) {
    const planned = row?.figures === undefined ? "" : `, planned ${usd(row.figures.monthUsd)} in month 1`;
    return unknown(
      id,
      `${part}: ${usd(bill)} USD/month by the bill${planned}; the record has no P80 to hold it against`,
      "the next record of a report with draws has one",
    );
  }
  return reason(
    id,
    bill > p80,
    `${part}: ${usd(bill)} USD/month by the bill, P80 recorded as ${usd(p80)} ((total − one-off) ÷ months)`,
  );
}

/** USD a month that four fifths of the draws do not exceed, one-offs left out. */
function monthlyP80({ percentiles, figures, monthsUsd }: RecordedRow): number | undefined {
  if (percentiles === undefined || figures?.oneOffUsd === undefined || monthsUsd.length === 0)
    return undefined;
  return (percentiles.tcoP80Usd - figures.oneOffUsd) / monthsUsd.length;
}
