import { partName } from "./action-lines.ts";
import { instancesInRange } from "./comparison.ts";
import { figure, percent, usd, volume } from "./number.ts";
import { type PartView, partViews } from "./part-view.ts";
import type { Report, ReportAlternative } from "./report.ts";
import { type Block, list, type Section, section, tableBlock } from "./section.ts";
import { servingText } from "./serving-text.ts";
import { countedUnit } from "./volume-text.ts";

/** The machines of each hosted row, what they carry, and what was looked at and cannot do it. */
export function fleetSections(report: Report): Section[] {
  const views = partViews(report);
  return views.flatMap((view) =>
    section(`${views.length > 1 ? `${partName(view)}: ` : ""}fleets`, fleetBlocks(view)),
  );
}

function fleetBlocks(view: PartView): (Block | undefined)[] {
  const rows = view.alternatives.flatMap((a) =>
    a.capacity === undefined ? [] : [fleetRow(view, a.name, a.capacity)],
  );
  const flags = view.alternatives.flatMap((a) =>
    (a.capacity?.flags ?? []).map((flag) => `${a.name}: ${flag}`),
  );
  const serving = view.alternatives.flatMap((a) =>
    a.capacity?.serving === undefined ? [] : [`${a.name}: ${servingText(a.capacity.serving)}`],
  );
  const { ruledOut } = view.decision;
  const out = byReason(ruledOut).map(([because, what]) => `Ruled out: ${sharedStart(what)}: ${because}`);
  const head = ["<Fleet", "<In range", ">Mean load", ">At peak", ">USD of one", "<One carries", ">Quota"];
  return [tableBlock(head, rows), list([...serving, ...flags, ...out])];
}

function byReason(ruledOut: PartView["decision"]["ruledOut"]): [string, string[]][] {
  const groups = Map.groupBy(ruledOut, ({ because }) => because);
  return [...groups].map(([because, entries]) => [because, entries.map(({ what }) => what)]);
}

/** "gpt-oss-120b on g5.xlarge, g6.xlarge": the words that all begin with are said once. */
function sharedStart([first = "", ...rest]: readonly string[]): string {
  const words = first.split(" ").slice(0, -1);
  let shared = words.length;
  for (const other of rest) {
    const theirs = other.split(" ");
    while (shared > 0 && words.slice(0, shared).some((word, index) => word !== theirs[index])) shared -= 1;
  }
  return [first, ...rest.map((other) => other.split(" ").slice(shared).join(" "))].join(", ");
}

function fleetRow(
  view: PartView,
  name: string,
  capacity: NonNullable<ReportAlternative["capacity"]>,
): string[] {
  const { instances, meanLoad, peakLoad, oneInstanceUsd, oneInstanceVolume, quotaVcpus } = capacity;
  const given = (value: number | undefined, print: (known: number) => string) =>
    value === undefined ? "" : print(value);
  return [
    name,
    instancesInRange(capacity)[0] ?? `${instances}`,
    given(meanLoad, percent),
    given(peakLoad, percent),
    given(oneInstanceUsd, (value) => usd(value)),
    given(oneInstanceVolume, (value) => `${volume(value)} ${countedUnit(view)}`),
    given(quotaVcpus, (value) => `${figure(value)} vCPU`),
  ];
}
