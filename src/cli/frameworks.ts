import { type Feed, feedOf } from "../frameworks/feed.ts";
import { FRAMEWORKS } from "../frameworks/framework.ts";
import { askedScenario } from "./bill-tokens.ts";
import type { Output } from "./output.ts";
import { plainTable } from "./plain-table.ts";
import { contextOf } from "./report-of.ts";
import { readScenarioFile } from "./scenario-file.ts";
import { refuseUnreadKeys } from "./unread-keys.ts";

export interface FrameworksFlags {
  readonly json?: true;
}

/** `crossover frameworks`: every published idea with the keys that feed it, and whether this scenario does. */
export function frameworks(file: string | undefined, flags: FrameworksFlags, output: Output): void {
  const raw = file === undefined ? undefined : checked(file);
  const feeds = FRAMEWORKS.map((framework) => feedOf(framework, raw ?? {}));
  output.out(flags.json === true ? json(feeds, raw !== undefined) : text(feeds, file, output.width));
}

/** The file as it was written, once it is known to be a scenario. */
function checked(file: string): Record<string, unknown> {
  const given = readScenarioFile(file);
  refuseUnreadKeys(given, askedScenario(given.raw, contextOf(given)));
  return given.raw;
}

function json(feeds: readonly Feed[], held: boolean): string {
  const entries = feeds.map(({ framework, state, keys }) =>
    held ? { ...framework, state, keys } : framework,
  );
  return `${JSON.stringify({ schema: 1, frameworks: entries }, null, 2)}\n`;
}

const STATES = ["fed", "default", "unanswered", "no key needed"] as const;
const MARKS = { fed: "", default: " (default)", unanswered: " (unanswered)" } as const;

/** Left column: the longest slug and what stands between columns. */
const LEFT = 30;
const STATE = 15;
const NARROWEST = 40;

function text(feeds: readonly Feed[], file: string | undefined, width: number): string {
  const held = file !== undefined;
  const right = Math.max(NARROWEST, width - LEFT - (held ? STATE : 0));
  const rows = feeds.map(({ framework, state, keys }) => {
    const asked = keys.map(({ key, state: answer }) => `${key}${held ? MARKS[answer] : ""}`).join(", ");
    const told = `${framework.what}${asked === "" ? "" : `. Keys: ${asked}`}. In: ${framework.printed}`;
    return [framework.slug, ...(held ? [state] : []), told];
  });
  const columns = [{ width: LEFT - 2 }, ...(held ? [{ width: STATE - 2 }] : []), { width: right - 2 }];
  return [...head(feeds, file), "", ...plainTable(rows, columns), ""].join("\n");
}

function head(feeds: readonly Feed[], file: string | undefined): string[] {
  const total = `${feeds.length} published ideas and what feeds each.`;
  if (file === undefined) return [total, "With a scenario: crossover frameworks <scenario>"];
  const counts = STATES.map((state) => `${state} ${feeds.filter((feed) => feed.state === state).length}`);
  return [`${total} ${file}: ${counts.join(" · ")}`];
}
