/**
 * A program with one of everything that a graph can hold: a component, an explicit provider, a resource's own region,
 * a resource that comes late, a secret, unknowns, a read, a stack reference. Its report is its graph as JSON.
 */
import { Instance } from "@pulumi/aws/ec2/index.js";
import { Provider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { reportCost } from "../../../src/graph/report-hook.ts";

const config = new pulumi.Config();
/** first, then second: what changes is one `create`, `update`, `replace` and `delete`. */
const second = config.get("variant") === "second";

export const cost = reportCost(
  (graph) => ({
    text: JSON.stringify(graph),
    line: `${graph.length} resources`,
    monthlyUsd: 100 * graph.length,
    output: { resources: graph.length },
  }),
  config.getNumber("budgetUsdPerMonth"),
);

const image = { ami: "ami-planning" };

class App extends pulumi.ComponentResource {
  constructor(name: string, instanceType: string) {
    super("crossover:index:App", name);
    const parent = { parent: this };
    const password = new RandomPassword(`${name}-password`, { length: 12 }, parent);
    const front = new Instance(`${name}-front`, { ...image, instanceType, tags: { role: "front" } }, parent);
    const behind = {
      instanceType: pulumi.output("m7i.large"),
      privateDnsNameOptions: { hostnameType: front.id },
    };
    new Instance(`${name}-behind`, { ...image, ...behind, userData: password.result }, parent);
    this.registerOutputs();
  }
}

new App("app", second ? "m7i.xlarge" : "m7i.large");
const europe = new Provider("europe", { region: "eu-west-1", skipCredentialsValidation: true });
const asia = { region: "ap-southeast-1", tags: { token: pulumi.secret("not to be printed") } };
new Instance(
  "europe",
  { ami: second ? "ami-next" : "ami-planning", instanceType: "c7i.large" },
  { provider: europe },
);
new Instance("asia", { ...image, ...asia, instanceType: "c7i.large" }, { provider: europe });
new Instance(second ? "new" : "old", { ...image, instanceType: "t3.small" });
// Names may hold the separator of URNs.
new Instance("a::b", { ...image, instanceType: "t3.small" });
Instance.get("theirs", "i-0123456789abcdef0");
new pulumi.StackReference("self", { name: `organization/crossover/${pulumi.getStack()}` });
setTimeout(() => new Instance("late", { ...image, instanceType: "t3.small" }), 300);

if (config.get("mistake") === "throws") throw new Error("the program's own mistake");
if (config.get("mistake") === "argument") {
  // The SDK's own class would drop the key silently.
  class Untyped extends pulumi.CustomResource {}
  new Untyped("aws:ec2/instance:Instance", "wrong", { ...image, instanceTyp: "t3.small" });
}
