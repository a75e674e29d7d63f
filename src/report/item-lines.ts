import { type Line, labelled, wrapped } from "./layout.ts";

/** A list that may be too long for its place: "17: " and its items, of which the first few are shown. */
export interface Items {
  readonly head: string;
  readonly items: readonly string[];
  readonly separator: string;
  /** Further ones that are not even offered. */
  readonly further?: number;
}

/**
 * As many whole items as fit in `most` lines (at 100 columns, in proportion at others), then how many there are beside
 * them and where; of a head that leaves no room for any, only where. One item that is too long by itself is cut between words.
 */
export function itemLines(
  label: string,
  labelWidth: number,
  list: Items,
  width: number,
  { most, where }: { readonly most: number; readonly where: string },
): Line[] {
  const room = width - labelWidth;
  const limit = Math.ceil((most * (100 - labelWidth)) / room);
  // Wrapping measures each character: what is longer than all lines together needs none of it.
  const fits = (text: string) => text.length <= limit * room && wrapped(text, room).length <= limit;
  const { items, further = 0 } = list;
  const rest = (left: number) => (left === 0 ? "" : ` (${left} more: ${where})`);
  for (let shown = items.length; shown > 0; shown -= 1) {
    const text = `${said(list, shown)}${rest(items.length - shown + further)}`;
    if (fits(text)) return labelled(label, labelWidth, text, width);
  }
  if (list.head.endsWith(": ") && items.length > 1)
    return labelled(label, labelWidth, `${list.head.slice(0, -2)} (${where})`, width, most);
  const short = `${said(list, 1)} …`;
  if (items.length > 1 && fits(short)) return labelled(label, labelWidth, short, width);
  const words = said(list, 1).split(" ");
  const left = Math.max(0, items.length - 1) + further;
  const texts = words.map((_, i) => {
    const kept = words.slice(0, words.length - 1 - i).join(" ");
    return `${kept.replace(/[;:,·–]$/, "").trimEnd()} …${rest(left)}`;
  });
  return labelled(label, labelWidth, texts.find(fits) ?? said(list, 1), width, most);
}

const said = ({ head, items, separator }: Items, count: number): string =>
  `${head}${items.slice(0, count).join(separator)}`;
