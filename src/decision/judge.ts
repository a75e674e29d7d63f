/** Which of the two models that were compared gave the judgements itself. */
type PartialJudge = "today" | "candidate";

/** "anthropic/claude-sonnet-4-6" and "claude-sonnet-4-6" are one model, in whatever case they are written. */
function sameModel(a: string, b: string): boolean {
  const words = (name: string) => name.toLowerCase().split("/");
  const [x, y] = [words(a), words(b)];
  if (x.at(-1) !== y.at(-1)) return false;
  return x.length === 1 || y.length === 1 || x.join("/") === y.join("/");
}

/**
 * A judge that is one of the two prefers its own answers.
 * @param today absent: nothing is bought that the candidate was held against
 */
export function partialJudge(
  judge: string | undefined,
  today: string | undefined,
  candidate: string,
): PartialJudge | undefined {
  if (judge === undefined) return undefined;
  if (sameModel(judge, candidate)) return "candidate";
  return today !== undefined && sameModel(judge, today) ? "today" : undefined;
}
