import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2.js";
import { asset, type Output, output, type Resource } from "@pulumi/pulumi";
import { bootDigest, bootPath } from "./boot-files.ts";
import { privateBucket } from "./bucket.ts";
import type { MlflowPlan } from "./mlflow-arguments.ts";

interface Settings {
  readonly parent: Resource;
  readonly tags: { readonly [key: string]: string };
}

/** A bucket of its own, because proxied artefacts give each user the server's rights on it. */
export function artefactBucket(name: string, plan: MlflowPlan, settings: Settings): Output<string> {
  if (plan.artifactBucketName !== undefined) return output(plan.artifactBucketName);
  const bucket = privateBucket(`${name}-artifacts`, {
    ...settings,
    protect: plan.protect,
    expiryDays: plan.artifactExpiryDays,
    noncurrentDays: 30,
  });
  return bucket.bucket;
}

/** Too large for user data; its name holds its digest, so that a changed lock file is a changed instance. */
export function lockFile(
  name: string,
  plan: MlflowPlan,
  bucket: Output<string>,
  parent: Resource,
): BucketObjectv2 {
  return new BucketObjectv2(
    `${name}-lock`,
    {
      bucket,
      key: `bootstrap/${bootDigest(plan.requirementsLock)}/requirements.lock`,
      source: new asset.FileAsset(bootPath(plan.requirementsLock)),
      contentType: "text/plain",
    },
    { parent },
  );
}
