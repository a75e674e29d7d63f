import { Parameter } from "@pulumi/aws/ssm/parameter.js";
import {
  all,
  ComponentResource,
  type ComponentResourceOptions,
  interpolate,
  type Output,
  output,
} from "@pulumi/pulumi";
import { privateBucket } from "./bucket.ts";
import { warnOfBursts } from "./burst-warning.ts";
import { imagePull } from "./image.ts";
import { instanceFacts } from "./instance-facts.ts";
import { type Front, front, openTargets } from "./load-balancer.ts";
import { logGroup } from "./log-group.ts";
import { qdrantAlarms } from "./qdrant-alarms.ts";
import { type QdrantClusterArgs, type QdrantPlan, qdrantPlan } from "./qdrant-arguments.ts";
import { qdrantUserData } from "./qdrant-boot.ts";
import { GRPC_PORT, qdrantTargets, REST_PORT } from "./qdrant-front.ts";
import { checkQdrant } from "./qdrant-guards.ts";
import { nodeAddress, qdrantNode } from "./qdrant-node.ts";
import { instanceRole } from "./role.ts";
import { generatedKey } from "./secret.ts";
import { allowIn, allowOut, securityGroup } from "./security-group.ts";
import { checkName, checkService } from "./service-arguments.ts";
import { named } from "./tags.ts";

/** Nodes talk to each other here; whoever reaches it can write data. */
const PEER_PORT = 6335;

/** A vector database of one node, or of three and more, each with a volume and a name of its own. */
export class QdrantCluster extends ComponentResource {
  readonly restUrl: Output<string>;
  /** The load balancer's with a certificate, the first node's without. */
  readonly grpcUrl: Output<string>;
  readonly nodeAddresses: Output<string[]>;
  readonly apiKeySecretArn: Output<string>;
  readonly readOnlyKeySecretArn: Output<string>;
  readonly snapshotBucketName: Output<string>;
  readonly dataVolumeIds: Output<string[]>;
  /** Group that a client joins to be let in. */
  readonly clientSecurityGroupId: Output<string>;
  /** How many shards a collection should have, and what the next size asks for. */
  readonly shardPlan: Output<string>;

  constructor(name: string, args: QdrantClusterArgs, opts?: ComponentResourceOptions) {
    checkName(name);
    checkService("QdrantCluster", args);
    const plan = qdrantPlan(args);
    const instance = instanceFacts(plan.instanceType);
    checkQdrant(plan, instance, args.availabilityZones);
    super("crossover:index:QdrantCluster", name, {}, opts);
    warnOfBursts(instance, [plan.rootVolume, plan.dataVolume], this);

    const settings = { parent: this, tags: args.tags ?? {} };
    const secret = { ...settings, recoveryDays: plan.secretRecoveryDays };
    const apiKey = generatedKey(name, "api-key", args.apiKeySecretArn, {
      ...secret,
      description: "Qdrant key",
    });
    const readOnlyKey = generatedKey(name, "read-key", args.readOnlyKeySecretArn, {
      ...secret,
      description: "Qdrant key that only reads",
    });
    const logs = logGroup(
      name,
      `/crossover/${args.environment ?? "dev"}/${name}`,
      plan.logRetentionDays,
      settings,
    );
    const bucket = privateBucket(`${name}-snapshots`, {
      ...settings,
      protect: plan.protect,
      expiryDays: plan.backupKeepDays,
      noncurrentDays: 1,
    });
    const initialised = new Parameter(
      `${name}-cluster-initialised`,
      {
        type: "String",
        // Plain: `value` would be kept as a secret.
        insecureValue: "no",
        description:
          "yes once the first peer has started: only then may no other node start a cluster of its own",
        tags: named(`${name}-cluster-initialised`, args.tags),
      },
      { parent: this, ignoreChanges: ["insecureValue"] },
    );
    const { profile } = instanceRole(
      name,
      logs.arn,
      [
        { actions: ["secretsmanager:GetSecretValue"], resources: [apiKey, readOnlyKey] },
        {
          actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
          resources: [interpolate`${bucket.arn}/*`],
        },
        { actions: ["s3:ListBucket", "s3:GetBucketLocation"], resources: [bucket.arn] },
        { actions: ["ssm:GetParameter", "ssm:PutParameter"], resources: [initialised.arn] },
        ...imagePull(plan.image),
      ],
      settings,
    );

    const entry = front(name, args, {
      parent: this,
      idleTimeoutSeconds: plan.timeouts.idleSeconds,
      protect: plan.protect,
      ports: plan.certified ? [443, GRPC_PORT] : [REST_PORT],
    });
    const { group, clients } = groups(name, args, plan, entry, this);
    const nodes = Array.from({ length: plan.nodes }, (_, index) => {
      const zone = index % args.availabilityZones.length;
      return qdrantNode(name, plan, {
        ...settings,
        index,
        availabilityZone: args.availabilityZones[zone] ?? "",
        subnetId: args.privateSubnetIds[zone] ?? "",
        amiId: args.amiId,
        profileName: profile.name,
        securityGroupId: group.id,
        internalZoneId: args.internalZoneId,
        userData: (volumeId) =>
          all([
            volumeId,
            apiKey,
            readOnlyKey,
            bucket.bucket,
            bucket.region,
            initialised.name,
            logs.name,
          ]).apply(
            ([
              volumeId,
              apiKeySecretArn,
              readOnlyKeySecretArn,
              bucket,
              region,
              initialisedParameter,
              logGroupName,
            ]) =>
              qdrantUserData(name, plan, index, {
                volumeId,
                apiKeySecretArn,
                readOnlyKeySecretArn,
                bucket,
                region,
                initialisedParameter,
                logGroupName,
              }),
          ),
      });
    });
    const { rest } = qdrantTargets(name, args, plan, entry, nodes, this);
    qdrantAlarms(
      name,
      { loadBalancer: entry.balancer.arnSuffix, targetGroup: rest.arnSuffix },
      nodes.map((node) => ({ instanceId: node.instance.id })),
      instance.memoryGiB,
      { ...settings, topicArn: args.alarmTopicArn },
    );

    const first = nodeAddress(name, 0, plan.internalDomain);
    this.restUrl = plan.certified
      ? interpolate`https://${entry.host}`
      : interpolate`http://${entry.host}:${REST_PORT}`;
    this.grpcUrl = plan.certified
      ? interpolate`https://${entry.host}:${GRPC_PORT}`
      : output(`http://${first}:${GRPC_PORT}`);
    this.nodeAddresses = output(nodes.map((node) => node.address));
    this.apiKeySecretArn = apiKey;
    this.readOnlyKeySecretArn = readOnlyKey;
    this.snapshotBucketName = bucket.bucket;
    this.dataVolumeIds = output(nodes.map((node) => node.volume.id));
    this.clientSecurityGroupId = clients.id;
    this.shardPlan = output(shardPlan(plan));
    this.registerOutputs();
  }
}

