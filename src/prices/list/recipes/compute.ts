import type { Recipe } from "../recipe.ts";

const service = "AmazonEC2";

/**
 * An on-demand hour differs from its $0 and dedicated twins in one attribute each: unused and reserved capacity, Capacity
 * Blocks, hosts, other systems, own licences. Bulk files leave preInstalledSw empty where the API says NA.
 */
export const COMPUTE: readonly Recipe[] = [
  {
    template: "ec2/instance/<type>/linux/shared",
    service,
    unit: "hour",
    item: "$1 Linux on-demand",
    family: (type = "") => (/\.metal(-|$)/.test(type) ? "Compute Instance (bare metal)" : "Compute Instance"),
    attributes: (type = "") => ({
      instanceType: type,
      operatingSystem: "Linux",
      tenancy: "Shared",
      preInstalledSw: { oneOf: ["NA", ""] },
      capacitystatus: "Used",
      marketoption: "OnDemand",
      licenseModel: "No License required",
      operation: "RunInstances",
    }),
    // The very first type is older than the custom of naming the type.
    usage: (type) => (type === "m1.small" ? "BoxUsage" : `BoxUsage:${type}`),
    coarse: { operatingSystem: "Linux", tenancy: "Shared" },
    ask: { preInstalledSw: "NA", capacitystatus: "Used" },
    subject: "instanceType",
  },
  {
    template: "ec2/cpu-credits/<t3|t4g>/linux",
    service,
    unit: "vCPU-hour",
    item: "$1 surplus CPU credits",
    family: () => "CPU Credits",
    attributes: () => ({ operatingSystem: "Linux" }),
    usage: (family) => `CPUCredits:${family}`,
  },
];
