import type { RegisteredResource } from "../bill/registered-resource.ts";
import type { Levers } from "../offers/levers.ts";
import type { CommitmentSource, PriceSource } from "../prices/price-source.ts";
import type { BillingRules } from "../prices/rules.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Fleet } from "../sizing/fleet.ts";
import type { ModelCard } from "../sizing/model-card.ts";
import type { OwnMeasurement } from "../sizing/own-measurement.ts";
import type { FleetVerdict } from "../sizing/verdict.ts";
import type { Decimal } from "../units.ts";
import type { TokenCosts } from "./bought.ts";
import type { HostedBill } from "./hosted-bill.ts";
import type { Plane } from "./hosted-months.ts";

/** What `platform(fleet)` registers at some size, and with one instance or node more. */
export interface HostedGraph {
  readonly kind: "graph";
  /** Instances or nodes of the base. */
  readonly units: number;
  readonly base: readonly RegisteredResource[];
  /** Absent where one more is no legal size (two Qdrant nodes) or means nothing (the tracking server). */
  readonly next?: readonly RegisteredResource[];
}

/** A stack that its own guards refuse to build: disk, EBS or zone limits. */
export interface RefusedGraph {
  readonly kind: "refused";
  readonly because: string;
}

/** What the scenario's own files say of models and servers. */
export interface OwnFacts {
  /** Cards of models that sizing has none of, by the id the scenario calls them. */
  readonly cards: ReadonlyMap<string, ModelCard>;
  readonly measurements: readonly OwnMeasurement[];
}

/** Everything a plan is made from beside the scenario; the same for every plan of one run. */
export interface PlanSources {
  readonly prices: PriceSource;
  /** Rates of terms that the scenario may commit to; absent: none is known. */
  readonly terms?: CommitmentSource;
  readonly rules: BillingRules;
  readonly own: OwnFacts;
  /**
   * The captured graph of that fleet, at whatever size: machines, versions and volumes are the same, the number of
   * instances may not be. Undefined when nobody captured it yet: the plan then names the fleet as missing.
   */
  readonly graph: (fleet: Fleet) => HostedGraph | RefusedGraph | undefined;
  /**
   * The same, or made from another captured fleet of the same part by putting this one's machine type and disk size
   * in: exact for prices, not judged by the stack's guards. For rows beside the leading one.
   */
  readonly similar: (fleet: Fleet) => HostedGraph | RefusedGraph | undefined;
  /** Custom metrics that the rendered agent configs scrape, per service or node. */
  readonly metrics: { readonly llm: number; readonly vectors: number; readonly tracking: number };
  /** GPU models and instance families whose cheapest fleet gets a row; the others are counted. */
  readonly mostRows: number;
  /**
   * For plans behind a flip, made a hundred times for their verdict alone: machines' months are read off a plane, and
   * lines that are all known are left out.
   */
  readonly quick: boolean;
  /** Those planes, by everything they follow from. */
  readonly planes: Map<string, Plane>;
  /** Purchases already priced, and levers already found, by everything they follow from. */
  readonly tokens: Map<string, TokenCosts>;
  readonly levers: Map<string, Levers>;
  /** Months of AWS lines already priced, by everything they follow from. */
  readonly machineSums: Map<
    string,
    { readonly usd: Decimal; readonly atLeast: boolean; readonly listUsd?: Decimal }
  >;
  /** Bills already made of a graph, by machine type. */
  readonly bills: WeakMap<HostedGraph, Map<string, HostedBill>>;
  /** Searches already done, by what they depend on; R does not depend on the volume. */
  readonly searches: Map<string, readonly FleetVerdict[]>;
}

export interface PlanContext extends PlanSources {
  readonly scenario: Scenario;
  /** Called with each fleet whose graph is missing. */
  readonly miss: (fleet: Fleet) => void;
}

/** A load balancer's automatic name has room for so many letters of the stack's. */
const LONGEST_NAME = 16;

/** Name prefix of the stack: letters, digits and dashes of the scenario's name, whole words, at most 16. */
function stackName(scenario: Scenario): string {
  const name = scenario.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "");
  const words = name.length <= LONGEST_NAME ? name : name.slice(0, LONGEST_NAME + 1).replace(/-?[^-]*$/, "");
  const cut = (words === "" ? name : words).slice(0, LONGEST_NAME).replace(/-+$/, "");
  return cut.length >= 2 ? cut : "crossover";
}

/** The fleet of one part in the planning site's zones, a to c. */
export function fleetOf(scenario: Scenario, part: Pick<Fleet, "llm" | "vectors" | "tracking">): Fleet {
  const { region, environment } = scenario;
  return {
    schema: 1,
    name: stackName(scenario),
    region,
    zones: ["a", "b", "c"].map((zone) => `${region}${zone}`),
    environment,
    ...part,
  };
}