/** Clients reach the load balancer, the load balancer reaches the nodes, and only nodes reach nodes. */
function groups(
  name: string,
  args: QdrantClusterArgs,
  plan: QdrantPlan,
  entry: Front,
  parent: QdrantCluster,
) {
  const settings = { parent, vpcId: args.vpcId, tags: args.tags ?? {} };
  const group = securityGroup(name, { ...settings, description: "Qdrant nodes" });
  const clients = securityGroup(`${name}-clients`, { ...settings, description: "Clients of Qdrant" });
  for (const port of plan.certified ? [443, GRPC_PORT] : [REST_PORT]) {
    allowIn(entry.group, {
      parent,
      name: `${name}-alb-${port}-clients`,
      port,
      peer: { group: clients },
      why: "Clients",
    });
    allowOut(clients, {
      parent,
      name: `${name}-clients-${port}`,
      port,
      peer: { group: entry.group },
      why: "Qdrant",
    });
  }
  openTargets(name, entry, group, REST_PORT, parent);
  if (plan.certified) openTargets(name, entry, group, GRPC_PORT, parent);
  else {
    for (const cidr of args.allowedCidrs) {
      const from = `${name}-${GRPC_PORT}-${cidr.replaceAll(/[./]/g, "-")}`;
      allowIn(group, {
        parent,
        name: from,
        port: GRPC_PORT,
        peer: { cidr },
        why: "gRPC clients, without TLS",
      });
    }
  }
  for (const port of [REST_PORT, PEER_PORT]) {
    const why = port === PEER_PORT ? "Consensus and shard transfer" : "Is a peer ready?";
    allowIn(group, { parent, name: `${name}-${port}-peers`, port, peer: { group }, why });
    allowOut(group, { parent, name: `${name}-to-${port}-peers`, port, peer: { group }, why });
  }
  allowOut(group, {
    parent,
    name: `${name}-https`,
    port: 443,
    peer: { cidr: "0.0.0.0/0" },
    why: "AWS, images",
  });
  return { group, clients };
}

/** There is no automatic resharding: the number of shards at creation decides what sizes stay possible. */
function shardPlan(plan: QdrantPlan): string {
  const shards = plan.nodes * plan.shardsPerNode;
  const next = plan.nodes === 1 ? 3 : plan.nodes + 1;
  return [
    `Create collections with shard_number ${shards} and replication_factor ${plan.replicationFactor};`,
    "12 shards keep 1, 2, 3, 4, 6 and 12 nodes even.",
    `Next size: ${next} nodes, then move shards with POST /collections/<name>/cluster (move_shard, replicate_shard).`,
  ].join(" ");
}
