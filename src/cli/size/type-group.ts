import type { FleetRow, FleetVerdict } from "../../sizing/verdict.ts";

/** Verdicts that differ in the machine around the same GPUs only: g5.xlarge to g5.16xlarge carry the same. */
export interface TypeGroup<Row> {
  /** "g6e.xlarge", "g5.xlarge … 16xlarge" */
  readonly types: string;
  /** How many instance types. */
  readonly count: number;
  readonly row: Row;
}

/** In the order of the search; the first verdict stands for its group. */
export function typeGroups<Row extends FleetVerdict>(rows: readonly Row[]): readonly TypeGroup<Row>[] {
  return [...Map.groupBy(rows, likeness).values()].flatMap((alike) => {
    const [row] = alike;
    return row === undefined ? [] : [{ types: namesOf(alike), count: alike.length, row }];
  });
}

function likeness(verdict: FleetVerdict): string {
  const { instanceType, ...rest } = verdict;
  const family = instanceType.slice(0, instanceType.indexOf("."));
  return JSON.stringify([family, "kind" in rest && rest.kind === "fleet" ? carried(rest) : rest]);
}

/** A machine's own vCPUs, and the warning that rests on them, do not change what its GPUs carry. */
function carried({ vcpu: _v, quotaName: _q, flags, ...rest }: Omit<FleetRow, "instanceType">): object {
  return { ...rest, flags: flags.filter((flag) => flag !== "hostCpuTight") };
}

function namesOf(alike: readonly FleetVerdict[]): string {
  const names = alike.map(({ instanceType }) => instanceType);
  const [first = "", last = ""] = [names[0], names.at(-1)];
  return names.length === 1 ? first : `${first} … ${last.slice(last.indexOf(".") + 1)}`;
}
