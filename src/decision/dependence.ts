import type { LlmPart } from "../scenario/scenario.ts";
import type { BothSides } from "./both-sides.ts";
import { isOwn, type Option } from "./both-sides.ts";
import type { Finding } from "./decision.ts";

/** Who a part stands and falls with. */
export interface Dependence {
  readonly on: string;
  readonly kind: "vendor" | "region";
  /** Of the part's critical path; one offer carries all of it. */
  readonly share: number;
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

/** The whole path goes through one seller, or stands in one region: the same test for both. */
export function dependenceOf({ chosen, sides, options, region, llm }: Path): Dependence {
  const fallback = llm?.fallback === undefined ? {} : { fallback: llm.fallback };
  if (isOwn(chosen.alternative)) {
    return {
      on: region,
      kind: "region",
      share: 1,
      ...fallback,
      ...(sides.bought && { secondOffer: sides.bought.alternative.id }),
    };
  }
  const vendor = vendorOf(chosen);
  const [second] = options
    .filter((option) => !isOwn(option.alternative) && vendorOf(option) !== vendor)
    .toSorted((x, y) => x.row.tcoUsd - y.row.tcoUsd || (x.row.alternative < y.row.alternative ? -1 : 1));
  return {
    on: vendor,
    kind: "vendor",
    share: 1,
    ...fallback,
    ...(second && { secondOffer: second.alternative.id }),
    ...(sides.hosted && { selfHosted: sides.hosted.alternative.id }),
  };
}

/** Plans of one seller are one seller: "pinecone/standard" and "pinecone/enterprise". */
const vendorOf = ({ alternative }: Option): string => alternative.seller.split("/")[0] ?? alternative.seller;

/** All of the path, and nothing takes over. */
export function dependenceFinding({ on, kind, share, fallback }: Dependence, part: string): Finding[] {
  if (share < 1 || fallback !== undefined) return [];
  return kind === "vendor"
    ? [
        {
          id: "single-vendor-path",
          text: `All of ${PART_WORDS[part] ?? part} goes through ${on} and nothing takes over when it stops: a second offer, or a stand-by that we run, are the two ways out.`,
          key: part === "llm" ? "llm.fallback" : `${part}.candidates`,
        },
      ]
    : [
        {
          id: "single-region-path",
          text: `All of ${PART_WORDS[part] ?? part} stands in ${on} and nothing takes over when that region stops: a second region, or an offer kept ready, are the two ways out.`,
          key: part === "llm" ? "llm.fallback" : `${part}.candidates`,
        },
      ];
}

const PART_WORDS: Readonly<Record<string, string>> = {
  llm: "the model's traffic",
  vectors: "vector search",
  tracking: "experiment tracking",
};

/** An API that many serve and weights that can be deployed lower what leaving takes. */
export function openStandardFindings(llm: LlmPart): Finding[] {
  const found: Finding[] = [];
  if (llm.dialect !== "openai") {
    const text =
      llm.dialect === "vendor"
        ? "The application speaks one seller's own API: the OpenAI-style one is served by most sellers and by vLLM, and lowers what leaving takes."
        : "Which API the application speaks is not answered: the OpenAI-style one is served by most sellers and by vLLM, and lowers what leaving takes.";
    found.push({ id: "open-dialect", text, key: "llm.dialect" });
  }
  if (llm.fallback === undefined) {
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
