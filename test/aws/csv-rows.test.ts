import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvCells } from "../../src/aws/csv-cells.ts";
import { CsvRows, cellEnd, cellStart } from "../../src/aws/csv-rows.ts";
import { chunksOf } from "./chunks.ts";

const refuse = (problem: string): never => {
  throw new Error(problem);
};

/** Rows as our splitter cuts them, each cell read twice: by the parser and by the walk over its bytes. */
async function rowsOf(text: string, lengths: readonly number[]): Promise<string[][]> {
  const rows: string[][] = [];
  const splitter = new CsvRows("test.csv", (bytes, start, end) => {
    const cells = csvCells(bytes.toString("utf8", start, end), refuse);
    for (const [column, cell] of cells.entries()) {
      const at = cellStart(bytes, start, end, column);
      const raw = bytes.toString("utf8", at, cellEnd(bytes, at, end));
      expect(csvCells(raw, refuse)).toEqual([cell]);
    }
    expect(cellStart(bytes, start, end, cells.length)).toBe(-1);
    rows.push(cells);
  });
  for await (const chunk of chunksOf(text, lengths)) splitter.write(chunk);
  splitter.end();
  return rows;
}

const text = fc.string({
  unit: fc.constantFrom("a", "é", "機", "𝒳", ",", '"', "\n", "\r\n", " ", "OnDemand"),
  maxLength: 8,
});
const quoted = text.map((value) => `"${value.replaceAll('"', '""')}"`);
const plain = fc.constantFrom("", "x", "0.08", "ü");
const row = fc.array(fc.oneof(quoted, plain), { minLength: 2, maxLength: 6 });
const file = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 8 }),
  end: fc.constantFrom("\n", "\r\n"),
  last: fc.boolean(),
});
const cuts = fc.array(fc.integer({ min: 1, max: 13 }), { minLength: 1, maxLength: 5 });

describe("rows cut from bytes", () => {
  test("are those of a whole-text parser, wherever quotes, newlines, commas and chunks fall", async () => {
    await fc.assert(
      fc.asyncProperty(file, cuts, async ({ rows, end, last }, lengths) => {
        const body = rows.map((cells) => cells.join(",")).join(end) + (last ? end : "");
        const expected = parse(body, {
          record_delimiter: ["\r\n", "\n"],
          relax_column_count: true,
          skip_empty_lines: true,
        });
        expect(await rowsOf(body, lengths)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['"a""', "never closed"],
    ['"a"b,c', "between a closing quote and the next comma"],
    ['a"b,c', "quote inside a cell that is not quoted"],
    ['x,"', "never closed"],
  ])("a row that is no CSV is refused: %s", (line, problem) => {
    expect(() => csvCells(line, refuse)).toThrow(problem);
  });

  test("a quote that is never closed is the end of the file, or of patience", async () => {
    await expect(rowsOf('"a","b\n"c","d"\n', [5])).rejects.toMatchObject({ code: "OFFER_FILE_TRUNCATED" });
    const endless = `"${"x\n".repeat(600_000)}`;
    await expect(rowsOf(endless, [65_536])).rejects.toMatchObject({ code: "OFFER_FILE_DAMAGED" });
  });

  test("an empty file has no row", async () => {
    expect(await rowsOf("", [1])).toEqual([]);
    expect(await rowsOf("\n\r\n", [1])).toEqual([]);
  });
});
