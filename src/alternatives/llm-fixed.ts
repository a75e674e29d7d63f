import { hostLines } from "../offers/host-lines.ts";
import { hours } from "../offers/one-off.ts";
import { switching } from "../offers/switching.ts";
import { tuning } from "../offers/tuning.ts";
import { totalOf } from "../prices/charge.ts";
import type { Candidate, FixedHost, LlmPart } from "../scenario/llm-terms.ts";
import type { Quality } from "../scenario/quality.ts";
import { adapted, isHostable, labelOf, weightsName } from "./adapted.ts";
import type { Alternative } from "./alternative.ts";
import type { PlanContext } from "./context.ts";
import { upkeepOf } from "./llm-hosted.ts";
import { requestsIn, shortName } from "./llm-volume.ts";
import { monthOf } from "./months.ts";

/** What a host at the reader's own price serves: the first candidate that a host can serve, else the first one. */
export function servedByFixed({ candidates }: LlmPart): Candidate | undefined {
  return candidates.find(isHostable) ?? candidates[0];
}

/**
 * A host that the reader prices himself: instances × hours × USD/h, an overhead share on top, people, and what its model
 * is tuned and given to read. No graph stands behind it, so nothing says what volume it carries.
 */
export function fixedHost(
  context: PlanContext,
  part: LlmPart,
  host: FixedHost,
  quality: Quality,
): Alternative {
  const candidate = servedByFixed(part);
  const row = fixedRow(context, part, host, { candidate, quality });
  return candidate === undefined ? row : adapted(context, part, candidate, row);
}

function fixedRow(
  { scenario }: PlanContext,
  part: LlmPart,
  host: FixedHost,
  { candidate, quality }: { readonly candidate: Candidate | undefined; readonly quality: Quality },
): Alternative {
  const people = upkeepOf(part).map((entry) => hours(entry.id, entry.name, entry.hours, scenario.people));
  const monthly = [...hostLines(host), ...people];
  const usd = totalOf(monthly).usd.toNumber();
  const own = part.today?.model ?? "your model";
  const [model, label] =
    candidate === undefined ? [own, shortName(own)] : [weightsName(candidate), labelOf(candidate)];
  return {
    id: "host.fixed",
    part: "llm",
    kind: "hosted",
    name: `${host.instances.base} × your host, ${label}`,
    model,
    seller: "self",
    quality,
    feasible: { kind: "yes" },
    oneOff: [
      ...(candidate === undefined ? [] : tuning(candidate)),
      hours("build", "Build", part.hosting.buildHours, scenario.people),
      ...(part.today ? switching(scenario, "llm") : []),
    ],
    monthly,
    months: Array.from({ length: scenario.horizonMonths }, (_, i) =>
      monthOf({ charges: monthly, volume: requestsIn(part, i + 1), units: host.instances.base }),
    ),
    usdAt: () => usd,
    curve: { fixedUsd: usd, unitUsd: 0, perVolumeUsd: 0 },
    notes: ["priced by your own rate: nothing says what volume it carries"],
  };
}
