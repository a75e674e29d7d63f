import { getBorderCharacters, table } from "table";

/** Columns two spaces apart, without lines; figures stand right. */
export function plainTable(
  rows: readonly (readonly string[])[],
  columns: readonly { readonly right?: true; readonly width?: number }[],
): string[] {
  if (rows.length === 0) return [];
  const text = table(
    rows.map((row) => [...row]),
    {
      border: getBorderCharacters("void"),
      drawHorizontalLine: () => false,
      columnDefault: { paddingLeft: 0, paddingRight: 2 },
      columns: columns.map(({ right, width }) => ({
        ...(right && { alignment: "right" as const }),
        ...(width !== undefined && { width, wrapWord: true }),
      })),
    },
  );
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
}
