/**
 * Sellers of tokens by the project's own names, as reports print them.
 * The price package guesses sellers by parts of their name (`azure_openai` becomes openai), so names are mapped here.
 */
const LABELS: Readonly<Record<string, string>> = {
  openai: "OpenAI",
  anthropic: "Anthropic",
  google: "Google",
  aws: "Bedrock",
  azure: "Azure",
  together: "Together",
  groq: "Groq",
  fireworks: "Fireworks",
  mistral: "Mistral",
  "x-ai": "xAI",
  deepseek: "DeepSeek",
  cohere: "Cohere",
  moonshotai: "Moonshot",
  cerebras: "Cerebras",
  ovhcloud: "OVHcloud",
  minimax: "MiniMax",
  novita: "Novita",
  openrouter: "OpenRouter",
  perplexity: "Perplexity",
  voyageai: "Voyage",
  zai: "Z.ai",
};

const ALIASES: Readonly<Record<string, string>> = {
  bedrock: "aws",
  "amazon-bedrock": "aws",
  amazon: "aws",
  together_ai: "together",
  "together-ai": "together",
  togetherai: "together",
  fireworks_ai: "fireworks",
  "fireworks-ai": "fireworks",
  azure_openai: "azure",
  "azure-openai": "azure",
  gemini: "google",
  vertex: "google",
  vertex_ai: "google",
  xai: "x-ai",
  mistralai: "mistral",
  moonshot: "moonshotai",
};

/** The project's names of every seller it can price. */
export const TOKEN_PROVIDERS: readonly string[] = Object.keys(LABELS);

/** `bedrock` → `aws`; undefined for a name nobody knows: never a guess. */
export function tokenProvider(name: string): string | undefined {
  const lower = name.toLowerCase().trim();
  if (Object.hasOwn(LABELS, lower)) return lower;
  return Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined;
}

/** "Bedrock" for `aws`; a name without a label stands for itself. */
export function providerLabel(provider: string): string {
  return LABELS[provider] ?? provider;
}
