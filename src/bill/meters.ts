import { meterAlarm } from "./meter/alarm.ts";
import { meterAutoscalingGroup } from "./meter/autoscaling.ts";
import { meterEip } from "./meter/eip.ts";
import { meterEndpoint } from "./meter/endpoint.ts";
import { meterFlowLog } from "./meter/flow-log.ts";
import { meterInstance } from "./meter/instance.ts";
import { meterLoadBalancer } from "./meter/load-balancer.ts";
import { meterLogGroup } from "./meter/logs.ts";
import { meterNatGateway } from "./meter/nat.ts";
import { meterParameter } from "./meter/parameter.ts";
import { meterDatabase } from "./meter/rds.ts";
import { meterBucket } from "./meter/s3.ts";
import { meterScalingPolicy } from "./meter/scaling-policy.ts";
import { meterSecret } from "./meter/secret.ts";
import { meterVolume } from "./meter/volume.ts";
import { meterZone } from "./meter/zone.ts";
import type { Meter } from "./meter.ts";

/** One meter per billed resource type. */
export const METERS: Readonly<Record<string, Meter>> = {
  "aws:autoscaling/group:Group": meterAutoscalingGroup,
  "aws:autoscaling/policy:Policy": meterScalingPolicy,
  "aws:cloudwatch/logGroup:LogGroup": meterLogGroup,
  "aws:cloudwatch/metricAlarm:MetricAlarm": meterAlarm,
  "aws:ebs/volume:Volume": meterVolume,
  "aws:ec2/eip:Eip": meterEip,
  "aws:ec2/flowLog:FlowLog": meterFlowLog,
  "aws:ec2/instance:Instance": meterInstance,
  "aws:ec2/natGateway:NatGateway": meterNatGateway,
  "aws:ec2/vpcEndpoint:VpcEndpoint": meterEndpoint,
  "aws:lb/loadBalancer:LoadBalancer": meterLoadBalancer,
  "aws:rds/instance:Instance": meterDatabase,
  "aws:route53/zone:Zone": meterZone,
  "aws:s3/bucket:Bucket": meterBucket,
  "aws:s3/bucketV2:BucketV2": meterBucket,
  "aws:secretsmanager/secret:Secret": meterSecret,
  "aws:ssm/parameter:Parameter": meterParameter,
};
