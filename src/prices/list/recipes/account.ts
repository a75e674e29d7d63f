import type { Recipe } from "../recipe.ts";

const keys = { service: "awskms", unit: "request", family: () => "API Request" } as const;

/** Secrets, keys, names and clusters. */
export const ACCOUNT: readonly Recipe[] = [
  {
    template: "secretsmanager/secret",
    service: "AWSSecretsManager",
    unit: "secret-month",
    item: "secrets",
    family: () => "Secret",
    needle: "AWSSecretsManager-Secret",
    usage: () => /AWSSecretsManager-Secrets?/,
  },
  {
    template: "secretsmanager/requests",
    service: "AWSSecretsManager",
    unit: "request",
    item: "secret requests",
    family: () => "API Request",
    // Spelt in two ways, by region.
    needle: "AWSSecretsManager",
    usage: () => /AWSSecretsManager(?:APIRequest|-APIRequests)/,
  },
  {
    template: "kms/key",
    service: "awskms",
    unit: "key-month",
    item: "customer keys",
    family: () => "Encryption Key",
    usage: () => "KMS-Keys",
  },
  { ...keys, template: "kms/requests", item: "key requests", usage: () => "KMS-Requests" },
  {
    ...keys,
    template: "kms/requests-asymmetric",
    item: "key requests-asymmetric",
    usage: () => "KMS-Requests-Asymmetric",
  },
  {
    template: "eks/cluster-hour/<standard|extended>",
    service: "AmazonEKS",
    unit: "hour",
    item: "EKS cluster hours, $1 support",
    family: () => "Compute",
    usage: (support) =>
      support === "standard" ? "AmazonEKS-Hours:perCluster" : "AmazonEKS-Hours:extendedSupport",
  },
  {
    template: "route53/zone",
    service: "AmazonRoute53",
    unit: "zone-month",
    item: "hosted zones",
    region: "none",
    family: () => "DNS Zone",
    usage: () => "HostedZone",
  },
  {
    template: "route53/queries",
    service: "AmazonRoute53",
    unit: "request",
    item: "DNS queries",
    region: "none",
    family: () => "DNS Query",
    usage: () => "DNS-Queries",
  },
];
