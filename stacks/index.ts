/**
 * The Pulumi program: deploys the fleet of the stack's config and reports what it costs. Config is read here and
 * nowhere else below stacks/.
 */
import * as pulumi from "@pulumi/pulumi";
import { priceGraph } from "../src/cli/price-graph.ts";
import { reportCost, userErrors } from "../src/graph/report-hook.ts";
import { secretKeys } from "../src/graph/secret-keys.ts";
import { readStackConfig } from "../src/graph/stack-config.ts";
import { platform } from "./platform.ts";

const config = userErrors(() =>
  readStackConfig(pulumi.runtime.allConfig(), pulumi.getRootDirectory(), secretKeys()),
);

const reported = reportCost((graph) => priceGraph(graph, config), config.budgetUsdPerMonth);

/**
 * What the fleet costs a month: a lower bound while something in it has no price. A secret where your prices are one:
 * beside the list total it tells the discount.
 */
export const cost = config.overrides === undefined ? reported : pulumi.secret(reported);

/** The record that the fleet was decided by, where one lay beside the scenario when it was chosen. */
export const decision = config.decision ?? {
  kind: "none",
  because:
    "no record lay beside the scenario when the fleet was chosen: npx crossover record <scenario.yaml>",
};

const { llm, vectors, tracking } = userErrors(() => platform(config.fleet, config.site, config.decision?.id));

/** Where the services answer, and what an operator needs first. */
export const services = {
  ...(llm && { llm: { openAiBaseUrl: llm.openAiBaseUrl, apiKeySecretArn: llm.apiKeySecretArn } }),
  ...(vectors && { vectors: { restUrl: vectors.restUrl, apiKeySecretArn: vectors.apiKeySecretArn } }),
  ...(tracking && {
    tracking: { trackingUri: tracking.trackingUri, adminSecretArn: tracking.adminSecretArn },
  }),
};
