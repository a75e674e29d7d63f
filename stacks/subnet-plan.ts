import { refuseIf } from "./service-arguments.ts";

/** The three blocks of one zone. Public faces the internet, private leaves through NAT, isolated never leaves. */
export interface ZoneBlocks {
  readonly public: string;
  readonly isolated: string;
  readonly private: string;
}

const SIXTEEN = /^(\d{1,3})\.(\d{1,3})\.0\.0\/16$/;

/**
 * Blocks of `zones` zones in a /16 `x.y.0.0`:
 * public x.y.i.0/24, isolated x.y.(8 + i).0/24, private x.y.(16 (i + 1)).0/20 for zone i.
 * Public and isolated share the first /20, so that no block meets another below 8 zones.
 *
 * @throws InputError unless `cidr` is a /16 and `zones` is 2 or 3.
 */
export function subnetPlan(cidr: string, zones: number): readonly ZoneBlocks[] {
  const match = SIXTEEN.exec(cidr);
  const octets = [Number(match?.[1]), Number(match?.[2])];
  refuseIf(
    match === null || octets.some((octet) => octet > 255),
    "STACK_CIDR",
    `The network's block must be a /16 such as 10.42.0.0/16; got "${cidr}".`,
    "The plan of subnets is fixed within a /16: 4,091 addresses per private subnet.",
  );
  refuseIf(
    zones !== 2 && zones !== 3,
    "STACK_ZONES",
    `The network needs 2 or 3 availability zones; got ${zones}.`,
    "A load balancer needs two; three Qdrant nodes need three.",
  );
  const block = (third: number, bits: number) => `${octets.join(".")}.${third}.0/${bits}`;
  return Array.from({ length: zones }, (_, i) => ({
    public: block(i, 24),
    isolated: block(8 + i, 24),
    private: block(16 * (i + 1), 20),
  }));
}
