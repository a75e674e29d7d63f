import { billOfMaterials } from "../bill/bill-of-materials.ts";
import type { BillOfMaterials, LineItem } from "../bill/line-item.ts";
import type { RegisteredResource } from "../bill/registered-resource.ts";
import { retype } from "../bill/retype.ts";
import { scaleBill } from "../bill/scale-bill.ts";
import { type Deployed, readDeployed } from "../bill/usage/deployed.ts";
import type { BillingRules } from "../prices/rules.ts";
import type { HostedGraph, PlanSources } from "./context.ts";

/** The resource lines of one hosted fleet at any number of its instances. */
export interface HostedBill {
  readonly linesFor: (units: number) => readonly LineItem[];
  /** Settings that implied usage reads from the registered resources. */
  readonly deployed: Deployed;
  readonly free: BillOfMaterials["free"];
}

/** The bill of a graph, made once for each machine type that is put into it. */
export function hostedBill(
  graph: HostedGraph,
  { rules, bills }: Pick<PlanSources, "rules" | "bills">,
  machine?: Machine,
): HostedBill {
  const byType = bills.get(graph) ?? new Map<string, HostedBill>();
  bills.set(graph, byType);
  const type = machine?.instanceType ?? "";
  const known = byType.get(type) ?? newBill(graph, rules, machine);
  byType.set(type, known);
  return known;
}

/** Replaces the instance type below one component: one capture then prices many types. */
interface Machine {
  readonly component: string;
  readonly instanceType: string;
}

function newBill(graph: HostedGraph, rules: BillingRules, machine: Machine | undefined): HostedBill {
  const n = graph.units;
  const typed = (resources: readonly RegisteredResource[]) =>
    machine === undefined ? resources : retype(resources, machine.component, machine.instanceType);
  const base = billOfMaterials(typed(graph.base), rules);
  const next = graph.next && billOfMaterials(typed(graph.next), rules);
  return {
    deployed: readDeployed(graph.base),
    free: base.free,
    linesFor: (units) => {
      if (units === n) return base.lines;
      if (next === undefined)
        throw new Error(`${units} units asked of a graph that was captured at ${n} alone`);
      return scaleBill(base, next, n, units);
    },
  };
}
