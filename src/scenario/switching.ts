import { InputError } from "../errors.ts";
import type { Figure } from "./figure.ts";
import type { RawFigure } from "./figure-schema.ts";
import type { Figures } from "./figures.ts";
import type { PartName } from "./risk.ts";
import type { RawInterface, RawSwitching } from "./switching-schema.ts";

/** How the application reaches its model: what moving to another seller takes follows from it. */
export interface ModelInterface {
  readonly calls: "behind-interface" | "direct-calls";
  readonly systems?: Figure;
}

/** What leaving a running offer takes, beyond the integration of the next one. */
export interface Switching {
  readonly weeks: Figure;
  readonly weeklyUsd: Figure;
  readonly systems: Figure;
  readonly usdPerSystem: Figure;
  /** Share of the migration, at least 0. */
  readonly testsShare: Figure;
  /** Share of migration and integration together, at least 0. */
  readonly bufferShare: Figure;
  /** The only part that these terms are of; absent: of every part. */
  readonly part?: "llm";
}

/** A full week of one engineer. */
const HOURS_PER_WEEK = 40;

interface Around {
  readonly make: Figures;
  readonly file: string;
  readonly hourlyUsd: Figure;
  readonly interface: RawInterface | undefined;
}

/**
 * The terms of a migration; undefined where nobody gave any: then it is a finding, not a zero.
 * @throws InputError when weeks, systems or the cost of one system are missing, or given twice.
 */
export function switchingTerms(raw: RawSwitching | undefined, around: Around): Switching | undefined {
  if (raw === undefined && around.interface === undefined) return undefined;
  const given = raw ?? {};
  const { make } = around;
  return {
    weeks: weeksOf(given.weeks, around),
    weeklyUsd:
      make.optional("offers.switching.weeklyUsd", given.weeklyUsd) ??
      perHour(around, "offers.switching.weeklyUsd", HOURS_PER_WEEK, "40 h of one engineer"),
    ...systemsOf(given, around),
    testsShare: make.orDefault("offers.switching.testsShare", given.testsShare),
    bufferShare: make.orDefault("offers.switching.bufferShare", given.bufferShare),
    ...(given.weeks === undefined && { part: "llm" as const }),
  };
}

/** The terms that hold for one part. */
export function switchingOf(
  terms: { readonly switching?: Switching },
  part: PartName,
): Switching | undefined {
  const { switching } = terms;
  return switching?.part === undefined || switching.part === part ? switching : undefined;
}

function weeksOf(given: RawFigure | undefined, around: Around): Figure {
  if (given !== undefined) return around.make.given("offers.switching.weeks", given);
  if (around.interface === undefined) throw missing("weeks", around, "or say llm.interface.calls");
  return around.make.orDefault(
    "offers.switching.weeks",
    undefined,
    around.interface.calls === "behind-interface"
      ? "offers.switching.weeks.behindInterface"
      : "offers.switching.weeks.directCalls",
  );
}

function systemsOf(given: RawSwitching, around: Around): Pick<Switching, "systems" | "usdPerSystem"> {
  const { make, file } = around;
  const counted = around.interface?.systems;
  if (given.systems !== undefined && counted !== undefined) {
    throw new InputError(
      "SYSTEMS_TWICE",
      `${file}: offers.switching.systems and llm.interface.systems are both given.`,
      "Keep one of them.",
    );
  }
  const systems =
    make.optional("offers.switching.systems", given.systems) ??
    make.optional("llm.interface.systems", counted);
  const each = usdPerSystem(given, around);
  if (systems !== undefined && each !== undefined) return { systems, usdPerSystem: each };
  if (systems !== undefined && systems.base > 0)
    throw missing("hoursPerSystem", around, `or usdPerSystem, because ${systems.key} is ${systems.base}`);
  if (each !== undefined) throw missing("systems", around, "or llm.interface.systems");
  if (given.weeks !== undefined && systems === undefined) throw missing("systems", around, "0 is an answer");
  const none = (key: string) =>
    make.assumed(key, { low: 0, base: 0, high: 0 }, "the weeks of migration hold the change of every system");
  return {
    systems: systems ?? none("offers.switching.systems"),
    usdPerSystem: none("offers.switching.usdPerSystem"),
  };
}

function usdPerSystem(given: RawSwitching, around: Around): Figure | undefined {
  const { make, file } = around;
  if (given.usdPerSystem !== undefined && given.hoursPerSystem !== undefined) {
    throw new InputError(
      "SYSTEM_COST_TWICE",
      `${file}: offers.switching.usdPerSystem and offers.switching.hoursPerSystem are both given.`,
      "Keep one of them: USD, or hours at the engineers' rate.",
    );
  }
  const time = make.optional("offers.switching.hoursPerSystem", given.hoursPerSystem);
  if (time === undefined) return make.optional("offers.switching.usdPerSystem", given.usdPerSystem);
  const rate = around.hourlyUsd.base;
  return {
    key: "offers.switching.usdPerSystem",
    low: time.low * rate,
    base: time.base * rate,
    high: time.high * rate,
    ranged: time.ranged,
    provenance: { kind: "yours", key: time.key, because: `${time.base} h at the engineers' rate` },
  };
}

function perHour({ make, hourlyUsd }: Around, key: string, hours: number, because: string): Figure {
  const { low, base, high } = hourlyUsd;
  return make.assumed(key, { low: hours * low, base: hours * base, high: hours * high }, because);
}

function missing(key: string, { file }: Around, or: string): InputError {
  return new InputError(
    "SWITCHING_INCOMPLETE",
    `${file}: offers.switching.${key} is missing.`,
    `Give it, ${or}.`,
  );
}
