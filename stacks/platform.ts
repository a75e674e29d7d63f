/**
 * The single definition of what a decision deploys.
 *
 * What a bill reads from the graph; all of it plain, so known in capture, preview and state alike. "same parent" means
 * the resource with the same `parent` key: ids are unknown before deployment.
 *
 * | type | inputs that cost money |
 * | --- | --- |
 * | aws:autoscaling/group:Group | `desiredCapacity`; instances as the one aws:ec2/launchTemplate of the same parent says: `instanceType`, `blockDeviceMappings[].ebs` (`volumeType`, `volumeSize` GiB, `iops`, `throughput` MiB/s), `monitoring.enabled` (detailed monitoring, per instance), `creditSpecification.cpuCredits` (standard: no surplus charge), `instanceMarketOptions`/`capacityReservationSpecification` (then not on-demand). With `mixedInstancesPolicy` instead of `launchTemplate` all of it is spot |
 * | aws:autoscaling/policy:Policy | target tracking makes two alarms by itself |
 * | aws:ec2/instance:Instance | `instanceType`; `rootBlockDevice` (`volumeType`, `volumeSize`, `iops`, `throughput`); `monitoring` |
 * | aws:ebs/volume:Volume | `type`, `size` GiB, `iops`, `throughput` MiB/s (gp3: above 3,000 and 125); `finalSnapshot` |
 * | aws:rds/instance:Instance | `instanceClass`, `multiAz`, `storageType`, `allocatedStorage` GiB, `maxAllocatedStorage`, `backupRetentionPeriod`, `manageMasterUserPassword` (one more secret), `engine` and `engineVersion`; never `iops` or `storageThroughput` |
 * | aws:lb/loadBalancer:LoadBalancer | one each by the hour; `internal: false` adds one public IPv4 per element of `subnets` |
 * | aws:ec2/natGateway:NatGateway, aws:ec2/eip:Eip | one each by the hour; each gateway holds one of the addresses |
 * | aws:ec2/vpcEndpoint:VpcEndpoint | `vpcEndpointType` Interface: × elements of `subnetIds`; Gateway: free |
 * | aws:ec2/flowLog:FlowLog | delivered gigabytes, from usage |
 * | aws:route53/zone:Zone | one each by the month |
 * | aws:s3/bucket:Bucket | nothing by itself; storage and requests from usage |
 * | aws:secretsmanager/secret:Secret | one each by the month |
 * | aws:cloudwatch/logGroup:LogGroup | `retentionInDays`; ingestion and storage from usage |
 * | aws:cloudwatch/metricAlarm:MetricAlarm | one alarm metric, or as many as `metricQueries` has elements with `metric`; `period` below 60 would be high resolution (none is) |
 * | aws:ssm/parameter:Parameter | standard tier: free |
 *
 * The agents' custom metrics are no resources: `agentMetrics` counts them from the rendered agent config.
 * Per instance more, a graph grows by: vLLM `desiredCapacity` + 1 and nothing else; Qdrant one aws:ec2/instance, one
 * aws:ebs/volume and five alarms. The fleet refuses 2 Qdrant nodes: take the unit from 3 and 4.
 */
import type { Fleet, LlmFleet, TrackingFleet, VectorFleet } from "../src/sizing/fleet.ts";
import { MlflowServer } from "./mlflow.ts";
import { Network } from "./network.ts";
import { QdrantCluster } from "./qdrant.ts";
import { refuseIf, type ServiceArgs } from "./service-arguments.ts";
import type { LlmSite, Site, TrackingSite, VectorSite } from "./site.ts";
import { DECISION_TAG } from "./tags.ts";
import { VllmService } from "./vllm.ts";
import { modelSource } from "./vllm-model.ts";

/** Everything but the image that a service stands on. */
type Common = Omit<ServiceArgs, "amiId">;

const INTERNAL_DOMAIN = "crossover.internal";

/** The parts of a decision as they are deployed; a part that the fleet lacks is absent. */
export interface Platform {
  readonly network: Network;
  readonly llm?: VllmService;
  readonly vectors?: QdrantCluster;
  readonly tracking?: MlflowServer;
}

/**
 * What one decision deploys: one network and each part of the fleet, named `<fleet.name>-net|llm|vec|trk`.
 * The only definition: the planner captures and prices it, preview prices it again, `up` deploys it.
 *
 * @param decision id of the record that it was decided by: a tag, which costs nothing and changes no price
 * @throws InputError where the fleet and the site cannot stand together.
 */
