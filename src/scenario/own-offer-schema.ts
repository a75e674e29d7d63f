import { z } from "zod";
import { figure, hours, share, usd } from "./figure-schema.ts";

/** What an offer at the reader's own rates may cost beside its rates, in every part. */
const terms = {
  name: z.string().describe("candidates call it own/<name>"),
  place: z
    .enum(["api", "cloud", "premises"])
    .describe(
      "who runs it: a vendor, you in a cloud, you on your own premises; cloud and premises count as hosted",
    )
    .optional(),
  spectrum: z
    .enum(["full-build", "hybrid-build", "light-build", "full-buy"])
    .describe(
      "how much of it is built: trained from nothing, open weights tuned, prompts and retrieval on an API, bought whole",
    )
    .optional(),
  host: z
    .strictObject({
      instances: figure({ unit: "instances", describe: "how many", min: 0 }),
      hourlyUsd: usd("price of one", "USD/h"),
      overheadShare: share("disks, network and monitoring on top of the instances").optional(),
      hoursPerMonth: figure({ unit: "h", describe: "hours billed a month", above: 0, max: 744 }).optional(),
      usableGB: figure({
        unit: "GB",
        describe:
          "memory of one that may hold vectors (vectors part only): as many run as the vectors need, and instances is the least",
        above: 0,
      }).optional(),
    })
    .describe("machines it runs on, at your own price")
    .optional(),
  infrastructureUsdPerMonth: usd("fixed cost of infrastructure").optional(),
  monitoringUsdPerMonth: usd("fixed cost of monitoring").optional(),
  buildHours: hours(
    "engineers' time until it serves; stands for the last mile of a bought one",
    "h",
  ).optional(),
  upkeepHoursPerMonth: hours("engineers' time to keep it serving").optional(),
  incidentHoursPerMonth: hours("incidents and on call").optional(),
  complianceHoursPerMonth: hours("audits").optional(),
  securityHoursPerMonth: hours("patches, red-teaming, protecting weights").optional(),
  labellingUsd: usd("one-off cost of labelling", "USD").optional(),
  trainingUsd: usd("one-off cost of training", "USD").optional(),
  upfrontUsd: usd("paid once", "USD").optional(),
  spreadMonths: figure({
    unit: "months",
    describe: "its one-offs are paid in so many equal months; absent: before month 1",
    above: 0,
  }).optional(),
};

const kind = <K extends string>(name: K) => z.literal(name).describe("how it is billed");

/** An entry of `offers.own`. */
export const ownOffer = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: kind("tokens"),
    ...terms,
    inputUsdPerMtok: usd("prompt", "USD per million tokens"),
    outputUsdPerMtok: usd("output", "USD per million tokens"),
    cacheReadUsdPerMtok: usd("cached prompt", "USD per million tokens").optional(),
  }),
  z.strictObject({ kind: kind("request"), ...terms, usdPerRequest: usd("one request", "USD") }),
  z.strictObject({
    kind: kind("vectors"),
    ...terms,
    usdPerMillionVectorMonths: usd("a million vectors stored for a month", "USD"),
    usdPerMillionQueries: usd("a million searches", "USD").optional(),
    usdPerMillionWrites: usd("a million records written", "USD").optional(),
  }),
  z.strictObject({
    kind: kind("seats"),
    ...terms,
    seatUsd: usd("one seat", "USD/seat-month"),
    ssoSeatUsd: usd(
      "one seat where tracking.sso is yes, whatever the number of seats",
      "USD/seat-month",
    ).optional(),
    seatUsdAbove: z
      .strictObject({
        seats: figure({ unit: "people", describe: "most seats at seatUsd", above: 0 }),
        usd: usd("each seat of a team with more", "USD/seat-month"),
      })
      .describe("the rate of a larger team: paid for all of its seats")
      .optional(),
  }),
  z.strictObject({ kind: kind("fixed"), ...terms }),
]);

export type RawOwnOffer = z.infer<typeof ownOffer>;
