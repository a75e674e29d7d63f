import type { Recipe } from "../recipe.ts";

const service = "AmazonS3";

/** S3, image storage. */
export const STORAGE: readonly Recipe[] = [
  {
    template: "s3/standard/storage",
    service,
    unit: "GiB-month",
    item: "S3 standard storage",
    family: () => "Storage",
    attributes: () => ({ volumeType: "Standard", operation: "" }),
    usage: () => "TimedStorage-ByteHrs",
  },
  {
    template: "s3/standard-ia/storage",
    service,
    unit: "GiB-month",
    item: "S3 standard-ia storage",
    family: () => "Storage",
    attributes: () => ({ volumeType: "Standard - Infrequent Access" }),
    usage: () => "TimedStorage-SIA-ByteHrs",
  },
  {
    template: "s3/standard-ia/retrieval",
    service,
    unit: "GiB",
    item: "S3 standard-ia retrieval",
    family: () => "Data Retrieval",
    usage: () => "Retrieval-SIA",
  },
  {
    template: "s3/standard/requests-tier1",
    service,
    unit: "request",
    item: "S3 writes and lists",
    family: () => "API Request",
    attributes: () => ({ group: "S3-API-Tier1" }),
    usage: () => "Requests-Tier1",
  },
  {
    template: "s3/standard/requests-tier2",
    service,
    unit: "request",
    item: "S3 reads",
    family: () => "API Request",
    attributes: () => ({ group: "S3-API-Tier2" }),
    usage: () => "Requests-Tier2",
  },
  {
    template: "ecr/storage",
    service: "AmazonECR",
    unit: "GiB-month",
    item: "image storage",
    family: () => "EC2 Container Registry",
    usage: () => "TimedStorage-ByteHrs",
  },
];
