import { userData } from "./user-data.ts";
import type { VllmPlan } from "./vllm-arguments.ts";

export function vllmUserData(
  _name: string,
  _plan: VllmPlan,
  _secrets: { apiKey: string; token: string | undefined; logGroupName: string },
): string {
  return userData([]);
}
