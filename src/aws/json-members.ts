import { damaged, truncated } from "./offer-damage.ts";

/** Enter an object or array and be asked about what is in it; take a value's bytes; or pass it over. */
export type Choice = "enter" | "take" | "skip";

/** Keys from the root down; "[]" stands for an element of an array. The same array throughout: nobody may keep it. */
export type Path = readonly string[];

export interface JsonVisitor {
  /** Asked at every value that is reached by entering; `first` is its first byte as a character: { [ " t 1 … */
  choose(path: Path, first: string): Choice;
  /** The bytes of a value that was taken; they may be overwritten when the call returns. */
  taken(path: Path, bytes: Buffer): void;
  /** An object or array that was entered has ended. */
  left?(path: Path): void;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENS = 0x7b;
const CLOSES = 0x7d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
/** "[" and "]" are "{" and "}" without this bit. */
const CURLY = 0x20;
/** Bytes. Real values have a few thousand, a recorded response some hundred thousand. */
const LARGEST = 32 << 20;

type Expecting = "value" | "key" | "key or end" | "value or end" | "colon" | "comma or end" | "nothing";

/**
 * Finds the members of a streamed JSON text without parsing what nobody asked for: bytes in, raw values out, which
 * JSON.parse then reads. Only the objects and arrays that are entered are checked in full; in what is passed over brackets
 * and quotes are counted, so that no end is missed.
 *
 * Several texts may follow each other (JSON lines).
 */
export class JsonMembers {
  readonly #where: string;
  readonly #visitor: JsonVisitor;
  readonly #path: string[] = [];
  /** True for each entered array, false for each entered object. */
  readonly #arrays: boolean[] = [];
  #expecting: Expecting = "value";
  #texts = 0;

  /** The value that is being passed over or taken: whether it goes to the visitor, and the bytes of earlier chunks. */
  #inside: "nothing" | "key" | "taken" | "skipped" = "nothing";
  #parts: Buffer[] = [];
  #size = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** A number, true, false or null: it ends where something else begins. */
  #bare = false;

  constructor(where: string, visitor: JsonVisitor) {
    this.#where = where;
    this.#visitor = visitor;
  }

  /** @throws InputError OFFER_FILE_DAMAGED where the text is not JSON, and whatever the visitor throws. */
  write(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let at = 0;
    while (at < bytes.length) {
      at = this.#inside === "nothing" ? this.#structure(bytes, at) : this.#value(bytes, at);
    }
  }

