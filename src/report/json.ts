import { type Report, reportSchema } from "./report.ts";

/**
 * The report as JSON: keys in the schema's order whatever the order they were made in, one trailing newline.
 * @throws ZodError when the value is not a report: reports are made by us.
 */
export function renderJson(report: Report): string {
  return `${JSON.stringify(reportSchema.parse(report), null, 2)}\n`;
}
