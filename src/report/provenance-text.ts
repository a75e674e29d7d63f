import type { ReportProvenance } from "./report.ts";

/** Who says so, and when; an assumption or an answer names the key that changes it. */
export function provenanceText(provenance: ReportProvenance): string {
  switch (provenance.kind) {
    case "published":
    case "measured":
    case "fitted":
      return `${provenance.kind} ${provenance.at}, ${provenance.source}${provenance.note === undefined ? "" : ` (${provenance.note})`}`;
    case "assumed":
      return `assumed, ${provenance.because}; ${provenance.key.startsWith("data/") ? provenance.key : `--set ${provenance.key}=…`}`;
    case "yours":
      return `yours, ${provenance.key}${inBrackets([provenance.because, quoted(provenance.at)])}`;
  }
}

const quoted = (at: string | undefined) => at && `quoted ${at}`;

function inBrackets(remarks: readonly (string | undefined)[]): string {
  const said = remarks.filter((remark) => remark !== undefined);
  return said.length === 0 ? "" : ` (${said.join("; ")})`;
}

/** The same in a table's cell: the date, or the key. */
export function provenanceCell(provenance: ReportProvenance): string {
  return provenance.kind === "assumed" || provenance.kind === "yours" ? provenance.key : provenance.at;
}