export function platform(fleet: Fleet, site: Site, decision?: string): Platform {
  checkBuckets(fleet, site);
  const tags = {
    Project: "crossover",
    Fleet: fleet.name,
    Environment: fleet.environment,
    ...optional(DECISION_TAG, decision),
  };
  const network = new Network(`${fleet.name}-net`, {
    environment: fleet.environment,
    region: fleet.region,
    availabilityZones: fleet.zones,
    internalDomain: INTERNAL_DOMAIN,
    tags,
  });
  const common = (part: string): Common => ({
    environment: fleet.environment,
    vpcId: network.vpcId,
    privateSubnetIds: network.privateSubnetIds,
    availabilityZones: fleet.zones,
    allowedCidrs: site.allowedCidrs,
    ...optional("certificateArn", site.certificateArn),
    ...optional("domainName", site.domainName === undefined ? undefined : `${part}.${site.domainName}`),
    ...optional("hostedZoneId", site.hostedZoneId),
    ...optional("alarmTopicArn", site.alarmTopicArn),
    tags,
  });
  const { llm, vectors, tracking } = fleet;
  return {
    network,
    ...(llm && { llm: vllm(fleet.name, llm, need(site.llm, "llm"), network, common("llm")) }),
    ...(vectors && {
      vectors: qdrant(fleet, vectors, need(site.vectors, "vectors"), network, common("vectors")),
    }),
    ...(tracking && {
      tracking: mlflow(fleet.name, tracking, need(site.tracking, "tracking"), network, common("tracking")),
    }),
  };
}

function vllm(name: string, fleet: LlmFleet, site: LlmSite, network: Network, common: Common): VllmService {
  return new VllmService(`${name}-llm`, {
    ...common,
    amiId: site.amiId,
    image: site.image,
    modelUri: site.modelUri,
    ...optional("huggingFaceTokenSecretArn", site.huggingFaceTokenSecretArn),
    publicSubnetIds: network.publicSubnetIds,
    exposure: fleet.exposure,
    instanceType: fleet.instanceType,
    minReplicas: fleet.instances,
    maxReplicas: fleet.maxInstances,
    vllmVersion: fleet.vllmVersion,
    servedModelName: fleet.modelId,
    maxModelLen: fleet.maxModelLen,
    maxNumSeqs: fleet.maxNumSeqs,
    weightsGiB: fleet.weightsGiB,
    gpuMemoryUtilization: fleet.gpuMemoryUtilization,
    tensorParallelSize: fleet.tensorParallelSize,
    dataParallelSize: fleet.dataParallelSize,
    kvCacheDtype: fleet.kvCacheDtype,
  });
}

function qdrant(
  fleet: Fleet,
  vectors: VectorFleet,
  site: VectorSite,
  network: Network,
  common: Common,
): QdrantCluster {
  return new QdrantCluster(`${fleet.name}-vec`, {
    ...common,
    ...site,
    nodes: vectors.nodes,
    instanceType: vectors.instanceType,
    version: vectors.version,
    dataVolumeGiB: vectors.dataVolumeGiB,
    dataVolumeIops: vectors.dataVolumeIops,
    dataVolumeThroughput: vectors.dataVolumeThroughputMiBps,
    replicationFactor: vectors.replicationFactor,
    shardsPerNode: vectors.shardsPerNode,
    internalZoneId: network.internalZoneId,
    internalDomain: INTERNAL_DOMAIN,
  });
}

function mlflow(
  name: string,
  fleet: TrackingFleet,
  site: TrackingSite,
  network: Network,
  common: Common,
): MlflowServer {
  return new MlflowServer(`${name}-trk`, {
    ...common,
    ...optional("artifactBucketName", site.artifactBucketName),
    amiId: site.amiId,
    isolatedSubnetIds: network.isolatedSubnetIds,
    version: fleet.version,
    instanceType: fleet.instanceType,
    workers: fleet.workers,
    databaseClass: fleet.databaseClass,
    databaseGiB: fleet.databaseGiB,
    databaseMaxGiB: fleet.databaseMaxGiB,
    multiAz: fleet.multiAz,
  });
}

function need<T>(site: T | undefined, part: string): T {
  if (site !== undefined) return site;
  throw new Error(`the fleet has a part "${part}" that the site knows nothing of`);
}

/** Proxied artefacts give each MLflow user the server's rights on the bucket: the weights must not lie in it. */
function checkBuckets(fleet: Fleet, site: Site): void {
  if (fleet.llm === undefined || fleet.tracking === undefined || site.llm === undefined) return;
  const source = modelSource(site.llm.modelUri);
  refuseIf(
    source.kind === "s3" && source.bucket === site.tracking?.artifactBucketName,
    "STACK_BUCKET",
    `The artefacts and the model share the bucket ${site.tracking?.artifactBucketName}.`,
    "Every MLflow user could overwrite the weights. Give artifactBucketName a bucket of its own, or leave it out.",
  );
}

/** `{ [key]: value }`, or nothing: an absent argument is not an undefined one. */
function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: T });
}
