import type { Report } from "../report/report.ts";
import { chosenIn } from "./chosen.ts";
import type { DecisionRecord } from "./decision-record.ts";
import type { RecordedRow } from "./recorded-row-schema.ts";
import { recordedRows } from "./recorded-rows.ts";
import { unitPricesOf } from "./recorded-unit-prices.ts";
import { extrasOf } from "./report-extras.ts";
import type { MovedKey, MovedPrice, MovedRow } from "./review-schema.ts";

/** Unit prices that are others than recorded, and those that only one of the two plans uses. */
export function movedPrices({ prices }: DecisionRecord, report: Report): MovedPrice[] {
  const now = new Map(unitPricesOf(report).map((price) => [price.id, price]));
  const then = new Map(prices.units.map((price) => [price.id, price]));
  return [...new Set([...then.keys(), ...now.keys()])].sort().flatMap((id) => {
    const [old, fresh] = [then.get(id), now.get(id)];
    const same = old !== undefined && fresh !== undefined && tiersText(old) === tiersText(fresh);
    return same ? [] : [{ id, ...(old && { old }), ...(fresh && { now: fresh }) }];
  });
}

const tiersText = ({ unit, tiers }: DecisionRecord["prices"]["units"][number]) =>
  JSON.stringify([unit, tiers.map(({ begin, end, usd }) => [begin, end, usd])]);

/** Every row of a report as a record of today would have it. */
export function rowsToday(report: Report): RecordedRow[] {
  const secret = (report.overrides?.rules ?? []).some(({ lines }) => lines > 0);
  return recordedRows(report, extrasOf(report), secret);
}

/** The rows that the decision named then and names now, each on both sides. */
export function movedRows(record: DecisionRecord, report: Report): MovedRow[] {
  const now = rowsToday(report);
  const wanted = record.decisions.flatMap((decision) => {
    const chosen = chosenIn(record, decision);
    const today = report.decisions.find(({ part }) => part === decision.part)?.names;
    return [...new Set([chosen.names, today])].flatMap((id) =>
      id === undefined ? [] : [{ part: decision.part, chosen, id }],
    );
  });
  return wanted.flatMap(({ part, chosen, id }): MovedRow[] => {
    const find = (rows: readonly RecordedRow[]) => rows.find((row) => row.part === part && row.id === id);
    const [old, fresh] = [find(record.alternatives), find(now)];
    const found = fresh ?? old;
    if (found === undefined) return [];
    const name = id === chosen.names ? chosen.name : found.name;
    // A row at list prices beside one at your own would move by the discount.
    const alike = old === undefined || fresh === undefined || old.at === fresh.at;
    const { at } = found;
    return [{ part, id, name, at, ...(alike && sideOf("old", old)), ...sideOf("now", fresh) }];
  });
}

function sideOf(side: "old" | "now", row: RecordedRow | undefined): Pick<MovedRow, "old" | "now"> {
  if (row?.figures === undefined) return {};
  const { monthUsd, tcoUsd } = row.figures;
  return { [side]: { monthUsd, tcoUsd } };
}

/** Keys of the scenario that say something else than recorded; the day is not one of them. */
export function movedKeys(
  then: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): MovedKey[] {
  const [old, fresh] = [leavesOf(then), leavesOf(now)];
  const keys = [...new Set([...old.keys(), ...fresh.keys()])].filter((key) => key !== "asOf").sort();
  return keys.flatMap((key) => {
    const [before, after] = [old.get(key), fresh.get(key)];
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ key, old: before, now: after }];
  });
}

function leavesOf(node: unknown, key = ""): Map<string, unknown> {
  if (typeof node !== "object" || node === null) return new Map([[key, node]]);
  return new Map(
    Object.entries(node).flatMap(([name, child]) => [
      ...leavesOf(child, key === "" ? name : `${key}.${name}`),
    ]),
  );
}

/** What stands under a dotted key: the number itself, or the base of a range. */
export function valueUnder(raw: Readonly<Record<string, unknown>>, key: string): unknown {
  const found = key
    .split(".")
    .reduce<unknown>((node, name) => (node as Record<string, unknown> | null | undefined)?.[name], raw);
  return typeof found === "object" && found !== null && "base" in found ? found.base : found;
}
