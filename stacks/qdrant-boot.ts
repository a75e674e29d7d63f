import type { QdrantPlan } from "./qdrant-arguments.ts";
import { userData } from "./user-data.ts";

export interface NodeFacts {
  readonly volumeId: string;
  readonly apiKey: string;
  readonly readOnlyKey: string;
  readonly bucket: string;
  readonly parameter: string;
  readonly logGroupName: string;
  readonly region: string;
}

export function qdrantUserData(_name: string, _plan: QdrantPlan, _index: number, _facts: NodeFacts): string {
  return userData([]);
}
