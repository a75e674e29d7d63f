/**
 * Lets through the lines of a CSV that hold one of the needles, whole records each, with the first `head` records and
 * whatever follows the last line break, because to parse what nobody
 * wants takes most of the time.
 */
export async function* sieveLines(
  chunks: AsyncIterable<Uint8Array>,
  head: number,
  needles: readonly string[],
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  const open = new OpenRecord();
  let rest = "";
  let records = 0;
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    let kept = "";
    for (const line of lines) {
      const record = open.add(line);
      if (record === undefined) continue;
      if (records++ < head || needles.some((needle) => record.includes(needle))) kept += `${record}\n`;
    }
    if (kept !== "") yield kept;
  }
  // A file that was cut off ends in half a record: the parser is to see it, wanted or not.
  yield open.rest() + rest + decoder.decode();
}

/** A quoted field may hold line breaks: a record is whole when its quotes are even. */
class OpenRecord {
  #lines = "";
  #isQuoted = false;

  /** The record that `line` ends, undefined while a quote is open. */
  add(line: string): string | undefined {
    if (line.includes('"') && (line.split('"').length - 1) % 2 === 1) this.#isQuoted = !this.#isQuoted;
    const record = this.#lines + line;
    this.#lines = this.#isQuoted ? `${record}\n` : "";
    return this.#isQuoted ? undefined : record;
  }

  rest(): string {
    return this.#lines;
  }
}
