import { InputError } from "../src/errors.ts";
import { type Site, type SiteParts, siteSchema } from "./site.ts";

/** One key of the stack's config: where it goes in the site, when it is needed, how its value is found. */
interface ConfigKey {
  readonly key: string;
  readonly path: readonly string[];
  readonly required: (fleet: SiteParts) => boolean;
  /** A shell command that prints the value, or what it is made of. */
  readonly find: (fleet: SiteParts) => string;
}

const GPU_AMI =
  "/aws/service/deeplearning/ami/x86_64/base-oss-nvidia-driver-gpu-amazon-linux-2023/latest/ami-id";
const ARM_AMI = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

const parameter = (name: string) => (fleet: SiteParts) =>
  `aws ssm get-parameter --region ${fleet.region} --name ${name} --query Parameter.Value --output text`;

const digest = (image: string) =>
  `docker buildx imagetools inspect ${image} --format '{{.Name}}@{{.Manifest.Digest}}'`;

const certified = (fleet: SiteParts) => fleet.environment === "prod" || fleet.llm?.exposure === "public";

const never = () => false;

const KEYS: readonly ConfigKey[] = [
  {
    key: "llmAmiId",
    path: ["llm", "amiId"],
    required: (fleet) => fleet.llm !== undefined,
    find: parameter(GPU_AMI),
  },
  {
    key: "llmImage",
    path: ["llm", "image"],
    required: (fleet) => fleet.llm !== undefined,
    find: (fleet) => digest(`docker.io/vllm/vllm-openai:v${fleet.llm?.vllmVersion}`),
  },
  {
    key: "llmModelUri",
    path: ["llm", "modelUri"],
    required: (fleet) => fleet.llm !== undefined,
    find: (fleet) =>
      `git ls-remote https://huggingface.co/${fleet.llm?.modelId} HEAD   # then hf://${fleet.llm?.modelId}@<commit>`,
  },
  {
    key: "huggingFaceTokenSecretArn",
    path: ["llm", "huggingFaceTokenSecretArn"],
    required: never,
    find: (fleet) => `aws secretsmanager list-secrets --region ${fleet.region}`,
  },
  {
    key: "vectorsAmiId",
    path: ["vectors", "amiId"],
    required: (fleet) => fleet.vectors !== undefined,
    find: parameter(ARM_AMI),
  },
  {
    key: "vectorsImage",
    path: ["vectors", "image"],
    required: (fleet) => fleet.vectors !== undefined,
    find: (fleet) => digest(`docker.io/qdrant/qdrant:v${fleet.vectors?.version}-unprivileged`),
  },
  {
    key: "trackingAmiId",
    path: ["tracking", "amiId"],
    required: (fleet) => fleet.tracking !== undefined,
    find: parameter(ARM_AMI),
  },
  {
    key: "artifactBucketName",
    path: ["tracking", "artifactBucketName"],
    required: never,
    find: () => "aws s3api list-buckets --query 'Buckets[].Name'",
  },
  {
    key: "domainName",
    path: ["domainName"],
    required: certified,
    find: () => "aws route53 list-hosted-zones --query 'HostedZones[].Name'",
  },
  {
    key: "certificateArn",
    path: ["certificateArn"],
    required: certified,
    find: (fleet) =>
      `aws acm list-certificates --region ${fleet.region} --includes keyTypes=RSA_2048,EC_prime256v1`,
  },
  {
    key: "hostedZoneId",
    path: ["hostedZoneId"],
    required: never,
    find: () => "aws route53 list-hosted-zones --query 'HostedZones[].[Name,Id]'",
  },
  {
    key: "allowedCidrs",
    path: ["allowedCidrs"],
    required: () => true,
    find: () => "10.42.0.0/16 is the VPC itself; several are separated by commas",
  },
  {
    key: "alarmTopicArn",
    path: ["alarmTopicArn"],
    required: never,
    find: (fleet) => `aws sns list-topics --region ${fleet.region}`,
  },
];

/** Keys of the project's config that a site is read from, without the prefix `crossover:`. */
export const SITE_CONFIG_KEYS: readonly string[] = KEYS.map(({ key }) => key);

/** Keys that a fleet's stack needs and that only the account knows, with the command that finds each value. */
export function missingSiteKeys(
  fleet: SiteParts,
): readonly { readonly key: string; readonly find: string }[] {
  return KEYS.filter(
    ({ path: [part], required }) => required(fleet) && (!isPart(part) || fleet[part] !== undefined),
  ).map(({ key, find }) => ({ key, find: find(fleet) }));
}

/**
 * The site out of the stack's config, without the prefix `crossover:` in the keys. What the fleet has no part for is
 * neither asked for nor read.
 *
 * @throws InputError that names every missing or broken key with the command that finds its value.
 */
export function siteFromConfig(config: Readonly<Record<string, string | undefined>>, fleet: SiteParts): Site {
  const read = KEYS.filter(({ path: [part] }) => !isPart(part) || fleet[part] !== undefined);
  const missing = read.filter(({ key, required }) => required(fleet) && blank(config[key]));
  if (missing.length > 0) {
    throw new InputError(
      "SITE_CONFIG_MISSING",
      `The stack's config lacks ${missing.map(({ key }) => `crossover:${key}`).join(", ")}.`,
      ["Set each with: npm run pulumi -- config set crossover:<key> <value>. The values come from:"]
        .concat(missing.map(({ key, find }) => `  ${key}: ${find(fleet)}`))
        .join("\n"),
    );
  }
  const result = siteSchema.safeParse(nested(read, config));
  if (result.success) return result.data;
  throw broken(read, result.error.issues, config, fleet);
}

const isPart = (part: string | undefined): part is "llm" | "vectors" | "tracking" =>
  part === "llm" || part === "vectors" || part === "tracking";

const blank = (value: string | undefined) => value === undefined || value.trim() === "";

function nested(keys: readonly ConfigKey[], config: Readonly<Record<string, string | undefined>>): unknown {
  const site: Record<string, unknown> = {};
  for (const { key, path } of keys) {
    const text = config[key];
    if (text === undefined || blank(text)) continue;
    const value = key === "allowedCidrs" ? text.split(",").map((cidr) => cidr.trim()) : text.trim();
    const [first = "", second] = path;
    if (second === undefined) site[first] = value;
    else site[first] = { ...(site[first] as Record<string, unknown> | undefined), [second]: value };
  }
  return site;
}

function broken(
  keys: readonly ConfigKey[],
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  config: Readonly<Record<string, string | undefined>>,
  fleet: SiteParts,
): InputError {
  const found = issues.flatMap((issue) => {
    const key = keys.find(({ path }) => path.every((segment, i) => issue.path[i] === segment));
    return key === undefined ? [] : [{ ...key, message: issue.message }];
  });
  return new InputError(
    "SITE_CONFIG_INVALID",
    found.map(({ key, message }) => `crossover:${key} ${message}; got "${config[key]}".`).join("\n"),
    found.map(({ key, find }) => `${key}: ${find(fleet)}`).join("\n"),
  );
}
