import type { MlflowPlan } from "./mlflow-arguments.ts";
import { userData } from "./user-data.ts";

export interface ServerFacts {
  readonly bucket: string;
  readonly lockKey: string;
  readonly lockSha256: string;
  readonly adminSecret: string;
  readonly databaseSecret: string;
  readonly databaseHost: string;
  readonly host: string;
  readonly scheme: string;
  readonly logGroupName: string;
}

export function mlflowUserData(_name: string, _plan: MlflowPlan, _facts: ServerFacts): string {
  return userData([]);
}
