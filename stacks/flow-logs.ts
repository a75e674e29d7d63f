import { FlowLog } from "@pulumi/aws/ec2/flowLog.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import type { Output, Resource } from "@pulumi/pulumi";
import { privateBucket } from "./bucket.ts";
import { named } from "./tags.ts";

/** Records of all traffic of the VPC in a bucket of their own; delivery is billed by the gigabyte. */
export function flowLogs(
  name: string,
  vpc: Vpc,
  { parent, tags }: { readonly parent: Resource; readonly tags: { readonly [key: string]: string } },
): void {
  const role = `${name}-flow-logs`;
  // The delivery service would write this policy itself, and our own policy on the bucket replaces it.
  const statements = (bucketArn: Output<string>) => [
    {
      Sid: "DeliverLogs",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: bucketArn.apply((arn) => `${arn}/AWSLogs/*`),
      Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
    {
      Sid: "CheckBucket",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
    },
  ];
  const bucket = privateBucket(role, {
    parent,
    protect: false,
    expiryDays: 30,
    noncurrentDays: 1,
    statements,
    tags,
  });
  new FlowLog(
    role,
    {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestinationType: "s3",
      logDestination: bucket.arn,
      maxAggregationInterval: 600,
      tags: named(role, tags),
    },
    { parent },
  );
}
