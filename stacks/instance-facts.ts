import { InputError } from "../src/errors.ts";
import { type InstanceType, instanceType } from "../src/sizing/instance-type.ts";

/** The facts that the guards rest on. @throws InputError when the table lacks the type. */
export function instanceFacts(name: string): InstanceType {
  const facts = instanceType(name);
  if (facts !== undefined) return facts;
  throw new InputError(
    "STACK_INSTANCE_TYPE",
    `Instance type ${name} is not in data/instance-types.json.`,
    "Add the type there with its source, as one record.",
  );
}
