import { hostLines } from "../offers/host-lines.ts";
import { hours } from "../offers/one-off.ts";
import { switching } from "../offers/switching.ts";
import { totalOf } from "../prices/charge.ts";
import type { FixedHost, LlmPart, Quality, Scenario } from "../scenario/scenario.ts";
import type { Alternative } from "./alternative.ts";
import { upkeepOf } from "./llm-hosted.ts";
import { requestsIn, shortName } from "./llm-volume.ts";
import { monthOf } from "./months.ts";

/**
 * A host that the reader prices himself: instances × hours × USD/h, an overhead share on top, and people.
 * No graph stands behind it, so nothing says what volume it carries.
 */
export function fixedHost(scenario: Scenario, part: LlmPart, host: FixedHost, quality: Quality): Alternative {
  const people = upkeepOf(part).map((entry) => hours(entry.id, entry.name, entry.hours, scenario.people));
  const monthly = [...hostLines(host), ...people];
  const usd = totalOf(monthly).usd.toNumber();
  const model = part.candidates[0]?.model ?? part.today?.model ?? "your model";
  return {
    id: "host.fixed",
    part: "llm",
    kind: "hosted",
    name: `${host.instances.base} × your host, ${shortName(model)}`,
    model,
    seller: "self",
    quality,
    feasible: { kind: "yes" },
    oneOff: [
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
