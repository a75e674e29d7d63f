import { damaged, truncated } from "./offer-damage.ts";

const QUOTE = 0x22;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Bytes. Real rows have about 900; without a limit a file that is no CSV at all would be gathered whole. */
const LONGEST_ROW = 1 << 20;

/** Bytes of a row without its line end, and whether it had none; they may be overwritten when the call returns. */
export type TakeRow = (bytes: Buffer, start: number, end: number, unended: boolean) => void;

/**
 * Cuts a stream of CSV into rows without decoding it: a newline ends a row unless the quotes before it in the row are
 * odd. Rows end in LF or CRLF; the last one may end with the stream; rows without a byte are passed over.
 */
export class CsvRows {
  readonly #take: TakeRow;
  readonly #where: string;
  /** Start of a row of which the end has not come yet: copies, so that no chunk is kept alive. */
  #rest: Buffer[] = [];
  #restLength = 0;
  #restOpen = false;

  constructor(where: string, take: TakeRow) {
    this.#where = where;
    this.#take = take;
  }

  /** @throws InputError OFFER_FILE_DAMAGED for a row that is no row, and whatever the taker throws. */
  write(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = this.#restLength === 0 ? 0 : this.#finishRest(bytes);
    for (let end = rowEnd(bytes, start); end !== -1; end = rowEnd(bytes, start)) {
      this.#give(bytes, start, end);
      start = end + 1;
    }
    if (start < bytes.length) this.#keep(bytes.subarray(start));
  }

  /** @throws InputError OFFER_FILE_TRUNCATED when the stream ends inside quotes. */
  end(): void {
    if (this.#restOpen) throw truncated(this.#where, "the last row stops inside a quoted cell");
    if (this.#restLength > 0) this.#take(Buffer.concat(this.#rest), 0, this.#restLength, true);
  }

  /** Completes the row that earlier chunks began; returns where the next one starts. */
  #finishRest(bytes: Buffer): number {
    let open = this.#restOpen;
    let from = 0;
    for (let newline = bytes.indexOf(NEWLINE); newline !== -1; newline = bytes.indexOf(NEWLINE, from)) {
      open = open !== oddQuotes(bytes, from, newline);
      from = newline + 1;
      if (open) continue;
      const row = Buffer.concat([...this.#rest, bytes.subarray(0, from)]);
      this.#rest = [];
      this.#restLength = 0;
      this.#restOpen = false;
      this.#give(row, 0, row.length - 1);
      return from;
    }
    this.#keep(bytes);
    return bytes.length;
  }

  #keep(part: Buffer): void {
    this.#restLength += part.length;
    if (this.#restLength > LONGEST_ROW) {
      throw damaged(this.#where, `has a row of more than ${LONGEST_ROW} bytes and is no price list in CSV`);
    }
    this.#restOpen = this.#restOpen !== oddQuotes(part, 0, part.length);
    this.#rest.push(Buffer.from(part));
  }

  #give(bytes: Buffer, start: number, newline: number): void {
    const end = newline > start && bytes[newline - 1] === RETURN ? newline - 1 : newline;
    if (end > start) this.#take(bytes, start, end, false);
  }
}

/** Index of the newline that ends the row which begins at `start`; -1 when it is not among these bytes. */
function rowEnd(bytes: Buffer, start: number): number {
  let newline = bytes.indexOf(NEWLINE, start);
  if (newline === -1 || endsPlainly(bytes, start, newline)) return newline;
  let open = oddQuotes(bytes, start, newline);
  while (open) {
    const next = bytes.indexOf(NEWLINE, newline + 1);
    if (next === -1) return -1;
    open = !oddQuotes(bytes, newline + 1, next);
    newline = next;
  }
  return newline;
}

/**
 * True when the bytes just before a newline prove that it ends the row, so that nobody counts quotes in 900 bytes: one
 * lone quote after anything but a comma closes its cell. (Inside a cell quotes come in pairs, and the one that opens a
 * cell follows a comma or begins the row.)
 */
function endsPlainly(bytes: Buffer, start: number, newline: number): boolean {
  const last = bytes[newline - 1] === RETURN ? newline - 2 : newline - 1;
  const before = bytes[last - 1];
  return last > start && bytes[last] === QUOTE && before !== QUOTE && before !== COMMA;
}

function oddQuotes(bytes: Buffer, start: number, end: number): boolean {
  let quotes = 0;
  for (let at = start; at < end; at++) if (bytes[at] === QUOTE) quotes ^= 1;
  return quotes === 1;
}

/**
 * Index at which a cell begins, `columns` cells after the one that begins at `start`; -1 when the row is too short or
 * malformed, which is for a strict parser to tell.
 */
export function cellStart(bytes: Buffer, start: number, end: number, columns: number): number {
  let at = start;
  for (let left = columns; left > 0; left--) {
    if (bytes[at] !== COMMA) at = cellAfter(bytes, at, end);
    if (at >= end || bytes[at] !== COMMA) return -1;
    at++;
  }
  return at;
}

/** Index after the cell that begins at `at`, its quotes included; -1 when the cell is malformed. */
export function cellEnd(bytes: Buffer, at: number, end: number): number {
  const after = cellAfter(bytes, at, end);
  return after === end || (after < end && bytes[after] === COMMA) ? after : -1;
}

function cellAfter(bytes: Buffer, start: number, end: number): number {
  let at = start;
  if (bytes[at] !== QUOTE) {
    while (at < end && bytes[at] !== COMMA) at++;
    return at;
  }
  at++;
  for (;;) {
    while (at < end && bytes[at] !== QUOTE) at++;
    if (at + 1 >= end || bytes[at + 1] !== QUOTE) return at + 1;
    at += 2;
  }
}
