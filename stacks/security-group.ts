import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type { Input, Resource } from "@pulumi/pulumi";
import { named } from "./tags.ts";

export interface GroupSettings {
  readonly parent: Resource;
  readonly vpcId: Input<string>;
  readonly description: string;
  readonly tags?: { readonly [key: string]: string };
}

/** A security group without inline rules; each rule is a resource of its own below. */
export function securityGroup(name: string, settings: GroupSettings): SecurityGroup {
  return new SecurityGroup(
    name,
    { vpcId: settings.vpcId, description: settings.description, tags: named(name, settings.tags) },
    { parent: settings.parent },
  );
}

/** The other end of a rule: a block of addresses or a security group. */
type Peer = { readonly cidr: string } | { readonly group: SecurityGroup };

/** One TCP port; `why` becomes the rule's description. */
export interface RuleSettings {
  readonly parent: Resource;
  readonly name: string;
  readonly port: number;
  readonly peer: Peer;
  readonly why: string;
}

export function allowIn(group: SecurityGroup, rule: RuleSettings): void {
  new SecurityGroupIngressRule(rule.name, ruleArgs(group, rule), { parent: rule.parent });
}

export function allowOut(group: SecurityGroup, rule: RuleSettings): void {
  new SecurityGroupEgressRule(rule.name, ruleArgs(group, rule), { parent: rule.parent });
}

function ruleArgs(group: SecurityGroup, rule: RuleSettings) {
  const peer =
    "cidr" in rule.peer ? { cidrIpv4: rule.peer.cidr } : { referencedSecurityGroupId: rule.peer.group.id };
  return {
    securityGroupId: group.id,
    ipProtocol: "tcp",
    fromPort: rule.port,
    toPort: rule.port,
    description: rule.why,
    ...peer,
  };
}
