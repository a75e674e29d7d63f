import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import { jsonStringify, type Output, type Resource } from "@pulumi/pulumi";
import { named } from "./tags.ts";

export interface BucketSettings {
  readonly parent: Resource;
  /** Keeps objects and the bucket when the stack is destroyed. */
  readonly protect: boolean;
  /** Days after which an object goes; 0 keeps it. */
  readonly expiryDays: number;
  /** Days after which an overwritten or deleted version goes. */
  readonly noncurrentDays: number;
  /** Statements beside the one that refuses clear text, for services that write here. */
  readonly statements?: (bucketArn: Output<string>) => readonly unknown[];
  readonly tags?: { readonly [key: string]: string };
}

/** A private, encrypted, versioned bucket that refuses clear text and lets nothing pile up unseen. */
export function privateBucket(name: string, settings: BucketSettings): Bucket {
  const { parent } = settings;
  const bucket = new Bucket(
    name,
    { forceDestroy: !settings.protect, tags: named(name, settings.tags) },
    { parent, protect: settings.protect },
  );
  const sub = { bucket: bucket.id };
  const access = new BucketPublicAccessBlock(
    name,
    {
      ...sub,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
  const versioning = new BucketVersioning(
    name,
    { ...sub, versioningConfiguration: { status: "Enabled" } },
    { parent },
  );
  new BucketServerSideEncryptionConfiguration(
    name,
    { ...sub, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    { parent },
  );
  // S3 accepts rules about old versions only once versioning is on.
  new BucketLifecycleConfiguration(
    name,
    { ...sub, rules: lifecycle(settings) },
    { parent, dependsOn: [versioning] },
  );
  // Both calls change who may reach the bucket, and S3 refuses them at the same time.
  new BucketPolicy(name, { ...sub, policy: policy(bucket, settings) }, { parent, dependsOn: [access] });
  return bucket;
}

function lifecycle(settings: BucketSettings) {
  const sweep = {
    id: "sweep",
    status: "Enabled",
    filter: { prefix: "" },
    noncurrentVersionExpiration: { noncurrentDays: settings.noncurrentDays },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
  };
  return [settings.expiryDays > 0 ? { ...sweep, expiration: { days: settings.expiryDays } } : sweep];
}

function policy(bucket: Bucket, settings: BucketSettings): Output<string> {
  return jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RefuseClearText",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucket.arn, bucket.arn.apply((arn) => `${arn}/*`)],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      ...(settings.statements?.(bucket.arn) ?? []),
    ],
  });
}
