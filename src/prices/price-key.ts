import { recipeFor } from "./list/recipe.ts";

declare const brand: unique symbol;

/**
 * Name of one AWS list price, our own and stable: `ec2/instance/g5.xlarge/linux/shared`.
 * Made only by the functions below, so that a meter cannot invent one. The SKU behind it is data.
 */
export type PriceKey = string & { readonly [brand]: "PriceKey" };

const key = (...segments: string[]): PriceKey => segments.join("/") as PriceKey;

export type EbsVolumeType = "gp3" | "gp2" | "io1" | "io2" | "st1" | "sc1";
export type RdsZones = "single-az" | "multi-az";

export const ec2Instance = (type: string) => key("ec2", "instance", type, "linux", "shared");
export const ebsStorage = (type: EbsVolumeType) => key("ebs", type, "storage");
export const ebsIops = (type: "gp3" | "io1") => key("ebs", type, "iops");
export const ebsIo2Iops = (tier: 1 | 2 | 3) => key("ebs", "io2", `iops-t${tier}`);
export const ebsThroughput = () => key("ebs", "gp3", "throughput");
export const ebsSnapshot = () => key("ebs", "snapshot", "standard");
export const natHour = () => key("vpc", "nat", "hour");
export const natGiB = () => key("vpc", "nat", "gb");
export const albHour = () => key("elb", "alb", "hour");
export const albLcu = () => key("elb", "alb", "lcu");
export const ipv4InUse = () => key("vpc", "ipv4", "in-use");
export const endpointHour = () => key("vpc", "endpoint", "hour");
export const rdsInstance = (dbClass: string, zones: RdsZones) =>
  key("rds", "instance", "postgres", dbClass, zones);
export const rdsStorage = (type: "gp3" | "gp2" | "io1", zones: RdsZones) =>
  key("rds", "storage", type, zones);
export const rdsIops = (type: "gp3" | "io1", zones: RdsZones) => key("rds", "iops", type, zones);
export const rdsThroughput = (zones: RdsZones) => key("rds", "throughput", "gp3", zones);
export const rdsBackup = () => key("rds", "backup");
export const s3Storage = () => key("s3", "standard", "storage");
export const s3Writes = () => key("s3", "standard", "requests-tier1");
export const s3Reads = () => key("s3", "standard", "requests-tier2");
export const egressInternet = () => key("transfer", "egress", "internet");
export const interAz = () => key("transfer", "inter-az");
export const logsIngest = () => key("cloudwatch", "logs", "ingest");
export const logsDeliveredS3 = () => key("cloudwatch", "logs", "delivered-s3");
export const logsStorage = () => key("cloudwatch", "logs", "storage");
export const metric = () => key("cloudwatch", "metric");
export const alarm = () => key("cloudwatch", "alarm", "standard");
export const secret = () => key("secretsmanager", "secret");
export const secretRequests = () => key("secretsmanager", "requests");
export const hostedZone = () => key("route53", "zone");

/** The door for keys from files and command lines: undefined when no recipe covers the text. */
export const parsePriceKey = (text: string): PriceKey | undefined =>
  recipeFor(text) === undefined ? undefined : (text as PriceKey);
