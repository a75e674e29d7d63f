import type { Alternative, Part } from "../../alternatives/alternative.ts";
import type { Findings } from "./compose.ts";

type Decision = Findings["decisions"][number];

/** One part's decision with the alternatives that it names, each once, in the order a reader meets them. */
export interface NamedRows {
  readonly part: Part;
  readonly decision: Decision;
  readonly rows: readonly Alternative[];
  readonly today?: Alternative;
  /** The cheapest fleet that may be chosen. */
  readonly lead?: Alternative;
  /** What is bought meanwhile. */
  readonly keep?: Alternative;
}

export function namedRows({ plan, decisions }: Findings): NamedRows[] {
  return decisions.flatMap((decision) => {
    const all = plan.parts.find(({ part }) => part === decision.part)?.alternatives ?? [];
    const find = (id: string | undefined) => all.find((alternative) => alternative.id === id);
    const today = find(decision.today);
    const lead = find(decision.lead);
    const keep = find(decision.keep) ?? today;
    const { improved, names, sameModel } = decision;
    const ids = [today?.id, improved, names, keep?.id, sameModel, lead?.id];
    return {
      part: decision.part,
      decision,
      rows: [...new Set(ids)].map(find).filter((alternative) => alternative !== undefined),
      ...(today && { today }),
      ...(lead && { lead }),
      ...(keep && { keep }),
    };
  });
}
