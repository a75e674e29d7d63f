/** What one kind of price key stands for. The filters of a live refresh join it by the same template. */
export interface Recipe {
  /** Key with its variable segments in angle brackets: `<a|b>` is one of these, a name stands for its pattern. */
  readonly template: string;
  /** Service code of the list that publishes it. */
  readonly service: string;
  /** Our unit; the lists print it in many spellings. */
  readonly unit: string;
  /** What it is in words; $1, $2 … are the variable segments. */
  readonly item: string;
  /** "global" for what the list does not split by region. */
  readonly region?: "global";
  /** Declared free: the only way for a price of 0 into the book. */
  readonly free?: true;
}

type Row = readonly [template: string, service: string, unit: string, item: string];

const ROWS: readonly Row[] = [
  ["ec2/instance/<type>/linux/shared", "AmazonEC2", "hour", "$1 Linux on-demand"],
  ["ec2/cpu-credits/<t3|t4g>/linux", "AmazonEC2", "vCPU-hour", "$1 surplus CPU credits"],
  ["ebs/<gp3|gp2|io1|io2|st1|sc1>/storage", "AmazonEC2", "GiB-month", "EBS $1 storage"],
  ["ebs/<gp3|io1>/iops", "AmazonEC2", "IOPS-month", "EBS $1 IOPS"],
  ["ebs/io2/iops-t<1|2|3>", "AmazonEC2", "IOPS-month", "EBS io2 IOPS, tier $1"],
  ["ebs/gp3/throughput", "AmazonEC2", "MiBps-month", "EBS gp3 throughput"],
  ["ebs/snapshot/<standard|archive>", "AmazonEC2", "GiB-month", "EBS $1 snapshots"],
  ["ebs/snapshot/fast-restore", "AmazonEC2", "DSU-hour", "EBS fast snapshot restore"],
  ["vpc/nat/hour", "AmazonEC2", "hour", "NAT gateway hours"],
  ["vpc/nat/gb", "AmazonEC2", "GiB", "NAT gateway traffic"],
  ["elb/<alb|nlb>/hour", "AWSELB", "hour", "$1 hours"],
  ["elb/alb/lcu", "AWSELB", "LCU-hour", "alb capacity units"],
  ["elb/nlb/nlcu", "AWSELB", "NLCU-hour", "nlb capacity units"],
  ["vpc/ipv4/<in-use|idle>", "AmazonVPC", "hour", "public IPv4 addresses, $1"],
  ["vpc/endpoint/hour", "AmazonVPC", "hour", "interface endpoint hours"],
  ["vpc/endpoint/gb", "AmazonVPC", "GiB", "interface endpoint traffic"],
  ["rds/instance/postgres/<class>/<single-az|multi-az>", "AmazonRDS", "hour", "$1 PostgreSQL $2 on-demand"],
  ["rds/storage/<gp3|gp2|io1>/<single-az|multi-az>", "AmazonRDS", "GiB-month", "RDS $1 storage, $2"],
  ["rds/iops/<gp3|io1>/<single-az|multi-az>", "AmazonRDS", "IOPS-month", "RDS $1 IOPS, $2"],
  ["rds/throughput/gp3/<single-az|multi-az>", "AmazonRDS", "MiBps-month", "RDS gp3 throughput, $1"],
  ["rds/cpu-credits/<t3|t4g>/postgres", "AmazonRDS", "vCPU-hour", "db.$1 surplus CPU credits"],
  ["rds/backup", "AmazonRDS", "GiB-month", "RDS backup storage"],
  [
    "rds/extended-support/postgres/<year1|year3>",
    "AmazonRDS",
    "vCPU-hour",
    "PostgreSQL extended support, $1",
  ],
  ["s3/<standard|standard-ia>/storage", "AmazonS3", "GiB-month", "S3 $1 storage"],
  ["s3/standard-ia/retrieval", "AmazonS3", "GiB", "S3 standard-ia retrieval"],
  ["s3/standard/requests-tier1", "AmazonS3", "request", "S3 writes and lists"],
  ["s3/standard/requests-tier2", "AmazonS3", "request", "S3 reads"],
  ["transfer/egress/internet", "AWSDataTransfer", "GiB", "internet egress"],
  ["transfer/inter-az", "AWSDataTransfer", "GiB", "traffic between zones, each direction"],
  ["transfer/inter-region/<toRegion>", "AWSDataTransfer", "GiB", "traffic to $1"],
  ["cloudwatch/logs/ingest", "AmazonCloudWatch", "GiB", "log ingestion"],
  ["cloudwatch/logs/delivered-s3", "AmazonCloudWatch", "GiB", "log delivery to S3"],
  ["cloudwatch/logs/storage", "AmazonCloudWatch", "GiB-month", "log storage"],
  ["cloudwatch/logs/insights-scan", "AmazonCloudWatch", "GiB", "log queries"],
  ["cloudwatch/metric", "AmazonCloudWatch", "metric-month", "custom metrics"],
  ["cloudwatch/dashboard", "AmazonCloudWatch", "dashboard-month", "dashboards"],
  ["cloudwatch/alarm/<standard|high-res>", "AmazonCloudWatch", "alarm-month", "$1 alarms"],
  ["secretsmanager/secret", "AWSSecretsManager", "secret-month", "secrets"],
  ["secretsmanager/requests", "AWSSecretsManager", "request", "secret requests"],
  ["kms/key", "awskms", "key-month", "customer keys"],
  ["kms/<requests|requests-asymmetric>", "awskms", "request", "key $1"],
  ["ecr/storage", "AmazonECR", "GiB-month", "image storage"],
  ["eks/cluster-hour/<standard|extended>", "AmazonEKS", "hour", "EKS cluster hours, $1 support"],
];

