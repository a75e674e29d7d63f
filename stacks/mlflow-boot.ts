import { arnRegion, hostFiles, plainFile, scripts, units } from "./boot-document.ts";
import { bootFile } from "./boot-files.ts";
import type { MlflowPlan } from "./mlflow-arguments.ts";
import { DATABASE_NAME, DATABASE_PORT, DATABASE_USER } from "./mlflow-database.ts";
import { envFile, userData } from "./user-data.ts";

/** What is known only once other resources exist. Secrets come as ARNs. */
export interface ServerFacts {
  readonly bucket: string;
  readonly lockKey: string;
  readonly lockSha256: string;
  readonly adminSecretArn: string;
  readonly databaseSecretArn: string;
  readonly databaseHost: string;
  /** Name under which clients call, and how. */
  readonly host: string;
  readonly scheme: "https" | "http";
  readonly logGroupName: string;
}

const SCRIPTS = ["mlflow-install.sh", "mlflow-secrets.sh", "mlflow-db-auth.sh", "mlflow-migrate.sh"] as const;
const UNITS = [
  "crossover.target",
  "mlflow-install.service",
  "mlflow-secrets.service",
  "mlflow-db-auth.service",
  "mlflow-db-auth.timer",
  "mlflow-migrate.service",
  "mlflow.service",
] as const;

/** User data of the server: packages, administrator, password of the database, schema, server, in this order. */
export function mlflowUserData(name: string, plan: MlflowPlan, facts: ServerFacts): string {
  const values = {
    SERVICE: name,
    LOG_GROUP: facts.logGroupName,
    UNIT_STOP_SECONDS: String(plan.timeouts.unitStopSeconds),
  };
  return userData([
    ...hostFiles("mlflow", values),
    ...scripts("mlflow", SCRIPTS),
    ...units("mlflow", UNITS, values),
    plainFile("/etc/logrotate.d/mlflow", bootFile("mlflow/logrotate.conf")),
    plainFile("/etc/crossover/mlflow.env", envFile(settings(plan, facts))),
    plainFile("/etc/crossover/mlflow-server.env", envFile(serverEnvironment(plan, facts))),
  ]);
}

function settings(plan: MlflowPlan, facts: ServerFacts): { readonly [name: string]: string | boolean } {
  return {
    AWS_REGION: arnRegion(facts.adminSecretArn),
    BUCKET: facts.bucket,
    LOCK_KEY: facts.lockKey,
    LOCK_SHA256: facts.lockSha256,
    ADMIN_SECRET: facts.adminSecretArn,
    DATABASE_SECRET: facts.databaseSecretArn,
    DATABASE_HOST: facts.databaseHost,
    DEFAULT_PERMISSION: plan.defaultPermission,
    ALLOW_MIGRATE: plan.allowMigrate,
  };
}

/**
 * The server's environment. The password is nowhere in it: libpq reads it from PGPASSFILE. `verify-full`, because
 * `require` would encrypt towards anybody. `localhost:*` is for the port-forward.
 */
function serverEnvironment(
  plan: MlflowPlan,
  facts: Pick<ServerFacts, "bucket" | "databaseHost" | "host" | "scheme">,
): { readonly [name: string]: string | number | boolean } {
  const tls = "sslmode=verify-full&sslrootcert=/etc/pki/rds/bundle.pem";
  return {
    MLFLOW_HOST: "0.0.0.0",
    MLFLOW_PORT: 5000,
    MLFLOW_WORKERS: plan.workers,
    MLFLOW_BACKEND_STORE_URI: `postgresql+psycopg2://${DATABASE_USER}@${facts.databaseHost}:${DATABASE_PORT}/${DATABASE_NAME}?${tls}`,
    MLFLOW_SERVE_ARTIFACTS: true,
    MLFLOW_ARTIFACTS_DESTINATION: `s3://${facts.bucket}/artifacts`,
    MLFLOW_AUTH_CONFIG_PATH: "/run/mlflow/auth.ini",
    MLFLOW_SERVER_ALLOWED_HOSTS: `${facts.host},localhost:*`,
    MLFLOW_SERVER_CORS_ALLOWED_ORIGINS: `${facts.scheme}://${facts.host}`,
    MLFLOW_UVICORN_OPTS: `--timeout-keep-alive ${plan.timeouts.keepAliveSeconds}`,
    MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX: "^mlflow-artifacts:/",
  };
}
