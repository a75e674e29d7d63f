import { InputError } from "../errors.ts";
import { fileChunks, unpackedChunks } from "./file-chunks.ts";
import { JsonMembers } from "./json-members.ts";

/** How a price list is written down: a bulk file in CSV or JSON, or recorded answers of GetProducts. */
export type OfferForm = "csv" | "json" | "pages";

/** A file by its content: its form, and how to begin reading it. */
export interface OfferSource {
  readonly form: OfferForm;
  /** The unpacked bytes; `onBytes` hears how many of the file on disk have been read. */
  readonly open: (onBytes?: (read: number) => void) => AsyncIterable<Uint8Array>;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Members that only one of the JSON forms has at its root; the others are in several. */
const TELLING: Readonly<Record<string, OfferForm>> = {
  formatVersion: "json",
  disclaimer: "json",
  offerCode: "json",
  products: "json",
  product: "pages",
  serviceCode: "pages",
  FormatVersion: "pages",
  PriceList: "pages",
  NextToken: "pages",
};

/**
 * What kind of price list a file is, told by its content and not by its name.
 * @throws InputError OFFER_FILE_UNKNOWN, exit 2.
 */
export async function offerSource(path: string, where: string): Promise<OfferSource> {
  const packed = (await firstBytes(fileChunks(path), 2)).equals(Buffer.from([0x1f, 0x8b]));
  const open = (onBytes?: (read: number) => void) =>
    packed ? unpackedChunks(path, where, onBytes) : fileChunks(path, onBytes);
  const head = withoutMark(await firstBytes(open(), 64))
    .toString("latin1")
    .trimStart();
  if (/^"?FormatVersion"?,/.test(head)) return { form: "csv", open };
  // Pages begin with an array, or with a document that is a text.
  if (head.startsWith("[") || /^"\s*\{/.test(head)) return { form: "pages", open };
  const form = head.startsWith("{") ? await jsonForm(open(), where) : undefined;
  if (form !== undefined) return { form, open };
  throw new InputError(
    "OFFER_FILE_UNKNOWN",
    `${where} is no price list of AWS: it begins with ${JSON.stringify(head.slice(0, 24))}.`,
    "Give a bulk offer file (CSV or JSON, as it is or in gzip) or recorded answers of GetProducts (JSON or JSON lines).",
  );
}

async function firstBytes(chunks: AsyncIterable<Uint8Array>, count: number): Promise<Buffer> {
  let head = Buffer.alloc(0);
  for await (const chunk of chunks) {
    head = Buffer.concat([head, chunk.subarray(0, count)]);
    if (head.length >= count) break;
  }
  return head.subarray(0, count);
}

function withoutMark(head: Buffer): Buffer {
  return head.subarray(0, 3).equals(BYTE_ORDER_MARK) ? head.subarray(3) : head;
}

/** The form of a JSON object by the first member that tells; undefined when none does. */
async function jsonForm(chunks: AsyncIterable<Uint8Array>, where: string): Promise<OfferForm | undefined> {
  let form: OfferForm | undefined;
  const members = new JsonMembers(where, {
    choose: ([name]) => {
      if (name === undefined) return "enter";
      if (Object.hasOwn(TELLING, name)) form ??= TELLING[name];
      return "skip";
    },
    taken: () => {},
  });
  for await (const chunk of chunks) {
    members.write(chunk);
    if (form !== undefined) return form;
  }
  members.end();
  return form;
}
