import type { ModelCard } from "../sizing/model-card.ts";
import { modelCards } from "../sizing/model-catalogue.ts";

/** Words at the end of a name that say how a model was tuned or packed, not which one it is. */
const ENDINGS =
  /[-_.](instruct|chat|it|hf|base|v0\.\d|\d{4}|fp8|fp16|bf16|awq|gptq|int4|int8|w4a16|w8a8|w8a16|nvfp4|mxfp4|dynamic|quantized|marlin|kv|gs128)$/;

/**
 * The card of a model by its repository id, a name of the calibration data or the plain name that people write
 * ("Qwen3-32B", "Meta-Llama-3.1-8B-Instruct-FP8"); undefined when no card or more than one answers to it.
 */
export function cardNamed(name: string): ModelCard | undefined {
  const exact = modelCards().find((card) =>
    namesOf(card).some((own) => own.toLowerCase() === name.toLowerCase()),
  );
  if (exact !== undefined) return exact;
  const wanted = plain(name);
  const found = modelCards().filter((card) => namesOf(card).some((own) => plain(own) === wanted));
  return found.length === 1 ? found[0] : undefined;
}

const namesOf = ({ id, calibrationNames }: ModelCard): readonly string[] => [id, ...(calibrationNames ?? [])];

/** "meta-llama/Llama-3.1-8B-Instruct" → "llama3.18b" */
function plain(name: string): string {
  let rest = name
    .slice(name.lastIndexOf("/") + 1)
    .toLowerCase()
    .trim()
    .replaceAll(" ", "-")
    .replace(/^meta-/, "");
  for (let shorter = rest.replace(ENDINGS, ""); shorter !== rest; shorter = rest.replace(ENDINGS, ""))
    rest = shorter;
  return rest.replaceAll(/[-_]/g, "");
}
