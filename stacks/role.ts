import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { type Input, jsonStringify, output, type Resource } from "@pulumi/pulumi";
import { METRIC_NAMESPACE } from "./alarm.ts";
import { named } from "./tags.ts";

export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly Input<string>[];
  readonly condition?: { readonly [operator: string]: { readonly [key: string]: string } };
}

/** What an instance may do on every stack: be reached through Session Manager, write its log and its metrics. */
function common(logGroupArn: Input<string>): readonly Statement[] {
  return [
    {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      resources: [logGroupArn, appended(logGroupArn)],
    },
    // The API knows no resource to limit it by.
    {
      actions: ["cloudwatch:PutMetricData"],
      resources: ["*"],
      condition: { StringEquals: { "cloudwatch:namespace": METRIC_NAMESPACE } },
    },
  ];
}

function appended(arn: Input<string>): Input<string> {
  return output(arn).apply((value) => `${value}:*`);
}

/** The role and instance profile of one stack's instances, with full ARNs wherever the API has any. */
export function instanceRole(
  name: string,
  logGroupArn: Input<string>,
  statements: readonly Statement[],
  settings: { readonly parent: Resource; readonly tags?: { readonly [key: string]: string } },
): { readonly role: Role; readonly profile: InstanceProfile } {
  const { parent } = settings;
  const role = new Role(
    name,
    {
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      }),
      tags: named(name, settings.tags),
    },
    { parent },
  );
  new RolePolicy(
    name,
    { role: role.id, policy: document([...common(logGroupArn), ...statements]) },
    { parent },
  );
  new RolePolicyAttachment(
    `${name}-ssm`,
    { role: role.name, policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    { parent },
  );
  return {
    role,
    profile: new InstanceProfile(name, { role: role.name, tags: named(name, settings.tags) }, { parent }),
  };
}

function document(statements: readonly Statement[]) {
  return jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map(({ actions, resources, condition }) => ({
      Effect: "Allow",
      Action: actions,
      Resource: resources,
      ...(condition === undefined ? {} : { Condition: condition }),
    })),
  });
}
