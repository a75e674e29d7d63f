const QUOTE = 0x22;
const COMMA = 0x2c;

/**
 * The cells of one CSV row (RFC 4180: cells in quotes where they must be, quotes inside them doubled), without its line end.
 *
 * A general parser takes longer for the rows that are kept than everything else takes for the whole file.
 * @param fail throws, told what is wrong with the row ("has …").
 */
export function csvCells(row: string, fail: (problem: string) => never): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const first = row.charCodeAt(at);
    if (first === COMMA) cells.push("");
    else if (first === QUOTE) at = quotedCell(row, at, cells, fail);
    else at = plainCell(row, at, cells, fail);
    if (at === row.length) return cells;
    if (row.charCodeAt(at) !== COMMA) fail("has text between a closing quote and the next comma");
    at++;
  }
}

/** Adds the cell in quotes that begins at `opening`; returns the index after its closing quote. */
function quotedCell(row: string, opening: number, cells: string[], fail: (problem: string) => never): number {
  let close = row.indexOf('"', opening + 1);
  if (row.charCodeAt(close + 1) !== QUOTE && close !== -1) {
    cells.push(row.slice(opening + 1, close));
    return close + 1;
  }
  let doubled = false;
  while (close !== -1 && row.charCodeAt(close + 1) === QUOTE) {
    doubled = true;
    close = row.indexOf('"', close + 2);
  }
  if (close === -1) fail("has a quote that is never closed");
  const inner = row.slice(opening + 1, close);
  cells.push(doubled ? inner.replaceAll('""', '"') : inner);
  return close + 1;
}

function plainCell(row: string, start: number, cells: string[], fail: (problem: string) => never): number {
  const comma = row.indexOf(",", start);
  const end = comma === -1 ? row.length : comma;
  const cell = row.slice(start, end);
  if (cell.includes('"')) fail("has a quote inside a cell that is not quoted");
  cells.push(cell);
  return end;
}
