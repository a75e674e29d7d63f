import { InputError } from "../errors.ts";

/** The file stops before its end: a download that broke off, or a disk that was full. */
export function truncated(where: string, problem: string): InputError {
  return new InputError(
    "OFFER_FILE_TRUNCATED",
    `${where} ends too early: ${problem}.`,
    "Fetch the file again and compare its length with the one that the server announces.",
  );
}

/** The file is whole but not what it claims to be. */
export function damaged(where: string, problem: string): InputError {
  return new InputError(
    "OFFER_FILE_DAMAGED",
    `${where} ${problem}.`,
    "Fetch the file again; an AWS price list has the form of the published offer files, version v1.0.",
  );
}
