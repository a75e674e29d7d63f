import {
  all,
  ComponentResource,
  type ComponentResourceOptions,
  interpolate,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import { bootDigest, bootFile } from "./boot-files.ts";
import { warnOfBursts } from "./burst-warning.ts";
import { instanceFacts } from "./instance-facts.ts";
import { launchTemplate } from "./launch-template.ts";
import { type Front, front, openTargets } from "./load-balancer.ts";
import { logGroup } from "./log-group.ts";
import { mlflowAlarms } from "./mlflow-alarms.ts";
import { type MlflowServerArgs, mlflowPlan } from "./mlflow-arguments.ts";
import { artefactBucket, lockFile } from "./mlflow-artefacts.ts";
import { mlflowUserData } from "./mlflow-boot.ts";
import { DATABASE_PORT, mlflowDatabase } from "./mlflow-database.ts";
import { MLFLOW_PORT, mlflowGroup, mlflowTarget } from "./mlflow-front.ts";
import { checkMlflow } from "./mlflow-guards.ts";
import { portForward } from "./port-forward.ts";
import { instanceRole } from "./role.ts";
import { generatedDocument } from "./secret.ts";
import { allowIn, allowOut, securityGroup } from "./security-group.ts";
import { checkName, checkService } from "./service-arguments.ts";

/** MLflow's tracking server with basic authentication, PostgreSQL on RDS, artefacts in S3. */
export class MlflowServer extends ComponentResource {
  readonly trackingUri: Output<string>;
  readonly adminSecretArn: Output<string>;
  readonly databaseEndpoint: Output<string>;
  readonly databaseSecretArn: Output<string>;
  readonly artifactBucketName: Output<string>;
  readonly instanceSecurityGroupId: Output<string>;
  readonly roleArn: Output<string>;
  readonly logGroupName: Output<string>;
  /** Shell command that forwards the server's port to this machine through Session Manager. */
  readonly portForwardCommand: Output<string>;

  constructor(name: string, args: MlflowServerArgs, opts?: ComponentResourceOptions) {
    checkName(name);
    checkService("MlflowServer", args);
    const plan = mlflowPlan(args);
    const instance = instanceFacts(plan.instanceType);
    checkMlflow(plan, instance, bootFile(plan.requirementsLock));
    super("crossover:index:MlflowServer", name, {}, opts);
    warnOfBursts(instance, [plan.rootVolume], this);

    const settings = { parent: this, tags: args.tags ?? {} };
    const adminSecretArn = generatedDocument(name, "admin", ["admin_password", "flask_secret_key"], {
      ...settings,
      description: "MLflow's first administrator and the key of its sessions",
      recoveryDays: plan.secretRecoveryDays,
    });
    const logs = logGroup(name, `/crossover/${plan.environment}/${name}`, plan.logRetentionDays, settings);
    const bucketName = artefactBucket(name, plan, settings);
    const lock = lockFile(name, plan, bucketName, this);

    const entry = front(name, args, {
      parent: this,
      idleTimeoutSeconds: plan.timeouts.idleSeconds,
      protect: plan.protect,
      ports: [args.certificateArn === undefined ? 80 : 443],
    });
    const groups = securityGroups(name, args, entry, this);
    const database = mlflowDatabase(name, plan, {
      ...settings,
      subnetIds: args.isolatedSubnetIds,
      securityGroupId: groups.database.id,
    });
    const { role, profile } = instanceRole(
      name,
      logs.arn,
      [
        { actions: ["secretsmanager:GetSecretValue"], resources: [adminSecretArn, database.secretArn] },
        {
          actions: [
            "s3:GetObject",
            "s3:PutObject",
            "s3:DeleteObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
          ],
          resources: [interpolate`arn:aws:s3:::${bucketName}/*`],
        },
        {
          actions: ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"],
          resources: [interpolate`arn:aws:s3:::${bucketName}`],
        },
      ],
      settings,
    );
    const target = mlflowTarget(name, args, plan, entry, this);
    const template = launchTemplate(
      name,
      {
        ...settings,
        instanceType: plan.instanceType,
        imageId: args.amiId,
        profileArn: profile.arn,
        securityGroupId: groups.server.id,
        userData: all([
          bucketName,
          lock.key,
          adminSecretArn,
          database.secretArn,
          database.instance.address,
          entry.host,
          logs.name,
        ]).apply(([bucket, lockKey, adminSecretArn, databaseSecretArn, databaseHost, host, logGroupName]) =>
          mlflowUserData(name, plan, {
            bucket,
            lockKey,
            lockSha256: bootDigest(plan.requirementsLock),
            adminSecretArn,
            databaseSecretArn,
            databaseHost,
            host,
            scheme: entry.scheme,
            logGroupName,
          }),
        ),
        root: plan.rootVolume,
        detailedMonitoring: false,
        metadataHops: 1,
      },
      // Unlimited credits would be a cost that nobody ordered.
      instance.burstable ? { creditSpecification: { cpuCredits: "standard" } } : {},
    );
    const group = mlflowGroup(name, plan, args, template, target, this);
    mlflowAlarms(
      name,
      {
        loadBalancer: entry.balancer.arnSuffix,
        targetGroup: target.arnSuffix,
        databaseIdentifier: database.instance.identifier,
        databaseGiB: plan.databaseGiB,
      },
      { ...settings, topicArn: args.alarmTopicArn },
    );

    this.trackingUri = interpolate`${entry.scheme}://${entry.host}`;
    this.adminSecretArn = adminSecretArn;
    this.databaseEndpoint = database.instance.endpoint;
    this.databaseSecretArn = database.secretArn;
    this.artifactBucketName = bucketName;
    this.instanceSecurityGroupId = groups.server.id;
    this.roleArn = role.arn;
    this.logGroupName = logs.name;
    this.portForwardCommand = portForward(group.name, MLFLOW_PORT);
    this.registerOutputs();
  }
}

function securityGroups(name: string, args: MlflowServerArgs, entry: Front, parent: Resource) {
  const settings = { parent, vpcId: args.vpcId, tags: args.tags ?? {} };
  const server = securityGroup(name, { ...settings, description: "MLflow server" });
  const database = securityGroup(`${name}-db`, { ...settings, description: "MLflow database" });
  openTargets(name, entry, server, MLFLOW_PORT, parent);
  allowOut(server, {
    parent,
    name: `${name}-https`,
    port: 443,
    peer: { cidr: "0.0.0.0/0" },
    why: "AWS, packages",
  });
  allowOut(server, {
    parent,
    name: `${name}-to-db`,
    port: DATABASE_PORT,
    peer: { group: database },
    why: "Database",
  });
  allowIn(database, {
    parent,
    name: `${name}-db-in`,
    port: DATABASE_PORT,
    peer: { group: server },
    why: "Server",
  });
  return { server, database };
}
