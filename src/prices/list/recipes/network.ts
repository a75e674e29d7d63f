import type { Recipe } from "../recipe.ts";

const nat = {
  service: "AmazonEC2",
  family: () => "NAT Gateway",
  attributes: () => ({ group: "NGW:NatGateway" }),
} as const;

const addresses: Readonly<Record<string, string>> = {
  "in-use": "PublicIPv4:InUseAddress",
  idle: "PublicIPv4:IdleAddress",
};

const endpoint = {
  service: "AmazonVPC",
  family: () => "VpcEndpoint",
  attributes: () => ({ endpointType: "PrivateLink" }),
} as const;

const transfer = {
  service: "AWSDataTransfer",
  unit: "GiB",
  family: () => "Data Transfer",
  region: "from",
} as const;

/** Gateways, load balancers, addresses, endpoints and traffic. */
export const NETWORK: readonly Recipe[] = [
  {
    ...nat,
    template: "vpc/nat/hour",
    unit: "hour",
    item: "NAT gateway hours",
    usage: () => "NatGateway-Hours",
  },
  {
    ...nat,
    template: "vpc/nat/gb",
    unit: "GiB",
    item: "NAT gateway traffic",
    usage: () => "NatGateway-Bytes",
  },
  {
    template: "elb/<alb|nlb>/hour",
    service: "AWSELB",
    unit: "hour",
    item: "$1 hours",
    family: (kind) => (kind === "alb" ? "Load Balancer-Application" : "Load Balancer-Network"),
    usage: () => "LoadBalancerUsage",
  },
  {
    template: "elb/alb/lcu",
    service: "AWSELB",
    unit: "LCU-hour",
    item: "alb capacity units",
    family: () => "Load Balancer-Application",
    usage: () => "LCUUsage",
  },
  {
    template: "elb/nlb/nlcu",
    service: "AWSELB",
    unit: "NLCU-hour",
    item: "nlb capacity units",
    family: () => "Load Balancer-Network",
    usage: () => "LCUUsage",
  },
  {
    template: "vpc/ipv4/<in-use|idle>",
    service: "AmazonVPC",
    unit: "hour",
    item: "public IPv4 addresses, $1",
    family: () => "",
    attributes: () => ({ group: "VPCPublicIPv4Address" }),
    usage: (state = "") => addresses[state] ?? "",
  },
  {
    ...endpoint,
    template: "vpc/endpoint/hour",
    unit: "hour",
    item: "interface endpoint hours",
    usage: () => "VpcEndpoint-Hours",
  },
  {
    ...endpoint,
    template: "vpc/endpoint/gb",
    unit: "GiB",
    item: "interface endpoint traffic",
    usage: () => "VpcEndpoint-Bytes",
  },
  {
    ...transfer,
    template: "transfer/egress/internet",
    item: "internet egress",
    attributes: () => ({ transferType: "AWS Outbound", toLocation: "External" }),
    usage: () => "DataTransfer-Out-Bytes",
  },
  {
    ...transfer,
    template: "transfer/inter-az",
    item: "traffic between zones, each direction",
    attributes: () => ({ transferType: "IntraRegion" }),
    usage: () => "DataTransfer-Regional-Bytes",
  },
  {
    ...transfer,
    template: "transfer/inter-region/<toRegion>",
    item: "traffic to $1",
    attributes: (to = "") => ({ transferType: "InterRegion Outbound", toRegionCode: to }),
    // Behind its own prefix the usage type names the other region by that region's.
    needle: "AWS-Out-Bytes",
    usage: () => /(?:(?:EU|[A-Z]{3}\d)-)?AWS-Out-Bytes/,
  },
];
