import type { Statement } from "./role.ts";
import { refuseIf } from "./service-arguments.ts";

const PINNED = /^[a-z0-9][a-z0-9.:_/-]*@sha256:[0-9a-f]{64}$/;

/** A tag can change under a running fleet; a digest cannot. Throws InputError. */
export function checkImage(argument: string, image: string): void {
  refuseIf(
    !PINNED.test(image),
    "STACK_IMAGE",
    `${argument} must be pinned as repository@sha256:<64 hex digits>; got "${image}".`,
    "A tag can change under a running fleet. Find the digest with: docker buildx imagetools inspect <repository>:<tag>",
  );
}

/** @throws InputError when `version` is older than `least`, with the reason. */
export function checkVersion(product: string, version: string, least: string, because: string): void {
  const parts = /^v?(\d+)\.(\d+)\.(\d+)(?:[.+-].*)?$/.exec(version)?.slice(1).map(Number);
  const floor = least.split(".").map(Number);
  refuseIf(
    parts === undefined || older(parts, floor),
    "STACK_VERSION",
    `${product} must be ${least} or newer, as three numbers; got "${version}".`,
    `Update the image and the version together: ${because}.`,
  );
}

function older(version: readonly number[], floor: readonly number[]): boolean {
  for (const [i, least] of floor.entries()) {
    const own = version[i] ?? 0;
    if (own !== least) return own < least;
  }
  return false;
}

const PRIVATE_REGISTRY = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^@:]+)/;

/** The rights to pull the image: none for a public one, the one repository of a private registry otherwise. */
export function imagePull(image: string): readonly Statement[] {
  const [, account, region, repository] = PRIVATE_REGISTRY.exec(image) ?? [];
  if (account === undefined) return [];
  return [
    // The API knows no resource for the login.
    { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"],
      resources: [`arn:aws:ecr:${region}:${account}:repository/${repository}`],
    },
  ];
}
