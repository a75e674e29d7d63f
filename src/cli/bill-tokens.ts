import { InputError } from "../errors.ts";
import { sellerOf } from "../offers/sellers.ts";
import { isUnknown } from "../prices/charge.ts";
import { calendarMonth } from "../prices/tokens/calendar-month.ts";
import { monthCard } from "../prices/tokens/tokens-month.ts";
import { STANDARD } from "../prices/tokens/tokens-terms.ts";
import { type ParseContext, parseScenario } from "../scenario/parse.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { today } from "./clock.ts";

/** Prompt : output of a request that nobody described; the range is the first bar of any sensitivity. */
const RATIO = { low: 1, base: 4, high: 15 } as const;
/** Prompt tokens of such a request. */
const PROMPT = 2000;

interface Derived {
  readonly raw: Record<string, unknown>;
  /** Reasons by key, for figures that were worked out here. */
  readonly derived?: ReadonlyMap<string, string>;
}

/**
 * What was asked, whole: tokens and requests follow from the bill where only that is given. Each change of a key goes
 * through here again, so that a bill stays what it is and its requests follow.
 */
export function askedScenario(raw: Record<string, unknown>, context: ParseContext): Scenario {
  const { raw: whole, derived } = withTokensFromBill(raw);
  return parseScenario(whole, derived === undefined ? context : { ...context, derived });
}

/**
 * With only a bill, tokens follow from it at the card's prices: requests = bill ÷ price of one request of 2,000 prompt
 * and 500 output tokens. Everything else comes back as it went in.
 *
 * @throws InputError when the card has no price to divide by.
 */
export function withTokensFromBill(raw: Record<string, unknown>): Derived {
  const llm = raw.llm as Record<string, unknown> | null | undefined;
  if (llm === undefined || llm === null || llm.classes !== undefined || llm.requestsPerMonth !== undefined)
    return { raw };
  const { billedUsdPerMonth: billed, today: model } = llm;
  if (typeof billed !== "number" || typeof model !== "string" || !model.includes("/")) return { raw };
  const prompt = baseOf(llm.promptTokens) ?? PROMPT;
  const output = baseOf(llm.outputTokens) ?? prompt / RATIO.base;
  const requests = billed / usdPerRequest(model, prompt, output, asOfOf(raw));
  const derived = new Map<string, string>([
    [
      "llm.requestsPerMonth",
      `the bill ÷ the price of a request of ${prompt} prompt and ${output} output tokens`,
    ],
  ]);
  if (llm.promptTokens === undefined) derived.set("llm.promptTokens", "nobody described a request");
  if (llm.outputTokens === undefined)
    derived.set(
      "llm.outputTokens",
      `prompt : output of ${RATIO.base} : 1, between ${RATIO.low} : 1 and ${RATIO.high} : 1`,
    );
  return {
    raw: {
      ...raw,
      llm: {
        ...llm,
        requestsPerMonth: requests,
        promptTokens: llm.promptTokens ?? prompt,
        outputTokens: llm.outputTokens ?? {
          low: Math.round(prompt / RATIO.high) || prompt / RATIO.high,
          base: output,
          high: prompt / RATIO.low,
          because: `prompt : output of ${RATIO.base} : 1, between ${RATIO.low} : 1 and ${RATIO.high} : 1`,
        },
      },
    },
    derived,
  };
}

/** What is counted with of a figure, in each form that a file may give it; the schema refuses the others later. */
function baseOf(figure: unknown): number | undefined {
  if (typeof figure === "number") return figure;
  if (typeof figure !== "object" || figure === null) return undefined;
  const { base, months } = figure as { base?: unknown; months?: unknown };
  const first = Array.isArray(months) ? months[0] : base;
  return typeof first === "number" ? first : undefined;
}

function asOfOf(raw: Record<string, unknown>): string {
  return typeof raw.asOf === "string" ? raw.asOf : today();
}

function usdPerRequest(model: string, prompt: number, output: number, asOf: string): number {
  const slash = model.indexOf("/");
  const seller = sellerOf(model.slice(0, slash), model.slice(slash + 1), "llm.today");
  const card = monthCard(seller.provider, seller.model, calendarMonth(asOf, 1), STANDARD);
  if (isUnknown(card))
    throw new InputError(
      "BILL_WITHOUT_PRICE",
      `The bill cannot be turned into tokens: ${card.because}.`,
      "Give --requests, --prompt and --output instead.",
    );
  const { input, output: out } = card.rates;
  if (input === undefined || out === undefined) {
    throw new InputError(
      "BILL_WITHOUT_PRICE",
      `The bill cannot be turned into tokens: ${model} has no price for ${input === undefined ? "prompt" : "output"} tokens.`,
      "Give --requests, --prompt and --output instead.",
    );
  }
  return input.times(prompt).plus(out.times(output)).div(1e6).toNumber();
}
