import type { Part } from "../alternatives/alternative.ts";
import type { Payback } from "../compare/payback.ts";
import type { VolumeInterval } from "../compare/staircase.ts";

export type Verdict = "self-host" | "hybrid" | "buy" | "explain" | "undecided";

/** One alternative in figures, as the table prints it. USD unrounded, doubles. */
export interface Row {
  readonly alternative: string;
  readonly oneOffUsd: number;
  /** Month 1. */
  readonly monthUsd: number;
  /** Month 1 at the ends of what is uncertain in this alternative; absent: nothing stated. */
  readonly monthLowUsd?: number;
  readonly monthHighUsd?: number;
  readonly lastMonthUsd: number;
  readonly tcoUsd: number;
  readonly presentValueUsd: number;
  /** A total with an unknown line is "at least". */
  readonly atLeast: boolean;
  /** Against today as it is billed, and against today with the levers of §now pulled; absent for today itself. */
  readonly paybackToday?: Payback;
  readonly paybackImproved?: Payback;
  /** Against the same model bought from its cheapest default seller; hosted rows only. */
  readonly paybackSameModel?: Payback;
  /** Against the offer that is bought in today's place, where it is none of those; hosted rows only. */
  readonly paybackKept?: Payback;
}

/** Something to do, or to test: every figure is the difference of two rows of the table. */
export interface Action {
  readonly alternative: string;
  /** The row that it is measured against. */
  readonly against: string;
  readonly savingUsdPerMonth: number;
  /** When the saving has a range (reasoning, fleet): its ends. */
  readonly savingLowUsdPerMonth?: number;
  readonly savingHighUsdPerMonth?: number;
  readonly oneOffUsd: number;
  readonly payback: Payback;
  /** What is open, for a test: "quality", "expertise", "unknown line" … */
  readonly open: readonly OpenQuestion[];
}

export interface OpenQuestion {
  /** Scenario key that answers it. */
  readonly key: string;
  readonly question: string;
  readonly test: string;
}

/** Something that loses, with the one number that rules it out. */
export interface Rejection {
  readonly alternative: string;
  /** Absent: nothing else may be chosen, so the reason names no other. */
  readonly against?: string;
  readonly reason: RejectionReason;
  /**
   * Volumes (the part's unit a month, held constant) at which it would earn its extra one-offs back against
   * `against` within the good limit. Empty: no volume helps. Absent: not computed, so claim nothing.
   */
  readonly winsAt?: readonly VolumeInterval[];
  /** Volumes at which its month alone, one-offs left out, costs no more. Same reading. */
  readonly cheaperAt?: readonly VolumeInterval[];
  /** Set when the search stopped before its end: nothing is claimed above this volume. */
  readonly searchedTo?: number;
}

export type RejectionReason =
  | { readonly kind: "dearer"; readonly monthUsd: number; readonly againstUsd: number }
  /** Month 1 is cheaper or pays back, but present value over the horizon is higher than that of the chosen one. */
  | { readonly kind: "total"; readonly presentValueUsd: number; readonly againstUsd: number }
  /** A hybrid that costs less than a pure option by no more than the tie band, a share. */
  | {
      readonly kind: "undercut";
      readonly presentValueUsd: number;
      readonly againstUsd: number;
      readonly tieBand: number;
    }
  /** A line without a figure, so it may not lead while priced alternatives exist. */
  | { readonly kind: "unknown"; readonly charge: string; readonly because: string; readonly resolve: string }
  | { readonly kind: "payback"; readonly payback: Payback; readonly limitMonths: number }
  | { readonly kind: "infeasible"; readonly because: string }
  | { readonly kind: "quality"; readonly delta: number; readonly limit: number }
  | { readonly kind: "expertise" };

/** The verdict of one part and what it rests on. */
export interface PartDecision {
  readonly part: Part;
  readonly verdict: Verdict;
  /** The alternative that the verdict names: the fleet to deploy, else the offer to keep or buy meanwhile; "none" when nothing is feasible. */
  readonly names: string;
  /** Step of the verdict order that settled it, "1" to "7", or "none" when nothing was hosted. */
  readonly clause: string;
  /** True when the data policy or the limits on performance left only one kind. */
  readonly byConstraint: boolean;
  /** Set when one of them rules something out and leaves something: its price, and what the rule alone would say. */
  readonly constraint?: {
    readonly keys: readonly ("criteria.dataPolicy" | "criteria.performance")[];
    /** Present value over the horizon of `allowed` minus that of `cheapest`, at least 0. */
    readonly presentValueUsd: number;
    /** The cheapest row that is allowed, and the cheapest of all that can do the work. */
    readonly allowed: string;
    readonly cheapest: string;
    /** False: both passed their quality gate. True: nothing allowed has, and both count as if they did. */
    readonly asIfQualityHeld: boolean;
    /** What lines without a figure leave of the price. */
    readonly bound: "exact" | "at least" | "at most" | "known lines";
    readonly ruleVerdict: Verdict;
    readonly ruleNames: string;
  };
  /** Why, in one sentence with both figures. */
  readonly because: string;
  /** Row ids: today as billed, today with the levers, the same model bought, the leading fleet. */
  readonly today?: string;
  readonly improved?: string;
  readonly sameModel?: string;
  readonly lead?: string;
  /** The best offer that may be bought today: what `names` says unless a fleet is named. */
  readonly keep?: string;
  /** Why the lead may not be chosen whatever it costs (gate, expertise, a line without a figure); absent: it may. */
  readonly barred?: string;
  readonly rows: readonly Row[];
  readonly now: readonly Action[];
  readonly test: readonly Action[];
  readonly not: readonly Rejection[];
  /** Lines without a figure that decide. */
  readonly material: readonly {
    readonly alternative: string;
    readonly charge: string;
    readonly because: string;
    readonly resolve: string;
  }[];
  readonly findings: readonly Finding[];
}

export interface Finding {
  readonly id: string;
  readonly text: string;
  /** Key that answers it. */
  readonly key?: string;
}

/** A change of one input that turns the verdict; applying it to the scenario must turn it. */
export interface Flip {
  readonly part: Part;
  /** `--set` key, or "answer" keys such as people.gpuExpertise. */
  readonly key: string;
  readonly base: number | string;
  readonly value: number | string;
  /** |value ÷ base − 1| for numbers, absent for answers. */
  readonly distance?: number;
  readonly verdict: Verdict;
  readonly names: string;
  /** What the row is called in the plan with the change. */
  readonly called?: string;
}
