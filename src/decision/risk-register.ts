import { z } from "zod";
import records from "../../data/risk-register.json" with { type: "json" };
import type { Risk } from "../scenario/risk.ts";

const entry = z.strictObject({
  id: z.string(),
  risk: z.string(),
  /** The published words for both sides. */
  buy: z.string(),
  selfHost: z.string(),
  /** Kinds of the scenario's risks that put numbers to it. */
  kinds: z.array(z.enum(["repeating", "once", "outage", "delay", "word"])),
  /** What we found when we checked the words. */
  check: z.string(),
  source: z.string(),
  at: z.string(),
});

type RegisterEntry = Readonly<z.infer<typeof entry>>;

const REGISTER: readonly RegisterEntry[] = z.array(entry).parse(records);

/** A published risk with what the reader said of it; words stand until numbers are given. */
export interface RegisterRow extends RegisterEntry {
  readonly given: readonly string[];
}

/** Every published risk; those of the reader that are none of them are in the risk lines only. */
export function registerRows(risks: readonly Risk[]): RegisterRow[] {
  return REGISTER.map((published) => ({
    ...published,
    given: risks.filter((risk) => isAbout(risk, published)).map(said),
  }));
}

function isAbout(risk: Risk, { risk: name, id, kinds }: RegisterEntry): boolean {
  const word = risk.name.toLowerCase();
  return word === name || word === id || kinds.includes(risk.kind);
}

function said(risk: Risk): string {
  if (risk.kind === "word") return `${risk.side}: ${risk.word}, not priced`;
  const open = risk.kind === "outage" && risk.sla === undefined;
  return `${risk.side}: ${open ? "not priced" : "with numbers"} (${risk.name})`;
}
