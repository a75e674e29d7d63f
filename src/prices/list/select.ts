import type { BillingRules } from "../rules.ts";
import { type Commitment, commitmentsOf } from "./commitment-terms.ts";
import { type Check, checksOf, lostOn, type Question, regionAttribute } from "./list-check.ts";
import type { ListDocument, ListTerm } from "./list-document.ts";
import { type Tiers, tiersOf } from "./list-tiers.ts";
import type { Candidate, NotSelected, SelectedPrice, Selection } from "./selection.ts";

/** An on-demand term of a row that is everything the recipe asks for. */
interface Match {
  readonly document: ListDocument;
  readonly term: ListTerm;
  readonly tiers: Tiers;
}

type Read = Match & { readonly tiers: Extract<Tiers, { kind: "tiers-read" }> };

/**
 * Exactly one price of the list for one key in one region, or a typed reason. The same for pages of the Query API, rows
 * of bulk files and rows of tests: whatever narrowed them before cannot change the answer.
 *
 * Every attribute is compared exactly; one that no row of the service carries cannot bind and is recorded. Rows with the
 * same unit and tiers are one price. Never the first, the last, the least or the most of several.
 *
 * @param documents of one service or several, in any order, decoys included
 * @param carried attributes that some row of the service carries; by default of these documents
 */
export function select(
  documents: readonly ListDocument[],
  question: Question,
  rules: BillingRules,
  carried: ReadonlySet<string> = carriedBy(documents, question.asked.recipe.service),
): Selection {
  const all = checksOf(question);
  const notPublished = all.filter((check) => check.optional && !carried.has(check.attribute));
  const checks = all.filter((check) => !notPublished.includes(check));
  const rows = documents.filter((document) => checks.every(({ holds }) => holds(document)));
  const { unit } = question.asked.recipe;
  const matches = rows.flatMap((document) =>
    document.terms
      .filter(({ kind }) => kind === "OnDemand")
      .map((term): Match => ({ document, term, tiers: tiersOf(term.dimensions, unit, rules) })),
  );
  if (matches.length === 0) return nothing(documents, checks, question);
  const broken = matches.find(({ tiers }) => tiers.kind !== "tiers-read");
  if (broken !== undefined && broken.tiers.kind !== "tiers-read")
    return { ...broken.tiers, candidates: [candidate(broken.document, [])] };
  const regionless = regionAttribute(question);
  const unsaid = regionless === undefined || carried.has(regionless) ? [] : [regionless];
  const names = [...notPublished.map((check) => check.attribute), ...unsaid].sort();
  return oneOf(matches.filter(isRead), question, names);
}

const isRead = (match: Match): match is Read => match.tiers.kind === "tiers-read";

/** Attributes that some row of the service carries with a value. */
function carriedBy(documents: Iterable<ListDocument>, service: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const document of documents) {
    if (document.service !== service) continue;
    for (const [name, value] of Object.entries(document.attributes)) if (value !== "") names.add(name);
  }
  return names;
}

function nothing(
  documents: readonly ListDocument[],
  checks: readonly Check[],
  { asked, region }: Question,
): NotSelected {
  const nearest = documents
    .filter(({ service }) => service === asked.recipe.service)
    .map((document) => candidate(document, lostOn(document, checks)))
    .toSorted((a, b) => a.lost.length - b.lost.length || (a.sku < b.sku ? -1 : 1))
    .slice(0, 3);
  return {
    kind: "none",
    because: `no row of ${asked.recipe.service} in ${region} is it`,
    candidates: nearest,
  };
}

