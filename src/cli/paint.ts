import { styleText } from "node:util";
import type { Paint } from "../report/layout.ts";

/** Terminal colours for the report's styles. */
export const PAINT: Paint = (style, text) => styleText(COLOURS[style], text, { validateStream: false });

const COLOURS = { strong: "bold", good: "green", warn: "yellow", bad: "red", dim: "dim" } as const;
