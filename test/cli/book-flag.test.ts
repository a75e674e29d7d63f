import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bookFlag } from "../../src/cli/shell-word.ts";
import { bookWith, committedOn } from "../prices/book-folder.ts";
import { BOOK_DIR } from "../prices/books.ts";
import { crossover } from "./in-process.ts";

const TRACKING = "scenarios/ml-team.yaml";
const DATABASE = "rds/instance/postgres/db.m7g.large/multi-az";

/** The project's list, without one price that the scenario needs. */
const own = () =>
  bookWith([
    committedOn("2024-07-01", "global"),
    committedOn("2026-08-14", "us-east-1", ({ [DATABASE]: _gone, ...rest }) => rest),
  ]);

describe("--book", () => {
  test("what to type next goes on with the same book", async () => {
    const book = own();
    const { out } = await crossover("compare", TRACKING, "--book", book, "--json");
    const { next, call } = JSON.parse(out) as { next: string[]; call: string };
    expect(call).toBe(`${TRACKING} --book ${book}`);
    for (const command of next) expect(command).toContain(`--book ${book}`);
    // And each of them runs.
    const [explain = ""] = next;
    const { exitCode } = await crossover(...explain.replace("npx crossover ", "").split(" "));
    expect(exitCode).toBe(0);
  });

  test("a price that it lacks is fetched into it, by compare, explain and prices explain alike", async () => {
    const book = own();
    const fetch = `crossover prices refresh --region us-east-1 --add ${DATABASE} --book ${book}`;
    expect((await crossover("compare", TRACKING, "--book", book, "--json")).out).toContain(fetch);
    const { out } = await crossover(
      "explain",
      "host.trk-db.hours",
      TRACKING,
      "--book",
      book,
      "--width",
      "400",
    );
    expect(out).toContain(fetch);
    const { err, exitCode } = await crossover("prices", "explain", DATABASE, "--book", book);
    expect(err).toContain(`Fetch it with: ${fetch}`);
    expect(exitCode).toBe(4);
  });

  test("the book that ships is not named, however it is written", async () => {
    expect([BOOK_DIR, "pricing-cache", "./pricing-cache/"].map(bookFlag)).toEqual(["", "", ""]);
    expect(bookFlag("our prices")).toBe(" --book 'our prices'");
    const { out } = await crossover("compare", TRACKING, "--book", "pricing-cache", "--json");
    expect(JSON.parse(out).call).toBe(TRACKING);
  });

  test("a folder that holds none: exit 2", async () => {
    const { err, exitCode } = await crossover("compare", TRACKING, "--book", join(BOOK_DIR, "aws"));
    expect(err).toContain("Cannot read ");
    expect(exitCode).toBe(2);
  });
});
