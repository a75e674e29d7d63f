import { fittedGrid, type Line, plain, styled, wrapped } from "./layout.ts";
import type { Block, Section } from "./section.ts";

/** A section of the detailed report in at most `width` columns. */
export function terminalSection({ title, blocks }: Section, width: number): Line[] {
  const heading = wrapped(title.charAt(0).toUpperCase() + title.slice(1), width).map((line) =>
    styled(line, "strong"),
  );
  return [...heading, ...blocks.flatMap((block) => terminalBlock(block, width))];
}

function terminalBlock(block: Block, width: number): Line[] {
  switch (block.kind) {
    case "text":
      return wrapped(block.text, width - 2).map((line) => plain(`  ${line}`));
    case "list":
      return block.items.flatMap((item) =>
        wrapped(item, width - 4).map((line, index) => plain(`${index === 0 ? "  · " : "    "}${line}`)),
      );
    case "table": {
      const kept = block.head.map((_, index) => block.rows.some((row) => (row[index] ?? "") !== ""));
      const only = (row: readonly string[]) => row.filter((_, index) => kept[index]);
      const align = block.align.filter((_, index) => kept[index]);
      const [head = "", ...rows] = fittedGrid([only(block.head), ...block.rows.map(only)], align, width - 2);
      return [styled(`  ${head}`, "dim"), ...rows.map((row) => plain(`  ${row}`))];
    }
  }
}
