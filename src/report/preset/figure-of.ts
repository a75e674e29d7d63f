import { blendShare } from "../../compare/blend.ts";
import { rateForVolume, volumeAtRate } from "../../compare/throughput.ts";
import { componentScore } from "../../decision/component-score.ts";
import { downtimeHoursPerYear } from "../../decision/expected-cost.ts";
import { premiumRule } from "../../decision/premium.ts";
import { trackingRule } from "../../decision/tracking-rule.ts";
import type { Reading } from "../../presets/reading.ts";
import { vectorRamBytes } from "../../sizing/vector-memory.ts";
import { Decimal, type DecimalValue, HOURS_PER_MONTH } from "../../units.ts";
import type { PresetValue } from "../report-preset.ts";
import { type Around, number, word } from "./around.ts";
import { breakEven, paybackOf, tokensPerRequest } from "./break-even.ts";
import { performanceOf, scoreOf } from "./performance.ts";
import { rowFigure, rowLine, rowNamed } from "./row-figure.ts";

/** One figure of a preset, by the functions that price, compare and decide every scenario. */
export function figureOf(of: Reading, around: Around): PresetValue {
  switch (of.take) {
    case "wage":
      return number(around.scenario.people.hourlyUsd.base);
    case "line":
      return number(rowLine(around, of.alternative, of.line));
    case "payback":
    case "discountedPayback":
      return paybackOf(around, of);
    case "breakEven":
      return breakEven(around, of);
    case "verdict":
      return word(around.verdictOf(of.part));
    case "performance":
      return performanceOf(around, of.alternative);
    case "score":
      return scoreOf(around, of.alternative);
    case "difference":
      return both(around, of.of, of.less, (a, b) => a.minus(b));
    case "ratio":
      return both(around, of.of, of.by, (a, b) => a.div(b));
    case "scaled":
      return each(figureOf(of.of, around), (value) => value.div(of.by));
    case "perSecond":
      return each(figureOf(of.of, around), (value) => rateForVolume(value.toNumber(), hoursOf(around)));
    case "trackingRule":
      return trackingFigure(around, of);
    case "premium":
    case "componentScore":
      return componentFigure(around, of);
    case "memoryGB":
      return memoryFigure(around, of);
    case "instances":
      return number(rowNamed(around, of.alternative).months[0]?.units ?? 0);
    case "capacity":
      return number(volumeAtRate(of.perSecond, hoursOf(around)));
    case "downtime":
      return number(downtimeHoursPerYear(of.sla));
    case "blend": {
      const share = blendShare(of.input, of.output, usdPerMtok(around, of.alternative));
      return share.kind === "at" ? number(share.share) : word(share.kind);
    }
    case "whole":
      return number(new Decimal(of.part).div(of.share));
    default:
      return rowFigure(around, of);
  }
}

/** Hours that the host of the preset is billed for in a month. */
function hoursOf({ scenario }: Around): number {
  return scenario.llm?.hosting.fixed?.hoursPerMonth.base ?? HOURS_PER_MONTH.amount.toNumber();
}

/** What a million tokens of a bought row cost at the preset's mix. */
function usdPerMtok(around: Around, id: string): number {
  const { usd = 0, volume = 0 } = rowNamed(around, id).months[0] ?? {};
  return new Decimal(usd)
    .times(1e6)
    .div(new Decimal(volume).times(tokensPerRequest(around)))
    .toNumber();
}

function each(value: PresetValue, change: (value: Decimal) => DecimalValue): PresetValue {
  return value.kind === "word" ? value : number(change(new Decimal(value.value)));
}

function both(
  around: Around,
  first: Reading,
  second: Reading,
  join: (a: Decimal, b: Decimal) => Decimal,
): PresetValue {
  const other = figureOf(second, around);
  return other.kind === "word"
    ? other
    : each(figureOf(first, around), (value) => join(value, new Decimal(other.value)));
}

function trackingFigure(around: Around, of: Extract<Reading, { take: "trackingRule" }>): PresetValue {
  const tracking = around.scenario.tracking;
  const monthOf = (id: string) => rowNamed(around, id).months[0]?.usd ?? 0;
  const ruling = trackingRule({
    seats: tracking?.seats?.base ?? 0,
    selfHostMandate: tracking?.selfHostMandate === "yes",
    wandbUsdPerMonth: monthOf(of.bought),
    mlflowUsdPerMonth: monthOf(of.hosted),
  });
  return word("verdict" in ruling ? ruling.verdict : ruling.because);
}

function componentFigure(
  { scenario }: Around,
  of: Extract<Reading, { take: "premium" | "componentScore" }>,
): PresetValue {
  const component = scenario.components?.[of.component];
  if (component === undefined) throw new Error(`no component ${of.component}`);
  const { differentiation, complexity, premiumUsdPerMonth, hoursSavedPerWeek } = component;
  if (of.take === "componentScore") {
    return word(
      componentScore({ differentiation: differentiation?.base ?? 0, complexity: complexity?.base ?? 0 }),
    );
  }
  const premium = premiumRule({
    premiumUsdPerMonth: premiumUsdPerMonth?.base ?? 0,
    hoursSavedPerWeek: hoursSavedPerWeek?.base ?? 0,
    hourlyUsd: scenario.people.hourlyUsd.base,
  });
  return of.what === "verdict" ? word(premium.verdict) : number(premium[of.what]);
}

const BYTES_PER_GB = 1e9;
const BYTES_PER_GIB = 2 ** 30;

function memoryFigure({ scenario }: Around, of: Extract<Reading, { take: "memoryGB" }>): PresetValue {
  const part = scenario.vectors;
  if (part === undefined) throw new Error("no vectors");
  const size = {
    dimensions: part.dimensions.base,
    bytesPerDimension: part.bytesPerDimension.base,
    payloadBytesInRam: part.payloadBytesInRam.base,
  };
  const bytes = vectorRamBytes(part.vectors.base, size);
  const raw = part.vectors.base * size.dimensions * size.bytesPerDimension;
  return number((of.raw === true ? raw : bytes) / (of.binary === true ? BYTES_PER_GIB : BYTES_PER_GB));
}
