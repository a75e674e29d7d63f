import { type CommittedRate, rungOf } from "../prices/override/commitment.ts";
import { ec2Instance } from "../prices/price-key.ts";
import type { Provenance } from "../provenance.ts";
import type { Commitment } from "../scenario/commitments.ts";
import { Decimal } from "../units.ts";
import type { PlanContext } from "./context.ts";

/** What one committed instance costs: each hour of the term, and at its start. */
export type TermRate =
  | {
      readonly kind: "rate";
      readonly hourlyUsd: Decimal;
      readonly upfrontUsd: Decimal;
      /** "savings plan", "reserved standard, no upfront", "your rate" */
      readonly name: string;
      readonly provenance: Provenance;
    }
  | { readonly kind: "none"; readonly because: string };

export function termRate(context: PlanContext, commitment: Commitment, instanceType: string): TermRate {
  const { rate, termMonths } = commitment;
  if (rate.kind === "yours") {
    return {
      kind: "rate",
      hourlyUsd: new Decimal(rate.hourlyUsd.base),
      upfrontUsd: new Decimal(0),
      name: "your rate",
      provenance: rate.hourlyUsd.provenance,
    };
  }
  const { region } = context.scenario;
  const wanted = rungOf(termOf(rate.option, termMonths.base));
  const found = (context.terms?.commitments(ec2Instance(instanceType), region) ?? [])
    .filter((known) => rungOf(known) === wanted)
    .toSorted((a, b) => a.upfrontUsd.comparedTo(b.upfrontUsd))[0];
  if (found === undefined) {
    const option = rate.option.replaceAll("-", " ").replace(" upfront", "-upfront");
    const because = `nobody sells ${instanceType} in ${region} as ${option} over ${termMonths.base} months, as far as the book and your overrides know`;
    return { kind: "none", because };
  }
  const { hourlyUsd, upfrontUsd } = found;
  return {
    kind: "rate",
    hourlyUsd,
    upfrontUsd,
    name: nameOf(found),
    provenance: provenanceOf(found, commitment),
  };
}

type Option = Extract<Commitment["rate"], { kind: "book" }>["option"];

/** The rung of the book that an option of the scenario means. */
function termOf(option: Option, termMonths: number): Parameters<typeof rungOf>[0] {
  if (option === "savings-plan") return { kind: "savings-plan", termMonths };
  const convertible = option.startsWith("convertible-");
  const purchaseOption = option.replace("convertible-", "") as NonNullable<CommittedRate["purchaseOption"]>;
  return {
    kind: "reserved",
    termMonths,
    offeringClass: convertible ? "convertible" : "standard",
    purchaseOption,
  };
}

function nameOf({ kind, offeringClass, purchaseOption }: CommittedRate): string {
  const words = kind === "reserved" ? `reserved ${offeringClass}` : "savings plan";
  return purchaseOption === undefined ? words : `${words}, ${purchaseOption.replace("-", " ")}`;
}

function provenanceOf({ source, quotedAt, by }: CommittedRate, { key }: Commitment): Provenance {
  return source === "yours"
    ? { kind: "yours", key: `overrides, ${by.join(", ")}`, at: quotedAt, because: `named by ${key}.option` }
    : { kind: "published", source: `AWS price list, ${source}`, at: quotedAt };
}
