import { z } from "zod";
import { figure, hours, share } from "./figure-schema.ts";
import { ownOffer } from "./own-offer-schema.ts";
import { performance } from "./performance-schema.ts";
import { switching } from "./switching-schema.ts";

/** `offers` */
export const offers = z.strictObject({
  lastMileHours: hours("integrating a newly bought offer", "h").optional(),
  settingsHours: hours("a change of settings at the same vendor", "h").optional(),
  exitHours: hours("leaving an offer at the end of the horizon", "h").optional(),
  attentionHoursPerMonth: hours("watching a bought offer").optional(),
  own: z.array(ownOffer).describe("offers at your own rates, named own/<name>").optional(),
  switching: switching.describe("leaving what runs today, beyond the integration").optional(),
});

/** `usage` */
export const usage = z.strictObject({
  responseBytesPerToken: figure({ unit: "bytes", describe: "sent per output token", min: 0 }).optional(),
  requestBytesPerToken: figure({ unit: "bytes", describe: "received per prompt token", min: 0 }).optional(),
  logBytesPerRequest: figure({ unit: "bytes", describe: "logged per request", min: 0 }).optional(),
  connectionsPerRequest: figure({ unit: "connections", describe: "opened per request", min: 0 }).optional(),
  crossZoneShare: share("of traffic that changes the zone").optional(),
  bootsPerInstanceMonth: figure({ unit: "boots", describe: "of each instance a month", min: 0 }).optional(),
  imageGiBPerBoot: figure({
    unit: "GiB",
    describe: "server image through the NAT gateway",
    min: 0,
  }).optional(),
  scrapeMetrics: figure({
    unit: "metrics",
    describe: "custom metrics of one service or node",
    min: 0,
  }).optional(),
  qdrantBytesPerResult: figure({
    unit: "bytes",
    describe: "one search result between nodes",
    min: 0,
  }).optional(),
  snapshotChangeShare: figure({
    unit: "share a day",
    describe: "of a volume between two snapshots",
    min: 0,
    max: 1,
  }).optional(),
});

/** `criteria` */
export const criteria = z.strictObject({
  paybackMonths: z
    .strictObject({
      good: figure({ unit: "months", describe: "pays back well below this", above: 0 }).optional(),
      bad: figure({ unit: "months", describe: "never worth it above this", above: 0 }).optional(),
    })
    .describe("limits of the payback")
    .optional(),
  qualityDelta: share("largest gap in win rates that passes").optional(),
  tieBand: share("totals closer than this are a tie").optional(),
  breakEvenMonths: figure({
    unit: "months",
    describe: "in a row above the break-even volume before an offer is left",
    min: 1,
    whole: true,
  }).optional(),
  probabilityFloor: share("of draws in which hosting must be cheaper before an offer is left").optional(),
  marginFloor: figure({
    unit: "share, 10 % is 0.1",
    describe: "gross margin below which an offer is left whatever the rest says",
    min: -1,
    max: 1,
  }).optional(),
  performance: performance
    .describe("limits that every option must keep: one that misses a limit is out; and what counts how much")
    .optional(),
  dataPolicy: z
    .enum(["none", "region", "no-third-party", "own-account", "air-gapped"])
    .describe(
      "where data may go: anywhere, the region, no third party but AWS, your account, nowhere outside it",
    )
    .optional(),
});
