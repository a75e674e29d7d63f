import { find, fullName, type PartView } from "./part-view.ts";
import { listed } from "./wording.ts";

/** That no single change turns the verdict, and where a volume would but for the gate, that the gate is why. */
export function nothingFound(view: PartView): string {
  const gated = view.decision.not.flatMap(({ alternative, winsAt = [] }) => {
    const loser = find(view, alternative);
    return loser?.needsGate === true && winsAt.length > 0 ? [fullName(view, loser)] : [];
  });
  if (gated.length === 0) return "nothing found";
  return `nothing found while the quality of ${listed(gated.slice(0, 2))} is not measured`;
}