const GLOBAL_ROWS: readonly Row[] = [
  ["route53/zone", "AmazonRoute53", "zone-month", "hosted zones"],
  ["route53/queries", "AmazonRoute53", "request", "DNS queries"],
];

interface Compiled {
  readonly recipe: Recipe;
  readonly pattern: RegExp;
}

/** What a segment in angle brackets accepts, by its name. A type without a size is a family and matches nothing. */
const SEGMENTS: Readonly<Record<string, string>> = {
  type: "([a-z0-9-]+\\.[a-z0-9-]+)",
  class: "(db\\.[a-z0-9-]+\\.[a-z0-9-]+)",
  toRegion: "([a-z]+(?:-[a-z]+)+-\\d)",
};

function compile([template, service, unit, item]: Row, region?: "global"): Compiled {
  const source = template.replaceAll(/<([^>]*)>/g, (_, inner: string) => SEGMENTS[inner] ?? `(${inner})`);
  return {
    recipe: { template, service, unit, item, ...(region && { region }) },
    pattern: new RegExp(`^${source}$`),
  };
}

/** By first segment, so that a lookup tries a handful of patterns. */
const COMPILED: ReadonlyMap<string, readonly Compiled[]> = Map.groupBy(
  [...ROWS.map((row) => compile(row)), ...GLOBAL_ROWS.map((row) => compile(row, "global"))],
  ({ recipe }) => recipe.template.split("/", 1)[0] ?? "",
);

function compiledFor(key: string): Compiled | undefined {
  return COMPILED.get(key.split("/", 1)[0] ?? "")?.find(({ pattern }) => pattern.test(key));
}

/** The recipe behind a key; undefined for a key that none covers. */
export function recipeFor(key: string): Recipe | undefined {
  return compiledFor(key)?.recipe;
}

/** "AmazonEC2 g6e.xlarge Linux on-demand": the key in words, or the key itself when no recipe covers it. */
export function describeKey(key: string): string {
  const found = compiledFor(key);
  return found === undefined
    ? key
    : `${found.recipe.service} ${key.replace(found.pattern, found.recipe.item)}`;
}
