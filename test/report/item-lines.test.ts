import { expect, test } from "vitest";
import { type Items, itemLines } from "../../src/report/item-lines.ts";

const list: Items = { head: "5: ", items: ["one", "two", "three", "four", "five"], separator: ", " };
const shown = (width: number, items = list) =>
  itemLines("", 0, items, width, { most: (0.999 * width) / 100, where: "--full" })
    .map((line) => line.map(({ text }) => text).join(""))
    .join("|");

test.each([
  [100, "5: one, two, three, four, five"],
  [28, "5: one, two (3 more: --full)"],
  [20, "5 (--full)"],
])("in one line of %i columns whole items and how many are left: %s", (width, text) => {
  expect(shown(width)).toBe(text);
});

test("one item that is too long is cut between words, and says what else there is", () => {
  const sentence = "Hours are not answered; they count as none";
  const long = { head: "", items: [sentence], separator: "", further: 2 };
  expect(shown(40, long)).toBe("Hours are not … (2 more: --full)");
});
