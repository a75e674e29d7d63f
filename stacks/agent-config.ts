import { z } from "zod";
import { bootFile } from "./boot-files.ts";

/** The stacks whose instances run an agent. */
export type AgentStack = "vllm" | "qdrant" | "mlflow";

const measured = z.looseObject({
  measurement: z.array(z.string()),
  resources: z.array(z.string()).optional(),
});

/** What of an agent's config makes custom metrics; the rest is the agent's own business. */
const agentConfig = z.looseObject({
  metrics: z.looseObject({ metrics_collected: z.record(z.string(), measured) }),
  logs: z.looseObject({
    metrics_collected: z
      .looseObject({
        prometheus: z.looseObject({
          emf_processor: z.looseObject({
            metric_declaration: z.array(
              z.looseObject({
                dimensions: z.array(z.array(z.string())),
                metric_selectors: z.array(z.string()),
              }),
            ),
          }),
        }),
      })
      .optional(),
  }),
});

/**
 * Custom metrics that one agent config makes; AWS bills each metric with each set of dimensions.
 *   Σ measurements · resources (machine) + Σ names · dimension sets (scraped)
 * Instances with the same dimensions share their metrics.
 *
 * @throws ZodError when the config is not one of the agent's.
 */
export function countAgentMetrics(config: unknown): number {
  const { metrics, logs } = agentConfig.parse(config);
  const machine = Object.values(metrics.metrics_collected).map(
    ({ measurement, resources }) => measurement.length * (resources?.length ?? 1),
  );
  const scraped = (logs.metrics_collected?.prometheus.emf_processor.metric_declaration ?? []).map(
    ({ dimensions, metric_selectors }) => dimensions.length * metric_selectors.length,
  );
  return [...machine, ...scraped].reduce((total, count) => total + count, 0);
}

/** Custom metrics of a stack: per service for vLLM and MLflow, whose instances share a dimension, per node for Qdrant. */
export function agentMetrics(stack: AgentStack): number {
  return countAgentMetrics(JSON.parse(bootFile(`${stack}/agent.json`)));
}
