/**
 * A provider that answers the real engine from the test process, in place of the AWS (or random) plugin. The engine
 * attaches to it by PULUMI_DEBUG_PROVIDERS and starts nothing itself.
 *
 * It refuses argument names that the SDK does not declare and arguments that are missing, and writes the region of
 * the connection into the checked inputs of regional types, as the AWS provider has done since version 7. It adds
 * nothing else. Calls it has no answer for fail loudly, so that nothing is proven by silence.
 *
 * What it cannot prove, and no test without an AWS account can: the real provider's validation, defaults, automatic
 * names and replacement rules; that AMIs, zones, quotas and GPU capacity exist; that instances boot and serve; that
 * the invoice equals the estimate.
 */
import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import service, { type IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import { argumentNames } from "./arguments.ts";
import { emptyMessage, type Properties, propertiesOf, structOf } from "./protocol.ts";

export interface ProviderCall {
  readonly method: "Check" | "Create" | "Create(preview)" | "Diff" | "Read" | "Update(preview)";
  readonly urn: string;
}

type Answered =
  | "handshake"
  | "attach"
  | "cancel"
  | "getPluginInfo"
  | "getSchema"
  | "checkConfig"
  | "configure"
  | "check"
  | "create"
  | "diff"
  | "read"
  | "update";

/** What Create answers beside the inputs, by type. */
export type OutputsByType = Readonly<Record<string, Properties>>;

/** Keys of a Struct that are Pulumi's, not the program's. */
const INTERNAL = /^__(defaults|internal|meta|self)$/;
/** Keys of the region in the configuration and in the inputs. */
const REGION = "region";

/** Changes of EC2 instances that the real provider answers with a new instance, as far as the tests make any. */
const REPLACING: readonly string[] = ["ami", "availabilityZone", "subnetId", REGION];

export class StandInProvider {
  readonly calls: ProviderCall[] = [];
  readonly #name: string;
  readonly #version: string;
  readonly #server = new grpc.Server();
  /** By connection: default and explicit providers share the port, and each has its own region. */
  readonly #regionByPeer = new Map<string, unknown>();

  readonly #outputs: OutputsByType;

  /** Types without an entry in `outputs` can be previewed, not created. */
  constructor(name: "aws" | "random", outputs: OutputsByType = {}) {
    this.#name = name;
    this.#outputs = outputs;
    const manifest = createRequire(import.meta.url)(`@pulumi/${name}/package.json`) as { version: string };
    this.#version = manifest.version.replace(/^v/, "");
  }

  /** Resolves to `<name>:<port>`, an entry of PULUMI_DEBUG_PROVIDERS. */
  listen(): Promise<string> {
    this.#server.addService(service.ResourceProviderService, this.#methods());
    return new Promise((resolve, reject) => {
      this.#server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(`${this.#name}:${port}`),
      );
    });
  }

  close(): void {
    this.#server.forceShutdown();
  }

  count(method: ProviderCall["method"]): number {
    return this.calls.filter((call) => call.method === method).length;
  }

  #methods(): Pick<IResourceProviderServer, Answered> {
    const schema = { name: this.#name, version: this.#version, resources: {} };
    return {
      handshake: (_call, answer) =>
        answer(
          null,
          new messages.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true),
        ),
      attach: (_call, answer) => answer(null, emptyMessage()),
      cancel: (_call, answer) => answer(null, emptyMessage()),
      getPluginInfo: (_call, answer) => answer(null, new plugin.PluginInfo().setVersion(this.#version)),
      getSchema: (_call, answer) =>
        answer(null, new messages.GetSchemaResponse().setSchema(JSON.stringify(schema))),
      checkConfig: ({ request }, answer) =>
        answer(null, new messages.CheckResponse().setInputs(structOf(propertiesOf(request.getNews())))),
      configure: (call, answer) => {
        this.#regionByPeer.set(call.getPeer(), propertiesOf(call.request.getArgs())[REGION]);
        const response = new messages.ConfigureResponse().setSupportspreview(true);
        answer(null, response.setAcceptsecrets(true).setAcceptresources(true));
      },
      check: (call, answer) => {
        this.calls.push({ method: "Check", urn: call.request.getUrn() });
        answer(null, this.#check(call.request, call.getPeer()));
      },
      create: ({ request }, answer) => {
        const preview = request.getPreview();
        this.calls.push({ method: preview ? "Create(preview)" : "Create", urn: request.getUrn() });
        const outputs = preview ? {} : this.#outputs[request.getType()];
        if (outputs === undefined) return answer(notCovered(`Create of ${request.getType()}`));
        // In a preview the SDK makes every output that is not answered unknown.
        const properties = structOf({ ...propertiesOf(request.getProperties()), ...outputs });
        const response = new messages.CreateResponse().setProperties(properties);
        answer(null, preview ? response : response.setId(`${request.getName()}-id`));
      },
      update: ({ request }, answer) => {
        if (!request.getPreview()) return answer(notCovered("Update"));
        this.calls.push({ method: "Update(preview)", urn: request.getUrn() });
        answer(null, new messages.UpdateResponse().setProperties(request.getNews()));
      },
      diff: ({ request }, answer) => {
        this.calls.push({ method: "Diff", urn: request.getUrn() });
        answer(null, diff(propertiesOf(request.getOldInputs()), propertiesOf(request.getNews())));
      },
      read: ({ request }, answer) => {
        this.calls.push({ method: "Read", urn: request.getUrn() });
        answer(
          null,
          new messages.ReadResponse().setId(request.getId()).setProperties(request.getProperties()),
        );
      },
    };
  }

  #check(request: messages.CheckRequest, peer: string): messages.CheckResponse {
    const inputs = propertiesOf(request.getNews());
    const response = new messages.CheckResponse();
    try {
      const names = argumentNames(request.getType());
      for (const failure of failures(inputs, names, request.getType())) response.addFailures(failure);
      const region = this.#regionByPeer.get(peer);
      const injects = names.all.has(REGION) && inputs[REGION] === undefined && region !== undefined;
      return response.setInputs(structOf(injects ? { ...inputs, [REGION]: region } : inputs));
    } catch (error) {
      response.setInputs(structOf(inputs)).addFailures(new messages.CheckFailure().setReason(String(error)));
      return response;
    }
  }
}

function failures(
  inputs: Properties,
  names: ReturnType<typeof argumentNames>,
  token: string,
): messages.CheckFailure[] {
  const unknown = Object.keys(inputs).filter((key) => !names.all.has(key) && !INTERNAL.test(key));
  const missing = [...names.required].filter((key) => inputs[key] === undefined);
  return [
    ...unknown.map((key) => failure(key, `${token} has no argument ${key}`)),
    ...missing.map((key) => failure(key, `${token} needs the argument ${key}`)),
  ];
}

function failure(property: string, reason: string): messages.CheckFailure {
  return new messages.CheckFailure().setProperty(property).setReason(reason);
}

function diff(olds: Properties, news: Properties): messages.DiffResponse {
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (key) => !INTERNAL.test(key),
  );
  const changed = keys.filter((key) => !isDeepStrictEqual(olds[key], news[key]));
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  return new messages.DiffResponse()
    .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setDiffsList(changed)
    .setReplacesList(changed.filter((key) => REPLACING.includes(key)));
}

function notCovered(method: string): { code: grpc.status; details: string } {
  return { code: grpc.status.UNIMPLEMENTED, details: `not covered by the stand-in: ${method}` };
}
