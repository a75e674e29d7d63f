import type { Align } from "./layout.ts";

/** A piece of the detailed report; the faces only differ in how they draw it. */
export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly align: readonly Align[];
      readonly rows: readonly (readonly string[])[];
    };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** May be left out where room is short, because a command prints it. */
  readonly spare: boolean;
}

export const text = (content: string): Block => ({ kind: "text", text: content });
export const list = (items: readonly string[]): Block => ({ kind: "list", items });

/** A table whose columns are "<head" (left) or ">head" (right). */
export function tableBlock(head: readonly string[], rows: readonly (readonly string[])[]): Block {
  return {
    kind: "table",
    head: head.map((name) => name.slice(1)),
    align: head.map((name) => (name.startsWith(">") ? "right" : "left")),
    rows,
  };
}

/** Sections without content are left out. */
export function section(title: string, blocks: readonly (Block | undefined)[], spare = false): Section[] {
  const kept = blocks.filter((block): block is Block => block !== undefined && hasContent(block));
  return kept.length === 0 ? [] : [{ title, blocks: kept, spare }];
}

function hasContent(block: Block): boolean {
  if (block.kind === "text") return block.text !== "";
  return (block.kind === "list" ? block.items : block.rows).length > 0;
}
