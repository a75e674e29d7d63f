import { refuseIf } from "./service-arguments.ts";

/**
 * Endpoints that control the engine or tell about it. The API key guards only `/v1`, `/v2`, `/inference`:
 * `/invocations` is full inference without a key.
 */
const CONTROL: readonly string[] = [
  "/invocations",
  "/pause",
  "/resume",
  "/pooling",
  "/classify",
  "/score",
  "/rerank",
  "/tokenize",
  "/detokenize",
  "/scale_elastic_ep",
  "/update_weights",
  "/abort_requests",
  "/load",
  "/metrics",
  "/health",
  "/collective_rpc",
  "/server_info",
  "/docs",
  "/openapi.json",
];

/**
 * Allowed paths are exact: one that begins with `/v1/`, `/v2/` or `/inference/` and holds no wildcard of the load
 * balancer (`*`, `?`) cannot match a control endpoint.
 *
 * @throws InputError naming the endpoint that would be reachable.
 */
export function checkPaths(paths: readonly string[]): void {
  refuseIf(
    paths.length === 0,
    "STACK_PATHS",
    "allowedPaths is empty; the service would answer nothing.",
    "Leave it out.",
  );
  for (const path of paths) {
    const reached = CONTROL.find((control) => matches(path, control));
    refuseIf(
      reached !== undefined,
      "STACK_PATHS",
      `The allowed path "${path}" would open ${reached} to clients; the API key does not guard it.`,
      "Allow exact paths below /v1/ only.",
    );
    refuseIf(
      !/^\/(v1|v2|inference)\/[A-Za-z0-9/_-]+$/.test(path),
      "STACK_PATHS",
      `The allowed path "${path}" is not an exact path below /v1/, /v2/ or /inference/, which the API key guards.`,
      "Write it out, for example /v1/chat/completions.",
    );
  }
}

/** How an application load balancer matches a path pattern: `*` is any text, `?` one character, case counts. */
export function matches(pattern: string, path: string): boolean {
  const expression = [...pattern]
    .map((char) => (char === "*" ? ".*" : char === "?" ? "." : char.replace(/[\\^$.|+()[\]{}]/, "\\$&")))
    .join("");
  return new RegExp(`^${expression}$`, "s").test(path);
}
