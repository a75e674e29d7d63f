import { type Input, interpolate, type Output } from "@pulumi/pulumi";

/** Shell command that forwards `port` of one instance of a group to this machine through Session Manager. */
export function portForward(groupName: Input<string>, port: number): Output<string> {
  return interpolate`aws ssm start-session --document-name AWS-StartPortForwardingSession --parameters portNumber=${port},localPortNumber=${port} --target "$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names ${groupName} --query 'AutoScalingGroups[0].Instances[0].InstanceId' --output text)"`;
}
