const QUOTE = 0x22;
const COMMA = 0x2c;

/**
 * The cells of one CSV row after another (RFC 4180: cells in quotes where they must be, quotes inside them doubled). Where
 * each begins and ends is found in one pass; texts are made of those that are asked for, since most of a row is not.
 *
 * A general parser takes longer for the rows that are kept than everything else takes for the whole file.
 */
export class CsvCells {
  #row = "";
  #count = 0;
  /** Of each cell's text, without its quotes; the arrays serve every row. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** How many cells the row has. */
  get count(): number {
    return this.#count;
  }

  /** The text of a cell of the row that was read last; "" beyond its cells. */
  at(column: number): string {
    if (column < 0 || column >= this.#count) return "";
    const text = this.#row.slice(this.#starts[column], this.#ends[column]);
    return text.includes('"') ? text.replaceAll('""', '"') : text;
  }

  /**
   * Takes the next row, without its line end.
   * @param fail throws, told what is wrong with the row ("has …").
   */
  read(row: string, fail: (problem: string) => never): void {
    this.#row = row;
    this.#count = 0;
    let at = 0;
    for (;;) {
      const first = row.charCodeAt(at);
      if (first === COMMA) this.#add(at, at);
      else if (first === QUOTE) at = this.#quoted(at, fail);
      else at = this.#plain(at, fail);
      if (at === row.length) return;
      if (row.charCodeAt(at) !== COMMA) fail("has text between a closing quote and the next comma");
      at++;
    }
  }

  /** Adds the cell in quotes that begins at `opening`; returns the index after its closing quote. */
  #quoted(opening: number, fail: (problem: string) => never): number {
    let close = this.#row.indexOf('"', opening + 1);
    while (close !== -1 && this.#row.charCodeAt(close + 1) === QUOTE)
      close = this.#row.indexOf('"', close + 2);
    if (close === -1) fail("has a quote that is never closed");
    this.#add(opening + 1, close);
    return close + 1;
  }

  #plain(start: number, fail: (problem: string) => never): number {
    const comma = this.#row.indexOf(",", start);
    const end = comma === -1 ? this.#row.length : comma;
    if (this.#row.slice(start, end).includes('"')) fail("has a quote inside a cell that is not quoted");
    this.#add(start, end);
    return end;
  }

  #add(start: number, end: number): void {
    this.#starts[this.#count] = start;
    this.#ends[this.#count] = end;
    this.#count++;
  }
}

/** All cells of one row. */
export function csvCells(row: string, fail: (problem: string) => never): string[] {
  const cells = new CsvCells();
  cells.read(row, fail);
  return Array.from({ length: cells.count }, (_, column) => cells.at(column));
}
