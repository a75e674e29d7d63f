/** The platform of the stack's config, as stacks/index.ts deploys it; the report is the registered graph as JSON. */
import * as pulumi from "@pulumi/pulumi";
import { reportCost, userErrors } from "../../../src/graph/report-hook.ts";
import { secretKeys } from "../../../src/graph/secret-keys.ts";
import { readStackConfig } from "../../../src/graph/stack-config.ts";
import { platform } from "../../../stacks/platform.ts";

const { fleet, site } = userErrors(() =>
  readStackConfig(pulumi.runtime.allConfig(), pulumi.getRootDirectory(), secretKeys()),
);
export const cost = reportCost((graph) => ({
  text: JSON.stringify(graph),
  line: `${graph.length} resources`,
  monthlyUsd: 0,
  output: { resources: graph.length },
}));
platform(fleet, site);
