import { InputError } from "../errors.ts";
import type { Figure } from "./figure.ts";
import type { RawFigure } from "./figure-schema.ts";
import type { Figures } from "./figures.ts";
import type { FixedHost } from "./llm-terms.ts";
import type { RawOwnOffer } from "./own-offer-schema.ts";
import type { RawScenario } from "./schema.ts";

/** What an offer at the reader's own rates costs beside its rates. Hours are paid at the one rate of `people`. */
interface OwnTerms {
  readonly name: string;
  /** cloud and premises are run by the team itself: judged as hosted. */
  readonly place: "api" | "cloud" | "premises";
  readonly spectrum?: "full-build" | "hybrid-build" | "light-build" | "full-buy";
  readonly host?: FixedHost;
  readonly infrastructureUsdPerMonth?: Figure;
  readonly monitoringUsdPerMonth?: Figure;
  readonly buildHours?: Figure;
  readonly upkeepHoursPerMonth?: Figure;
  readonly incidentHoursPerMonth?: Figure;
  readonly complianceHoursPerMonth?: Figure;
  readonly securityHoursPerMonth?: Figure;
  readonly labellingUsd?: Figure;
  readonly trainingUsd?: Figure;
  readonly upfrontUsd?: Figure;
  /** Build, labelling, training and upfront are paid in so many equal months; absent: before month 1. */
  readonly spreadMonths?: Figure;
}

/** An offer by the reader's own rates. */
export type OwnOffer = OwnTerms &
  (
    | {
        readonly kind: "tokens";
        readonly inputUsdPerMtok: Figure;
        readonly outputUsdPerMtok: Figure;
        readonly cacheReadUsdPerMtok?: Figure;
      }
    | { readonly kind: "request"; readonly usdPerRequest: Figure; readonly upfrontUsd: Figure }
    | {
        readonly kind: "vectors";
        readonly usdPerMillionVectorMonths: Figure;
        readonly usdPerMillionQueries?: Figure;
        readonly usdPerMillionWrites?: Figure;
      }
    | {
        readonly kind: "seats";
        readonly seatUsd: Figure;
        /** In place of the others where single sign-on is asked for. */
        readonly ssoSeatUsd?: Figure;
        /** Each seat of a team of more than so many. */
        readonly seatUsdAbove?: { readonly seats: Figure; readonly usd: Figure };
      }
    | { readonly kind: "fixed" }
  );

/** @throws InputError for an offer that the team runs itself and says no hours of upkeep for. */
export function ownOffer(raw: RawOwnOffer, key: string, make: Figures, file: string): OwnOffer {
  requireUpkeep(raw, key, file);
  const shared = ownTerms(raw, key, make);
  switch (raw.kind) {
    case "tokens":
      return {
        ...shared,
        kind: "tokens",
        inputUsdPerMtok: make.given(`${key}.inputUsdPerMtok`, raw.inputUsdPerMtok),
        outputUsdPerMtok: make.given(`${key}.outputUsdPerMtok`, raw.outputUsdPerMtok),
        ...optional(make, key, "cacheReadUsdPerMtok", raw.cacheReadUsdPerMtok),
      };
    case "request":
      return {
        ...shared,
        kind: "request",
        usdPerRequest: make.given(`${key}.usdPerRequest`, raw.usdPerRequest),
        upfrontUsd: make.orDefault(`${key}.upfrontUsd`, raw.upfrontUsd, "offers.own.upfrontUsd"),
      };
    case "vectors":
      return {
        ...shared,
        kind: "vectors",
        usdPerMillionVectorMonths: make.given(
          `${key}.usdPerMillionVectorMonths`,
          raw.usdPerMillionVectorMonths,
        ),
        ...optional(make, key, "usdPerMillionQueries", raw.usdPerMillionQueries),
        ...optional(make, key, "usdPerMillionWrites", raw.usdPerMillionWrites),
      };
    case "seats":
      return {
        ...shared,
        kind: "seats",
        seatUsd: make.given(`${key}.seatUsd`, raw.seatUsd),
        ...optional(make, key, "ssoSeatUsd", raw.ssoSeatUsd),
        ...(raw.seatUsdAbove && {
          seatUsdAbove: {
            seats: make.given(`${key}.seatUsdAbove.seats`, raw.seatUsdAbove.seats),
            usd: make.given(`${key}.seatUsdAbove.usd`, raw.seatUsdAbove.usd),
          },
        }),
      };
    case "fixed":
      return { ...shared, kind: "fixed" };
  }
}

const AMOUNTS = [
  "infrastructureUsdPerMonth",
  "monitoringUsdPerMonth",
  "buildHours",
  "upkeepHoursPerMonth",
  "incidentHoursPerMonth",
  "complianceHoursPerMonth",
  "securityHoursPerMonth",
  "labellingUsd",
  "trainingUsd",
  "upfrontUsd",
  "spreadMonths",
] as const;