/** One price, said by one row or by several; several prices are a question and not an answer. */
function oneOf(matches: readonly Read[], { asked }: Question, notPublished: readonly string[]): Selection {
  const groups = Map.groupBy(matches, ({ tiers }) =>
    JSON.stringify([tiers.published.unit, tiers.tiers.map(({ begin, end, usd }) => [begin, end, usd])]),
  );
  const [group] = [...groups.values()].map((same) => same.toSorted(bySku));
  if (groups.size > 1) return ambiguous([...groups.values()].map((same) => same.toSorted(bySku)));
  const [first] = group ?? [];
  if (group === undefined || first === undefined) throw new Error(`no match of ${asked.key}`);
  if (asked.recipe.free !== true && first.tiers.tiers.some(({ usd }) => usd === "0"))
    return {
      kind: "zero",
      because: zeroText(first),
      candidates: [candidate(first.document, [])],
    };
  return price(first, group, asked.recipe.unit, notPublished);
}

const bySku = (a: Match, b: Match): number => (a.document.sku < b.document.sku ? -1 : 1);

function zeroText({ document }: Match): string {
  const { marketoption, capacitystatus } = document.attributes;
  const told = [
    `SKU ${document.sku}`,
    ...(marketoption ? [`marketoption ${marketoption}`] : []),
    ...(capacitystatus ? [`capacitystatus ${capacitystatus}`] : []),
  ];
  return `a price of 0 was selected (${told.join(", ")}); a paid item cannot be free`;
}

function price(
  first: Read,
  group: readonly Read[],
  unit: string,
  notPublished: readonly string[],
): SelectedPrice {
  const { document, term, tiers } = first;
  const commitments = new Map<string, Commitment>();
  for (const match of group)
    for (const commitment of commitmentsOf(match.document))
      commitments.set(JSON.stringify(commitment), commitment);
  return {
    kind: "price",
    sku: document.sku,
    offerTermCode: term.offerTermCode,
    usageType: document.attributes.usagetype ?? "",
    operation: document.attributes.operation ?? "",
    unit,
    tiers: tiers.tiers,
    published: tiers.published,
    effectiveAt: term.effectiveDate.slice(0, 10),
    matched: group.length,
    merged: [...new Set(group.map((match) => match.document.sku))].filter((sku) => sku !== document.sku),
    notPublished,
    ...sizeOf(document),
    commitments: [...commitments.values()],
  };
}

/** "64 GiB", "1,152 GiB"; "8" GPUs. */
function sizeOf({ attributes }: ListDocument): { memoryGiB?: number; gpus?: number } {
  const memoryGiB = Number(/^([\d.,]+) GiB$/.exec(attributes.memory ?? "")?.[1]?.replaceAll(",", ""));
  const gpus = Number(attributes.gpu);
  return { ...(memoryGiB > 0 && { memoryGiB }), ...(gpus > 0 && { gpus }) };
}

/** What two prices of one key differ in, so that the recipe can be made to tell them apart. */
function ambiguous(groups: readonly (readonly Read[])[]): NotSelected {
  const firsts = groups.flatMap(([first]) => first ?? []);
  const [one, ...others] = firsts.map(({ document }) => described(document));
  const names = [...new Set(firsts.flatMap(({ document }) => Object.keys(described(document))))].sort();
  const differs = names.filter((name) => others.some((other) => other[name] !== one?.[name]));
  const prices = firsts.map(
    ({ document, tiers }) =>
      `${tiers.published.usd.join("/")} (${document.attributes.usagetype || document.sku})`,
  );
  return {
    kind: "ambiguous",
    because: `${prices.join(" and ")} differ in ${differs.join(", ") || "nothing but their SKU"}`,
    candidates: firsts.slice(0, 3).map(({ document }) => candidate(document, [])),
  };
}

function described({ productFamily, attributes }: ListDocument): Readonly<Record<string, string>> {
  return { productFamily, ...attributes };
}

function candidate(document: ListDocument, lost: Candidate["lost"]): Candidate {
  const onDemand = document.terms.find(({ kind }) => kind === "OnDemand");
  return {
    sku: document.sku,
    usageType: document.attributes.usagetype ?? "",
    usd: onDemand?.dimensions.map(({ pricePerUnit }) => pricePerUnit.USD ?? "") ?? [],
    lost,
  };
}
