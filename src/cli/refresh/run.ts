import { InputError } from "../../errors.ts";
import type { PriceBook } from "../../prices/book/price-book.ts";
import { isGlob } from "../../prices/list/key-glob.ts";
import { now as clock } from "../clock.ts";
import { bookFolder } from "../package-root.ts";
import { withLockedBook } from "../price-book-writer.ts";
import { loadBook } from "../price-files.ts";
import type { RefreshFlags } from "../prices-refresh.ts";
import type { PricesShell } from "../prices-shell.ts";
import { progressOn } from "../progress.ts";
import { type Fetched, fetchReads } from "./fetch.ts";
import { readFromFiles } from "./from-files.ts";
import type { Asked } from "./list-read.ts";
import { mergedReads } from "./merged-reads.ts";
import { type OpenedBook, openForRefresh, type RefreshedBook, refreshBook } from "./refresh.ts";
import { refreshJson, refreshText, rowsText } from "./refresh-text.ts";
import { refuseRegion } from "./refused-region.ts";
import { byHome, scenarioKeys } from "./wanted-keys.ts";

/** `crossover prices refresh`. @throws InputError: exit 2 input, 3 a guard, 4 a key that was asked for has no price, 6 outside. */
export async function refresh(flags: RefreshFlags, shell: PricesShell): Promise<void> {
  const startedAt = shell.now ?? clock();
  await withLockedBook(
    flags.book,
    startedAt,
    ({ lock }) =>
      shell.err(
        lock === undefined
          ? "An earlier refresh left a broken lock; nothing of it is in the book. It is replaced."
          : `A refresh (pid ${lock.pid}, ${lock.startedAt.slice(0, 16).replace("T", " ")}) ended before it was done; what it left is cleared away.`,
      ),
    () => refreshLocked(flags, shell, startedAt),
  );
}

async function refreshLocked(flags: RefreshFlags, shell: PricesShell, now: string): Promise<void> {
  const opened = openForRefresh(flags.book);
  const progress = progressOn(shell.err);
  let got: Fetched;
  const asked = new Map<string, Asked>();
  const ask = async (region: string) => {
    for (const [home, own] of await askedFor(region, flags, opened))
      asked.set(home, { ...own, keys: [...new Set([...(asked.get(home)?.keys ?? []), ...own.keys])] });
  };
  try {
    got =
      flags.from === undefined
        ? await fetched(flags, shell, now, opened, asked, ask)
        : await fromFiles(flags, ask, progress);
  } finally {
    progress.stop();
  }
  const { reads, unchanged } = got;
  // JSON has stdout to itself.
  const beside = flags.json === true ? shell.err : shell.out;
  if (flags.rows !== undefined) beside(rowsText(flags.rows, reads, opened.rules));
  const done = refreshBook(opened, reads, asked, {
    today: shell.today,
    now,
    origin: flags.from !== undefined ? "files" : flags.publishedBefore !== undefined ? "history" : "today",
    unchanged,
    ...(flags.accept !== undefined && { accept: flags.accept }),
    drop: flags.drop,
    dryRun: flags.dryRun === true,
  });
  shell.out(flags.json === true ? refreshJson(done) : refreshText(done, flags));
  refuseMissing(done, flags);
}

/** Files say their own regions; what is asked of each is found out when they are known. */
async function fromFiles(
  flags: RefreshFlags,
  ask: (region: string) => Promise<void>,
  progress: ReturnType<typeof progressOn>,
): Promise<Fetched> {
  const { from = [], terms, add, rows } = flags;
  const kinds = {
    globs: add.filter(isGlob),
    terms: terms === true,
    ...(rows !== undefined && { shown: rows }),
  };
  const reads = await readFromFiles(from, kinds, progress);
  const wanted = reads.filter(
    ({ region, list }) =>
      (flags.region.length === 0 || flags.region.includes(region) || region === "global") &&
      (flags.service.length === 0 || flags.service.includes(list.service)),
  );
  if (wanted.length === 0)
    throw new InputError(
      "NOTHING_READ",
      `${from.join(", ")}: no list of ${[...flags.region, ...flags.service].join(", ")}; the files are of ${reads.map(({ region, list }) => `${list.service} in ${region}`).join(", ")}.`,
      "Name other files, or leave --region and --service out.",
    );
  for (const region of new Set(wanted.map((read) => read.region))) {
    refuseRegion(region);
    await ask(region === "global" ? "us-east-1" : region);
  }
  return { reads: mergedReads(wanted), unchanged: new Map() };
}

async function fetched(
  flags: RefreshFlags,
  shell: PricesShell,
  now: string,
  opened: OpenedBook,
  asked: Map<string, Asked>,
  ask: (region: string) => Promise<void>,
): Promise<Fetched> {
  const held = [...opened.newest.keys()].filter((region) => region !== "global").sort();
  const regions = flags.region.length > 0 ? flags.region : held.length > 0 ? held : ["us-east-1"];
  for (const region of regions) await ask(region);
  return fetchReads(flags, { asked, opened, now, err: shell.err });
}

/** Keys of the newest snapshot, of the scenarios, and those that were added; a new region gets what the others have. */
async function askedFor(
  region: string,
  { add, drop, terms, rows }: RefreshFlags,
  opened: OpenedBook,
): Promise<ReadonlyMap<string, Asked>> {
  const held = opened.newest.get(region) ? [region] : [...opened.newest.keys()];
  const keys = new Set(
    [...held, "global"].flatMap((home) => Object.keys(opened.newest.get(home)?.entries ?? {})),
  );
  for (const key of await scenarioKeys(region, emptyOr(opened))) keys.add(key);
  for (const key of add) if (!isGlob(key)) keys.add(key);
  for (const key of drop) keys.delete(key);
  const globs = add.filter(isGlob);
  return new Map(
    [...byHome([...keys], region)].map(([home, own]) => [
      home,
      {
        keys: own,
        globs: home === "global" ? [] : globs,
        terms: terms === true,
        ...(rows !== undefined && { shown: rows }),
      },
    ]),
  );
}

/** The book as it stands, or the one that ships with the project where there is none yet: only its questions matter. */
function emptyOr({ dir, index }: OpenedBook): PriceBook {
  return index.snapshots.length > 0 ? loadBook(dir, "9999-12-31") : loadBook(bookFolder(), "9999-12-31");
}

/** Keys that somebody named and that the list does not have: everything else is written. */
function refuseMissing({ regions }: RefreshedBook, { add }: RefreshFlags): void {
  const named = add.filter((key) => !isGlob(key));
  for (const { notPriced } of regions)
    for (const key of named) {
      const reason = notPriced.get(key);
      if (reason === undefined) continue;
      throw new InputError(
        "NO_PRICE",
        `${reason.because}.`,
        reason.kind === "none"
          ? "It may not be sold there. Keep it out of the plan or name another region."
          : `See its rows: crossover prices refresh --dry-run --rows ${key}`,
        4,
      );
    }
}
