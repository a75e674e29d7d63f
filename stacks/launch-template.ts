import { LaunchTemplate, type LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate.js";
import { type Input, output, type Resource } from "@pulumi/pulumi";
import type { Gp3 } from "./gp3.ts";
import { named, withoutDecision } from "./tags.ts";

export interface TemplateSettings {
  readonly parent: Resource;
  readonly instanceType: string;
  readonly imageId: Input<string>;
  readonly profileArn: Input<string>;
  readonly securityGroupId: Input<string>;
  /** Plain text; EC2 wants base64 in a template, which is made here. */
  readonly userData: Input<string>;
  readonly root: Gp3;
  /** Hops of a metadata answer: with 1 a container in a bridge network cannot reach the role. */
  readonly metadataHops: 1 | 2;
  /** CloudWatch metrics of the machine by the minute, and summed over the group; AWS bills them per instance. */
  readonly detailedMonitoring: boolean;
  readonly tags?: { readonly [key: string]: string };
}

/** The root device of Amazon Linux 2023; another name would add a second, billed volume. */
const ROOT_DEVICE = "/dev/xvda";

/** Metadata by token only; the instance's tags are nobody's business inside it. */
export function metadataOptions(hops: 1 | 2) {
  return {
    httpEndpoint: "enabled",
    httpTokens: "required",
    httpPutResponseHopLimit: hops,
    instanceMetadataTags: "disabled",
  };
}

/** A launch template without key pair and public address, with an encrypted gp3 root of explicit size and speed. */
export function launchTemplate(
  name: string,
  settings: TemplateSettings,
  more: Pick<
    LaunchTemplateArgs,
    "instanceMarketOptions" | "capacityReservationSpecification" | "creditSpecification"
  >,
): LaunchTemplate {
  const tags = named(name, settings.tags);
  const { sizeGiB, iops, throughputMiBps } = settings.root;
  return new LaunchTemplate(
    name,
    {
      instanceType: settings.instanceType,
      imageId: settings.imageId,
      iamInstanceProfile: { arn: settings.profileArn },
      vpcSecurityGroupIds: [settings.securityGroupId],
      userData: output(settings.userData).apply((text) => Buffer.from(text).toString("base64")),
      metadataOptions: metadataOptions(settings.metadataHops),
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            volumeType: "gp3",
            volumeSize: sizeGiB,
            iops,
            throughput: throughputMiBps,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      monitoring: { enabled: settings.detailedMonitoring },
      instanceInitiatedShutdownBehavior: "terminate",
      updateDefaultVersion: true,
      tagSpecifications: [
        { resourceType: "instance", tags: withoutDecision(tags) },
        { resourceType: "volume", tags: withoutDecision(tags) },
      ],
      tags,
      ...more,
    },
    { parent: settings.parent },
  );
}
