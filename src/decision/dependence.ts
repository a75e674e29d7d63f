import type { Alternative } from "../alternatives/alternative.ts";
import { sellerName } from "../alternatives/seller-name.ts";
import type { LlmPart } from "../scenario/llm-terms.ts";
import type { BothSides } from "./both-sides.ts";
import { isOwn, type Option } from "./both-sides.ts";
import type { Finding } from "./decision.ts";

/** Who a part stands and falls with. */
export interface Dependence {
  /** What is chosen. */
  readonly alternative: string;
  readonly on: string;
  readonly kind: "vendor" | "region" | "site";
  /** Of the part's critical path; one offer carries all of it. */
  readonly share: number;
  /** Who carries the rest, of a row whose requests go two ways. */
  readonly rest?: { readonly on: string; readonly share: number };
  /** What takes over; absent: nothing is named. */
  readonly fallback?: string;
  /** Ways out that this report prices: another seller, and what we would run. */
  readonly secondOffer?: string;
  readonly selfHosted?: string;
}

interface Path {
  readonly chosen: Option;
  readonly sides: BothSides;
  readonly options: readonly Option[];
  readonly region: string;
  readonly llm: LlmPart | undefined;
}

/** The path goes through one seller, stands in one region, or goes two ways: the same test for all. */
export function dependenceOf({ chosen, sides, options, region, llm }: Path): Dependence {
  const { alternative } = chosen;
  const fallback = llm?.fallback === undefined ? {} : { fallback: llm.fallback };
  if (isOwn(alternative)) {
    const stands = standsOn(alternative, region);
    return {
      alternative: alternative.id,
      ...stands,
      ...sharesOf(stands.on, vendorOf(chosen), alternative.routes?.share),
      ...fallback,
      ...(sides.bought && { secondOffer: sides.bought.alternative.id }),
    };
  }
  const vendor = vendorOf(chosen);
  const other = alternative.routes === undefined ? vendor : plain(alternative.routes.seller);
  const [second] = options
    .filter((option) => !isOwn(option.alternative) && vendorOf(option) !== vendor)
    .toSorted((x, y) => x.row.tcoUsd - y.row.tcoUsd || (x.row.alternative < y.row.alternative ? -1 : 1));
  return {
    alternative: alternative.id,
    on: vendor,
    kind: "vendor",
    ...sharesOf(vendor, other, alternative.routes && 1 - alternative.routes.share),
    ...fallback,
    ...(second && { secondOffer: second.alternative.id }),
    ...(sides.hosted && { selfHosted: sides.hosted.alternative.id }),
  };
}

/** Machines on one's own premises go down with these, whatever region the rest is priced in. */
function standsOn({ place }: Alternative, region: string): Pick<Dependence, "on" | "kind"> {
  return place === "premises" ? { on: "your premises", kind: "site" } : { on: region, kind: "region" };
}

/** @param share of the requests that `on` carries, of a row whose requests go two ways */
function sharesOf(on: string, other: string, share: number | undefined): Pick<Dependence, "share" | "rest"> {
  if (share === undefined || on === other) return { share: 1 };
  return { share, rest: { on: other, share: 1 - share } };
}

/** Plans of one seller are one seller: "pinecone/standard" and "pinecone/enterprise"; one's own offers are as many as their names. */
const plain = (seller: string): string =>
  seller.startsWith("own/") ? seller : (seller.split("/")[0] ?? seller);

const vendorOf = ({ alternative }: Option): string => plain(sellerName(alternative));

/** All of the path, and nothing takes over. */
export function dependenceFinding(depends: Dependence, part: string): Finding[] {
  const { on, kind, rest, fallback } = depends;
  if (fallback !== undefined) return [];
  const what = PART_WORDS[part] ?? part;
  const key = part === "llm" ? "llm.fallback" : `${part}.candidates`;
  if (rest !== undefined) {
    const where =
      kind === "region" ? `stands in ${on}` : kind === "site" ? `stands on ${on}` : `goes through ${on}`;
    const text = `Part of ${what} ${where}, the rest goes through ${rest.on}: nothing is named that takes over when one of them stops: the other side, for what it answers well enough, or an offer kept ready, are the two ways out.`;
    return [{ id: "two-way-path", text, key }];
  }
  if (kind === "site") {
    const text = `All of ${what} stands on ${on} and nothing takes over when they fail: a second site, or an offer kept ready, are the two ways out.`;
    return [{ id: "single-site-path", text, key }];
  }
  const text =
    kind === "vendor"
      ? `All of ${what} goes through ${on} and nothing takes over when it stops: a second offer, or a stand-by that we run, are the two ways out.`
      : `All of ${what} stands in ${on} and nothing takes over when that region stops: a second region, or an offer kept ready, are the two ways out.`;
  return [{ id: kind === "vendor" ? "single-vendor-path" : "single-region-path", text, key }];
}

const PART_WORDS: Readonly<Record<string, string>> = {
  llm: "the model's traffic",
  vectors: "vector search",
  tracking: "experiment tracking",
};

/**
 * An API that many serve and weights that can be deployed lower what leaving takes.
 *
 * @param ownWeights open weights run on machines of ours in what is chosen
 */
export function openStandardFindings(llm: LlmPart, ownWeights = false): Finding[] {
  const found: Finding[] = [];
  if (llm.dialect !== "openai") {
    const text =
      llm.dialect === "vendor"
        ? "The application speaks one seller's own API: the OpenAI-style one is served by most sellers and by vLLM, and lowers what leaving takes."
        : "Which API the application speaks is not answered: the OpenAI-style one is served by most sellers and by vLLM, and lowers what leaving takes.";
    found.push({ id: "open-dialect", text, key: "llm.dialect" });
  }
  if (llm.fallback === undefined && !ownWeights) {
    const text = "No open model is kept deployable: without one, leaving begins with finding it.";
    found.push({ id: "open-fallback", text, key: "llm.fallback" });
  }
  if (llm.interface?.calls === "direct-calls") {
    const text =
      "The application calls the seller directly: behind one interface the published migration took two weeks instead of four to six months.";
    found.push({ id: "direct-calls", text, key: "llm.interface.calls" });
  }
  return found;
}
