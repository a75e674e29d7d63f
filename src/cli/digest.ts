import { createHash, createHmac } from "node:crypto";

/** sha256 of a text, 64 hex digits. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** HMAC-SHA256 of a text under a secret key, 64 hex digits: without the key nobody can try guesses against it. */
export const keyedSha256 = (key: string, text: string): string =>
  createHmac("sha256", key).update(text).digest("hex");