  /** @throws InputError OFFER_FILE_TRUNCATED when the text is not complete. */
  end(): void {
    if (this.#inside !== "nothing" && this.#bare && this.#path.length === 0) this.#finish(Buffer.alloc(0));
    if (this.#texts > 0 && this.#arrays.length === 0 && this.#inside === "nothing") return;
    throw truncated(this.#where, `its JSON stops inside ${this.#path.join(".") || "the first value"}`);
  }

  /** Reads one byte between values; returns the index to go on from. */
  #structure(bytes: Buffer, at: number): number {
    const byte = bytes[at] ?? 0;
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return at + 1;
    if (this.#texts === 0 && this.#arrays.length === 0 && BYTE_ORDER_MARK.includes(byte)) return at + 1;
    const found = String.fromCharCode(byte);
    const expecting = this.#expecting;
    const closing = this.#arrays.at(-1) === true ? "]" : "}";
    if (expecting.endsWith("end") && found === closing) this.#leave();
    else if (expecting === "comma or end" && found === ",") this.#next();
    else if (expecting === "colon" && found === ":") this.#expecting = "value";
    else if (expecting.startsWith("key") && found === '"') return this.#begin("key", bytes, at);
    else if (expecting.startsWith("value") || (expecting === "nothing" && this.#texts > 0))
      return this.#open(bytes, at, found);
    else
      throw damaged(this.#where, `is not JSON: "${found}" where a ${expecting} should be, ${this.#place()}`);
    return at + 1;
  }

  /** Begins a value as the visitor chooses. */
  #open(bytes: Buffer, at: number, found: string): number {
    if (!/[{["\dtfn-]/.test(found)) {
      throw damaged(this.#where, `is not JSON: "${found}" where a value should be, ${this.#place()}`);
    }
    if (this.#arrays.at(-1) === true) this.#path.push("[]");
    const choice = this.#visitor.choose(this.#path, found);
    if (choice !== "enter" || (found !== "{" && found !== "[")) {
      return this.#begin(choice === "skip" ? "skipped" : "taken", bytes, at);
    }
    this.#arrays.push(found === "[");
    this.#expecting = found === "[" ? "value or end" : "key or end";
    return at + 1;
  }

  #begin(inside: "key" | "taken" | "skipped", bytes: Buffer, at: number): number {
    this.#inside = inside;
    const first = bytes[at] ?? 0;
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#bare = first !== QUOTE && (first | CURLY) !== OPENS;
    return this.#value(bytes, at);
  }

  /** Goes on in a value from `from`; returns the index after it, or the end of the bytes. */
  #value(bytes: Buffer, from: number): number {
    const end = this.#bare ? bareEnd(bytes, from) : this.#valueEnd(bytes, from);
    const part = bytes.subarray(from, end === -1 ? bytes.length : end);
    if (end !== -1) {
      this.#finish(part);
      return end;
    }
    if (this.#inside !== "skipped") {
      this.#size += part.length;
      if (this.#size > LARGEST) {
        throw damaged(this.#where, `has a value of more than ${LARGEST} bytes, ${this.#place()}`);
      }
      this.#parts.push(Buffer.from(part));
    }
    return bytes.length;
  }

  /** Index after the bracket or quote that closes the value; -1 when it is not among these bytes. */
  #valueEnd(bytes: Buffer, from: number): number {
    let depth = this.#depth;
    let inString = this.#inString;
    let at = from;
    // The byte after a backslash is passed over, even when it comes with the next chunk.
    if (this.#escaped) at++;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (inString) {
        if (byte === BACKSLASH) at++;
        else if (byte === QUOTE) {
          inString = false;
          if (depth === 0) return at + 1;
        }
      } else if (byte === QUOTE) inString = true;
      else if ((byte | CURLY) === OPENS) depth++;
      else if ((byte | CURLY) === CLOSES && --depth === 0) return at + 1;
    }
    this.#depth = depth;
    this.#inString = inString;
    this.#escaped = at > bytes.length;
    return -1;
  }

  /** A value is complete: a key names the next value, anything else is given to the visitor if it was taken. */
  #finish(last: Buffer): void {
    const bytes = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    const inside = this.#inside;
    this.#inside = "nothing";
    this.#parts = [];
    this.#size = 0;
    if (inside === "key") {
      this.#path.push(this.#keyOf(bytes));
      this.#expecting = "colon";
      return;
    }
    if (inside === "taken") this.#visitor.taken(this.#path, bytes);
    this.#ended();
  }

  #keyOf(bytes: Buffer): string {
    if (!bytes.includes(BACKSLASH)) return bytes.toString("utf8", 1, bytes.length - 1);
    return String(parsedJson(bytes.toString(), this.#where));
  }

  #leave(): void {
    this.#arrays.pop();
    this.#visitor.left?.(this.#path);
    this.#ended();
  }

  /** After a value: out of its name, and on to what follows it. */
  #ended(): void {
    if (this.#arrays.length === 0) this.#texts++;
    this.#path.pop();
    this.#expecting = this.#arrays.length === 0 ? "nothing" : "comma or end";
  }

  #next(): void {
    this.#expecting = this.#arrays.at(-1) === true ? "value" : "key";
  }

  #place(): string {
    return this.#path.length === 0 ? "at its root" : `in ${this.#path.join(".")}`;
  }
}

function bareEnd(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte <= 0x20 || byte === 0x2c || byte === 0x5d || byte === CLOSES) return at;
  }
  return -1;
}

/** @throws InputError OFFER_FILE_DAMAGED. */
export function parsedJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(where, `is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}
