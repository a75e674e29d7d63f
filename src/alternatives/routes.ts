import type { GateAnswer } from "../scenario/quality-gate.ts";

/** One class of requests and where it goes in month 1. */
export interface Route {
  readonly name: string;
  readonly requestsPerMonth: number;
  /** Share of its requests that leaves today's model: for a fleet of our own, or for another seller. */
  readonly share: number;
  /** The other model's quality on this class. */
  readonly gate: GateAnswer;
  /** USD a month that one request more costs bought, as the rest of the row is bought; absent: no price, or no requests. */
  readonly boughtUsdPerRequest?: number;
  /** The same on a machine that has room for it; rows with a fleet only. */
  readonly ownUsdPerRequest?: number;
  /** Replicas at the objective that one million requests a month of this class keep busy; rows with a fleet only. */
  readonly replicasPerMillion?: number;
  /** Why none of it moves; absent where some does. */
  readonly stays?: string;
}

/** Requests that go two ways, class by class. */
export interface Routes {
  readonly classes: readonly Route[];
  /** Of all requests of month 1, the share that leaves today's model. */
  readonly share: number;
  /** What answers them, "openai/gpt-oss-20b", and who runs it: "self" or a seller. */
  readonly model: string;
  readonly seller: string;
  /** Who answers the others, as a row calls it: "claude-sonnet-4-6, cached prefix". */
  readonly rest: string;
  /** The other model passed its gate on every class, so all requests might as well be bought from its sellers. */
  readonly everyClassPassed: boolean;
  /** Key of the first quality that is not answered; absent: all that moves has passed. */
  readonly openKey?: string;
}
