import { readSync } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { damaged, truncated } from "./offer-damage.ts";

/** Bytes. Smaller ones cost a call each; larger ones leave the processor's cache before they are read. */
const CHUNK = 1 << 18;
/** Chunks between two turns of the event loop, so that a signal or a timer does not wait for the whole file. */
const TURN = 4;

/**
 * The bytes of a file. One buffer serves the whole file: a chunk is overwritten by the next, so nobody may keep it.
 *
 * It is filled on this thread: to have another one fill a second buffer meanwhile takes as long and more of the processor.
 * @param onBytes told how many bytes of the file have been read so far.
 */
export async function* fileChunks(
  path: string,
  onBytes: (read: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  const buffer = Buffer.allocUnsafeSlow(CHUNK);
  let read = 0;
  try {
    for (let turn = 1; ; turn++) {
      const filled = readSync(file.fd, buffer, 0, CHUNK, null);
      if (filled === 0) return;
      read += filled;
      onBytes(read);
      yield buffer.subarray(0, filled);
      if (turn % TURN === 0) await setImmediate();
    }
  } finally {
    await file.close();
  }
}

/**
 * The bytes of a gzip file, unpacked. A chunk's memory is given back when the next is asked for.
 * @param onBytes told how many bytes of the packed file have been read so far.
 * @param where names the file in errors.
 * @throws InputError OFFER_FILE_TRUNCATED or OFFER_FILE_DAMAGED.
 */
export async function* unpackedChunks(
  path: string,
  where: string,
  onBytes: (read: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip({ chunkSize: CHUNK });
  // A full chunk is more than the unpacker takes in without asking to wait until it is used up, and a shorter one is the
  // last: none is overwritten under its hands.
  pipeline(fileChunks(path, onBytes), unpacked, () => {
    // Whatever goes wrong reaches the reader below.
  });
  try {
    for await (const chunk of unpacked) {
      yield chunk;
      release(chunk);
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "Z_BUF_ERROR") throw truncated(where, "the gzip stream has no end");
    if (code === "Z_DATA_ERROR") throw damaged(where, "is damaged inside its gzip packing");
    throw error;
  }
}

/**
 * Frees a buffer that the unpacker has filled to its end and will not touch again. The garbage collector sees only the
 * handle, of a few bytes each, and would let tens of MiB gather before it runs.
 */
function release({ buffer, byteOffset, byteLength }: Buffer): void {
  const isWhole = buffer.byteLength === CHUNK && byteOffset + byteLength === CHUNK;
  if (isWhole && buffer instanceof ArrayBuffer) buffer.transfer(0);
}
