import type { Statement } from "./role.ts";
import { refuseIf } from "./service-arguments.ts";

/** Where the weights come from, pinned: a prefix in S3, or one commit on the Hub. */
export type ModelSource =
  | { readonly kind: "s3"; readonly bucket: string; readonly prefix: string }
  | { readonly kind: "hub"; readonly repository: string; readonly commit: string };

const S3 = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/([A-Za-z0-9/_.=-]*[A-Za-z0-9_.=-])\/?$/;
const HUB = /^hf:\/\/([A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+)@([0-9a-f]{40})$/;

/** @throws InputError for anything else, a branch or tag name among it: those move under a running fleet. */
export function modelSource(uri: string): ModelSource {
  const s3 = S3.exec(uri);
  if (s3 !== null) return { kind: "s3", bucket: s3[1] ?? "", prefix: s3[2] ?? "" };
  const hub = HUB.exec(uri);
  refuseIf(
    hub === null,
    "STACK_MODEL_URI",
    `modelUri must be s3://bucket/prefix or hf://organisation/name@<40 hex digits of a commit>; got "${uri}".`,
    "A branch can change under a running fleet. Find the commit with: git ls-remote https://huggingface.co/<organisation>/<name> HEAD",
  );
  return { kind: "hub", repository: hub?.[1] ?? "", commit: hub?.[2] ?? "" };
}

/** Reading the model's own prefix, nothing else of its bucket. */
export function modelStatements(source: ModelSource): readonly Statement[] {
  if (source.kind === "hub") return [];
  const bucket = `arn:aws:s3:::${source.bucket}`;
  return [
    { actions: ["s3:GetObject"], resources: [`${bucket}/${source.prefix}/*`] },
    {
      actions: ["s3:ListBucket"],
      resources: [bucket],
      condition: { StringLike: { "s3:prefix": `${source.prefix}/*` } },
    },
  ];
}
