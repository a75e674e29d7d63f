import { Volume } from "@pulumi/aws/ebs/volume.js";
import { Instance } from "@pulumi/aws/ec2/instance.js";
import { NetworkInterface } from "@pulumi/aws/ec2/networkInterface.js";
import { VolumeAttachment } from "@pulumi/aws/ec2/volumeAttachment.js";
import { Record } from "@pulumi/aws/route53/record.js";
import type { Input, Output, Resource } from "@pulumi/pulumi";
import { metadataOptions } from "./launch-template.ts";
import type { QdrantPlan } from "./qdrant-arguments.ts";
import { named } from "./tags.ts";

export interface NodeSettings {
  readonly parent: Resource;
  readonly index: number;
  readonly availabilityZone: string;
  readonly subnetId: Input<string>;
  readonly amiId: Input<string>;
  readonly profileName: Input<string>;
  readonly securityGroupId: Input<string>;
  readonly internalZoneId: Input<string>;
  /** User data of this node for the id of its data volume. */
  readonly userData: (volumeId: Output<string>) => Output<string>;
  readonly tags: { readonly [key: string]: string };
}

export interface QdrantNode {
  readonly instance: Instance;
  readonly volume: Volume;
  /** Kept for life, whatever instance holds it. */
  readonly privateIp: Output<string>;
  readonly address: string;
}

/** Name of node `index` in the private zone: its identity in the cluster. */
export function nodeAddress(name: string, index: number, domain: string): string {
  return `${name}-${index}.${domain}`;
}

/**
 * One node. Address, name and volume outlive the instance, so that a replaced instance is the same peer and no data
 * moves. The instance is replaced only when it is this `up`'s rollout node: Pulumi would replace all of them at once.
 */
export function qdrantNode(name: string, plan: QdrantPlan, settings: NodeSettings): QdrantNode {
  const { parent, index } = settings;
  const role = `${name}-${index}`;
  const tags = named(role, settings.tags);
  const network = new NetworkInterface(
    role,
    {
      subnetId: settings.subnetId,
      securityGroups: [settings.securityGroupId],
      description: `Qdrant node ${index}`,
      tags,
    },
    { parent },
  );
  const address = nodeAddress(name, index, plan.internalDomain);
  new Record(
    role,
    { zoneId: settings.internalZoneId, name: address, type: "A", ttl: 60, records: [network.privateIp] },
    { parent },
  );
  const volume = dataVolume(role, plan, settings);
  const instance = new Instance(
    role,
    {
      ami: settings.amiId,
      instanceType: plan.instanceType,
      iamInstanceProfile: settings.profileName,
      primaryNetworkInterface: { networkInterfaceId: network.id },
      rootBlockDevice: {
        volumeType: "gp3",
        volumeSize: plan.rootVolume.sizeGiB,
        iops: plan.rootVolume.iops,
        throughput: plan.rootVolume.throughputMiBps,
        encrypted: true,
        deleteOnTermination: true,
        tags,
      },
      // The server runs on the host's network, so that one hop reaches it.
      metadataOptions: metadataOptions(1),
      maintenanceOptions: { autoRecovery: "default" },
      monitoring: false,
      userData: settings.userData(volume.id),
      userDataReplaceOnChange: true,
      tags,
    },
    {
      parent,
      deleteBeforeReplace: true,
      ignoreChanges: plan.rolloutNode === index ? [] : ["ami", "userData", "instanceType"],
    },
  );
  new VolumeAttachment(
    role,
    {
      instanceId: instance.id,
      volumeId: volume.id,
      deviceName: "/dev/sdf",
      stopInstanceBeforeDetaching: true,
    },
    { parent, deleteBeforeReplace: true },
  );
  return { instance, volume, privateIp: network.privateIp, address };
}

function dataVolume(role: string, plan: QdrantPlan, settings: NodeSettings): Volume {
  return new Volume(
    `${role}-data`,
    {
      availabilityZone: settings.availabilityZone,
      type: "gp3",
      size: plan.dataVolume.sizeGiB,
      iops: plan.dataVolume.iops,
      throughput: plan.dataVolume.throughputMiBps,
      encrypted: true,
      finalSnapshot: plan.finalSnapshot,
      tags: named(`${role}-data`, settings.tags),
    },
    { parent: settings.parent, protect: plan.protect },
  );
}
