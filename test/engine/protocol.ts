/** Protobuf's own messages, taken from the copy that Pulumi's generated code was loaded with: it accepts no other. */
import { createRequire } from "node:module";
import type { ILanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import type { CheckRequest } from "@pulumi/pulumi/proto/provider_pb.js";

export type Struct = NonNullable<ReturnType<CheckRequest["getNews"]>>;
type Empty = Parameters<ILanguageRuntimeClient["cancel"]>[0];
export type Properties = Readonly<Record<string, unknown>>;

const fromPulumi = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"));
const structs = fromPulumi("google-protobuf/google/protobuf/struct_pb.js") as {
  Struct: { fromJavaScript(value: Properties): Struct };
};
const empties = fromPulumi("google-protobuf/google/protobuf/empty_pb.js") as { Empty: new () => Empty };

/** A missing property is left out of `value`, never undefined. */
export function structOf(value: Properties): Struct {
  return structs.Struct.fromJavaScript(value);
}

export function propertiesOf(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

export function emptyMessage(): Empty {
  return new empties.Empty();
}
