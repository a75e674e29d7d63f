/**
 * When the extra one-off cost of one alternative has been earned back against another.
 * Months; never Infinity, NaN or a clamped stand-in.
 */
export type Payback =
  | { readonly kind: "at"; readonly months: number; readonly lasting: boolean }
  | { readonly kind: "immediate" }
  | { readonly kind: "tie" }
  | { readonly kind: "leadLost"; readonly month: number }
  | { readonly kind: "never"; readonly because: string }
  | { readonly kind: "beyond"; readonly lowerBound: number }
  | { readonly kind: "unknown"; readonly because: string };