function ownTerms(raw: RawOwnOffer, key: string, make: Figures): OwnTerms {
  const amounts = AMOUNTS.map((name) => optional(make, key, name, raw[name]));
  const { host } = raw;
  return {
    name: raw.name,
    place: raw.place ?? "api",
    ...(raw.spectrum !== undefined && { spectrum: raw.spectrum }),
    ...(host && { host: fixedHostOf(host, `${key}.host`, make) }),
    ...Object.assign({}, ...amounts),
  };
}

type RawHost = NonNullable<RawOwnOffer["host"]>;

/** Machines at the reader's own price, wherever the scenario has them. */
export function fixedHostOf(raw: RawHost, key: string, make: Figures): FixedHost {
  return {
    instances: make.given(`${key}.instances`, raw.instances),
    hourlyUsd: make.given(`${key}.hourlyUsd`, raw.hourlyUsd),
    overheadShare: make.orDefault(
      `${key}.overheadShare`,
      raw.overheadShare,
      "llm.hosting.fixed.overheadShare",
    ),
    hoursPerMonth: make.orDefault(
      `${key}.hoursPerMonth`,
      raw.hoursPerMonth,
      "llm.hosting.fixed.hoursPerMonth",
    ),
    ...optional(make, key, "usableGB", raw.usableGB),
  };
}

function optional<K extends string>(
  make: Figures,
  key: string,
  name: K,
  raw: RawFigure | undefined,
): { [P in K]?: Figure } {
  const figure = make.optional(`${key}.${name}`, raw);
  return (figure === undefined ? {} : { [name]: figure }) as { [P in K]?: Figure };
}

/** What the team runs itself takes its hours; none needs a reason. */
function requireUpkeep(raw: RawOwnOffer, key: string, file: string): void {
  if (raw.place === undefined || raw.place === "api") return;
  const given = raw.upkeepHoursPerMonth;
  if (given === undefined) {
    throw new InputError(
      "SCENARIO_INCOMPLETE",
      `${file}: ${key} (${raw.name}) runs on ${raw.place === "cloud" ? "your cloud account" : "your premises"}, but has no upkeepHoursPerMonth.`,
      "Add the hours a month; none is written { base: 0, because: … }.",
    );
  }
  const none =
    given === 0 ||
    (typeof given === "object" && "base" in given && given.base === 0 && given.because === undefined);
  if (!none) return;
  throw new InputError(
    "HOURS_ZERO",
    `${file}: ${key}.upkeepHoursPerMonth is 0, and nobody says why ${raw.name} needs no hours.`,
    "Write the reason: upkeepHoursPerMonth: { base: 0, because: … }.",
  );
}

/** Ways of billing that each part can count. */
const KINDS: Readonly<Record<"llm" | "vectors" | "tracking", readonly OwnOffer["kind"][]>> = {
  llm: ["tokens", "request", "fixed"],
  vectors: ["vectors", "fixed"],
  tracking: ["seats", "fixed"],
};

/** @throws InputError where a part names an own offer that is not there, or one that bills what the part does not count. */
export function requireOwnOffers(raw: RawScenario, file: string): void {
  const own = raw.offers?.own ?? [];
  for (const part of ["llm", "vectors", "tracking"] as const) {
    for (const name of ownNames(raw, part)) {
      const offer = own.find((entry) => entry.name === name);
      if (offer === undefined) {
        throw new InputError(
          "OWN_OFFER_UNKNOWN",
          `${file}: ${part} names own/${name}, but offers.own holds ${own.length === 0 ? "nothing" : own.map((entry) => entry.name).join(", ")}.`,
          "Add it under offers.own with its rates.",
        );
      }
      requireVectors(part, offer, file);
      if (KINDS[part].includes(offer.kind)) continue;
      throw new InputError(
        "OWN_OFFER_KIND",
        `${file}: ${part} names own/${name}, which is billed by ${offer.kind}; ${part} counts ${KINDS[part].join(", ")}.`,
        "Change its kind, or name it in the part that it is for.",
      );
    }
  }
}

/** @throws InputError where machines are to hold vectors in a part that has none. */
function requireVectors(part: string, { name, host }: RawOwnOffer, file: string): void {
  if (part === "vectors" || host?.usableGB === undefined) return;
  throw new InputError(
    "KEY_UNREAD",
    `${file}: own/${name} has host.usableGB, but ${part} holds no vectors that would ask for memory.`,
    "Remove the key; host.instances says how many run.",
  );
}

function ownNames(raw: RawScenario, part: "llm" | "vectors" | "tracking"): string[] {
  const given = raw[part];
  const candidates = (given?.candidates ?? []).map((entry) =>
    typeof entry === "string" ? entry : entry.model,
  );
  const stores = part === "vectors" ? (raw.llm?.candidates ?? []).map(storeOf) : [];
  const today = given?.today === undefined ? [] : [given.today];
  return [...today, ...candidates, ...stores].flatMap((name) =>
    name.startsWith("own/") ? [name.slice(4)] : [],
  );
}

/** Where a retrieval candidate searches. */
function storeOf(entry: NonNullable<NonNullable<RawScenario["llm"]>["candidates"]>[number]): string {
  return typeof entry === "string" ? "" : (entry.retrieval?.store ?? "");
}
