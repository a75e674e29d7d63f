import { z } from "zod";
import data from "../../../data/prompt-caching.json" with { type: "json" };
import type { Provenance } from "../../provenance.ts";
import { closeness } from "./tokens-match.ts";
import { tokenProvider } from "./tokens-provider.ts";

const row = z.strictObject({
  provider: z.string(),
  model: z.string(),
  /** Shorter prefixes are not cached. */
  minPrefixTokens: z.int().min(1),
  /** automatic: part of the saving may be in the bill already. */
  mode: z.enum(["explicit", "automatic"]),
  lifetime: z.string(),
  /** Field of the seller's answers that counts the tokens read from the cache. */
  check: z.string(),
  source: z.string(),
  sourceAt: z.string(),
  note: z.string().optional(),
  /** Somebody else says or measured that prefixes have to be longer. */
  disputed: z
    .strictObject({
      minPrefixTokens: z.int().min(1),
      because: z.string(),
    })
    .optional(),
});

const rows = z.array(row).parse(data);

export interface PromptCaching {
  readonly minPrefixTokens: number;
  readonly mode: "explicit" | "automatic";
  readonly lifetime: string;
  readonly check: string;
  readonly note?: string;
  readonly disputed?: NonNullable<z.infer<typeof row>["disputed"]>;
  readonly provenance: Provenance;
}

/** How a seller caches prompt prefixes of a model, by the closest row; undefined when no source is on file. */
export function promptCaching(provider: string, model: string): PromptCaching | undefined {
  const seller = tokenProvider(provider) ?? provider;
  const near = rows
    .map((r) => ({ r, near: r.provider === seller ? closeness(r.model, [model]) : -1 }))
    .filter(({ near }) => near >= 0)
    .sort((a, b) => b.near - a.near)[0]?.r;
  if (near === undefined) return undefined;
  return {
    minPrefixTokens: near.minPrefixTokens,
    mode: near.mode,
    lifetime: near.lifetime,
    check: near.check,
    ...(near.note !== undefined && { note: near.note }),
    ...(near.disputed !== undefined && { disputed: near.disputed }),
    provenance: { kind: "published", source: near.source, at: near.sourceAt },
  };
}
