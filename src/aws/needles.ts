const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/**
 * Whether a text holds at least one of the needles, in one pass however many they are; undefined needles are always there.
 * @param spelt how a needle is spelt inside the raw text.
 */
export function holdsNeedle(
  needles: readonly string[] | undefined,
  spelt: (needle: string) => string = (needle) => needle,
): (text: string) => boolean {
  if (needles === undefined) return () => true;
  if (needles.length === 0) return () => false;
  const any = new RegExp(needles.map((needle) => literal(spelt(needle))).join("|"));
  return (text) => any.test(text);
}
