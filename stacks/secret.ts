import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import { type Input, jsonStringify, type Output, output, type Resource } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { named } from "./tags.ts";

export interface SecretSettings {
  readonly parent: Resource;
  readonly description: string;
  readonly recoveryDays: number;
  readonly tags?: { readonly [key: string]: string };
}

/** 48 letters and digits: 285 bits, and no character that an ini, env or YAML file would treat as its own. */
function password(name: string, parent: Resource): RandomPassword {
  return new RandomPassword(name, { length: 48, special: false }, { parent });
}

/** A generated key under `<name>-<role>`, or the ARN that the caller brings: then nothing is created. */
export function generatedKey(
  name: string,
  role: string,
  given: Input<string> | undefined,
  settings: SecretSettings,
): Output<string> {
  if (given !== undefined) return output(given);
  return store(`${name}-${role}`, password(`${name}-${role}`, settings.parent).result, settings);
}

/** One secret that holds several generated passwords as a JSON object. */
export function generatedDocument(
  name: string,
  role: string,
  fields: readonly string[],
  settings: SecretSettings,
): Output<string> {
  const values = fields.map((field) => {
    const generated = password(`${name}-${role}-${field.replaceAll("_", "-")}`, settings.parent);
    return [field, generated.result] as const;
  });
  return store(`${name}-${role}`, jsonStringify(Object.fromEntries(values)), settings);
}

function store(name: string, value: Output<string>, settings: SecretSettings): Output<string> {
  const { parent } = settings;
  const secret = new Secret(
    name,
    {
      description: settings.description,
      recoveryWindowInDays: settings.recoveryDays,
      tags: named(name, settings.tags),
    },
    { parent },
  );
  new SecretVersion(name, { secretId: secret.id, secretString: value }, { parent });
  return secret.arn;
}
