import { Command } from "commander";
import { withDiff } from "./prices-diff.ts";
import { withExplain } from "./prices-explain.ts";
import { withRefresh } from "./prices-refresh.ts";
import type { PricesShell } from "./prices-shell.ts";
import { withStatus } from "./prices-status.ts";

/** `crossover prices …`. Throws InputError; the caller prints it and exits. */
export function pricesCommand(shell: PricesShell): Command {
  const prices = new Command("prices").description(
    "What the price book holds, where each price comes from, and how it is kept up to date.",
  );
  withStatus(prices, shell);
  withExplain(prices, shell);
  withRefresh(prices, shell);
  withDiff(prices, shell);
  return prices;
}
