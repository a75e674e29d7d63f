/** What `vllm bench serve --save-result` writes of a closed loop, with our metadata. */
export function benchResult(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { concurrency = 16, rate = 2005.8 } = change as { concurrency?: number; rate?: number };
  const completed = 20 * concurrency;
  const output = completed * 922;
  return {
    date: "20261102-143000",
    backend: "vllm",
    model_id: "openai/gpt-oss-120b",
    tokenizer_id: "openai/gpt-oss-120b",
    num_prompts: completed,
    request_rate: "inf",
    max_concurrency: concurrency,
    duration: output / rate,
    completed,
    failed: 0,
    total_input_tokens: completed * 922,
    total_output_tokens: output,
    output_throughput: rate,
    mean_ttft_ms: 120,
    p95_ttft_ms: 300,
    mean_tpot_ms: 1e3 * Math.max(1e-4, ((concurrency * 922) / rate - 0.12) / 921),
    gpu: "H200",
    tensor_parallel_size: "2",
    precision: "mxfp4",
    vllm_version: "0.18.0",
    ...change,
  };
}
