import type { ListDocument } from "./list-document.ts";
import type { KeyRecipe, Wanted } from "./recipe.ts";
import type { Lost } from "./selection.ts";

/** What is asked of the list: one price in one region. */
export interface Question {
  readonly asked: KeyRecipe;
  readonly region: string;
  /** Region whose own file is read: a row that names no region is taken for one of it, and only then. */
  readonly fileRegion?: string;
}

/** One attribute that a row must have. */
export interface Check {
  readonly attribute: string;
  readonly wanted: string;
  readonly holds: (document: ListDocument) => boolean;
  readonly got: (document: ListDocument) => string;
  /** An attribute of the recipe, which old lists may lack altogether; service, family and usage type always bind. */
  readonly optional: boolean;
}

/** Everything that a row must be, in the order in which a reader would ask. */
export function checksOf(question: Question): readonly Check[] {
  const { recipe, segments } = question.asked;
  const family = recipe.family?.(...segments);
  return [
    exact("service", recipe.service, ({ service }) => service),
    ...(family === undefined ? [] : [exact("productFamily", family, ({ productFamily }) => productFamily)]),
    ...Object.entries(recipe.attributes?.(...segments) ?? {}).map(([name, wanted]) =>
      attribute(name, wanted),
    ),
    ...usageCheck(question),
    ...regionChecks(question),
  ];
}

/** Attributes in which a row differs from what is wanted; those that no row carries are passed over. */
export function lostOn(document: ListDocument, checks: readonly Check[]): readonly Lost[] {
  return checks
    .filter(({ holds }) => !holds(document))
    .map(({ attribute: name, wanted, got }) => ({ attribute: name, wanted, got: got(document) }));
}

function exact(name: string, wanted: string, got: (document: ListDocument) => string): Check {
  return { attribute: name, wanted, holds: (document) => got(document) === wanted, got, optional: false };
}

function attribute(name: string, wanted: Wanted): Check {
  const got = ({ attributes }: ListDocument) => attributes[name] ?? "";
  const shared = { attribute: name, got, optional: true };
  if (typeof wanted === "string")
    return { ...shared, wanted: wanted || "nothing", holds: (document) => got(document) === wanted };
  if ("not" in wanted)
    return { ...shared, wanted: `not ${wanted.not}`, holds: (document) => got(document) !== wanted.not };
  const said = wanted.oneOf.map((one) => one || "nothing").join(" or ");
  return { ...shared, wanted: said, holds: (document) => wanted.oneOf.includes(got(document)) };
}

/**
 * Usage types begin with their region's prefix or with none: "EU-" (eu-west-1), three capitals and a digit, or the code
 * itself. No other capitals: "TS-LoadBalancerUsage" is another thing. And no table: those that guessed one lost regions.
 */
function usageCheck({ asked: { recipe, segments }, region }: Question): Check[] {
  const usage = recipe.usage?.(...segments);
  if (usage === undefined) return [];
  const suffix = typeof usage === "string" ? escaped(usage) : `(?:${usage.source})`;
  const pattern = new RegExp(`^(?:(?:EU|[A-Z]{3}\\d)-|${escaped(region)}-)?${suffix}$`);
  const got = ({ attributes }: ListDocument) => attributes.usagetype ?? "";
  const wanted = typeof usage === "string" ? usage : usage.source;
  return [
    {
      attribute: "usagetype",
      wanted,
      holds: (document) => pattern.test(got(document)),
      got,
      optional: false,
    },
  ];
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Attribute in which a row names its region; undefined for what has none. */
export function regionAttribute({
  asked: { recipe },
}: Question): "regionCode" | "fromRegionCode" | undefined {
  if (recipe.region === "none" || recipe.region === "any") return undefined;
  return recipe.region === "from" ? "fromRegionCode" : "regionCode";
}

/** Never by the place's name, which has two spellings and changes. */
function regionChecks(question: Question): Check[] {
  const { asked, region, fileRegion } = question;
  const { recipe } = asked;
  const code = regionAttribute(question);
  if (recipe.region === "any")
    return [
      exact("regionCode", "", ({ attributes }) => attributes.regionCode ?? ""),
      attribute("location", "Any"),
    ];
  if (code === undefined) return [];
  const kind = recipe.region === "from" ? "fromLocationType" : "locationType";
  const got = ({ attributes }: ListDocument) => attributes[code] ?? "";
  return [
    {
      attribute: code,
      wanted: region,
      holds: (document) => got(document) === region || (got(document) === "" && fileRegion === region),
      got,
      optional: false,
    },
    attribute(kind, "AWS Region"),
  ];
}
