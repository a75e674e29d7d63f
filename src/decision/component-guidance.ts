import guidance from "../../data/component-guidance.json" with { type: "json" };
import type { Part } from "../alternatives/alternative.ts";

/** What two published texts advise for one component, and what is done with it here. Guidance, never a verdict. */
export interface ComponentGuidance {
  readonly component: string;
  /** The part of a scenario that prices it. */
  readonly part?: Part;
  readonly guidance: string;
  readonly because: string;
  readonly systems: readonly string[];
  readonly here: string;
  /** Why it should not be written from nothing; absent: the texts do not say so. */
  readonly rarelyDiffers?: string;
}

export const GUIDANCE_SOURCE = { source: guidance.source, at: guidance.sourceAt } as const;

/** The row of a component, by its name or another word for it; undefined: nothing was published on it. */
export function guidanceOf(name: string): ComponentGuidance | undefined {
  const word = name.trim().toLowerCase();
  return rows().find(({ names }) => names.includes(word))?.row;
}

/** Rows about a part that is priced here. */
export function guidanceOnPart(part: Part): readonly ComponentGuidance[] {
  return rows().flatMap(({ row }) => (row.part === part ? [row] : []));
}

function rows(): { readonly row: ComponentGuidance; readonly names: readonly string[] }[] {
  const { components, guidance: rarely } = guidance.rarelyDiffer;
  return guidance.components.map(({ also, part, ...row }) => ({
    row: {
      ...row,
      ...(part !== undefined && { part: part as Part }),
      ...(components.includes(row.component) && { rarelyDiffers: rarely }),
    },
    names: [row.component.toLowerCase(), ...also],
  }));
}
