/**
 * A mistake of the reader (or of the world outside), told so that it can be mended.
 *
 * `message` shows both sides of the broken relation, `hint` names the next command or the file to edit.
 * Our own mistakes are plain Errors and crash with a stack.
 */
export class InputError extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly exitCode: 2 | 3 | 4 | 5 | 6;

  constructor(code: string, message: string, hint?: string, exitCode: 2 | 3 | 4 | 5 | 6 = 2) {
    super(message);
    this.name = "InputError";
    this.code = code;
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
