import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { damaged, truncated } from "./offer-damage.ts";

/** Bytes. Smaller ones cost a turn of the event loop each; larger ones leave the processor's cache. */
const CHUNK = 1 << 20;

/**
 * The bytes of a file, the next chunk being read while this one is used. Two buffers serve the whole file: a chunk is
 * overwritten once the one after next is asked for, so nobody may keep it.
 *
 * @param onBytes told how many bytes of the file have been read so far.
 */
export async function* fileChunks(
  path: string,
  onBytes: (read: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  let [filling, spare] = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)];
  let coming = file.read(filling, 0, CHUNK, null);
  let read = 0;
  try {
    for (;;) {
      const { bytesRead } = await coming;
      if (bytesRead === 0) return;
      const filled = filling;
      [filling, spare] = [spare, filling];
      coming = file.read(filling, 0, CHUNK, null);
      read += bytesRead;
      onBytes(read);
      yield filled.subarray(0, bytesRead);
    }
  } finally {
    // Closing the file under a read that is on its way would write into a buffer that nobody owns any more.
    await coming.catch(() => undefined);
    await file.close();
  }
}

/**
 * The bytes of a gzip file, unpacked.
 * @param onBytes told how many bytes of the packed file have been read so far.
 * @param where names the file in errors.
 * @throws InputError OFFER_FILE_TRUNCATED or OFFER_FILE_DAMAGED.
 */
export async function* unpackedChunks(
  path: string,
  where: string,
  onBytes: (read: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const packed = createReadStream(path, { highWaterMark: CHUNK / 4 });
  packed.on("data", () => onBytes(packed.bytesRead));
  const unpacked = createGunzip({ chunkSize: CHUNK / 4 });
  pipeline(packed, unpacked, () => {
    // Whatever goes wrong reaches the reader below.
  });
  try {
    yield* unpacked;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "Z_BUF_ERROR") throw truncated(where, "the gzip stream has no end");
    if (code === "Z_DATA_ERROR") throw damaged(where, "is damaged inside its gzip packing");
    throw error;
  }
}
