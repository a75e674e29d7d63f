import { expect, test } from "vitest";
import { patiently, type Trouble } from "../../src/aws/patience.ts";
import { brief, failure, impatient } from "./loopback.ts";

class Failed extends Error {
  readonly trouble: Trouble | undefined;
  constructor(trouble: Trouble | undefined) {
    super(trouble);
    this.trouble = trouble;
  }
}
const troubleOf = (error: unknown) => (error instanceof Failed ? error.trouble : undefined);

test("silence is counted from when the host was last heard, not from the first try", async () => {
  const start = performance.now();
  const attempt = async () => {
    throw new Failed(performance.now() - start < 200 ? "throttled" : "silent");
  };
  const limits = { ...impatient, tries: 1000, totalSeconds: 5 };
  expect(await failure(patiently(attempt, troubleOf, limits))).toMatchObject({ trouble: "silent" });
  expect(performance.now() - start).toBeGreaterThan(200 + 300 - 50);
});

test("what is no trouble is thrown at once, as it is", async () => {
  const error = new Failed(undefined);
  let tries = 0;
  const attempt = async () => {
    tries++;
    throw error;
  };
  expect(await failure(patiently(attempt, troubleOf, brief))).toBe(error);
  expect(tries).toBe(1);
});

test("a name that is not found is looked up for 0.1 s, not for the 10 s of a silent host", async () => {
  const start = performance.now();
  const attempt = async () => {
    throw new Failed("unnamed");
  };
  const limits = { ...impatient, tries: 1000, answerSeconds: 10, nameSeconds: 0.1 };
  expect(await failure(patiently(attempt, troubleOf, limits))).toMatchObject({ trouble: "unnamed" });
  expect(performance.now() - start).toBeLessThan(5_000);
});
