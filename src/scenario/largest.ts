/**
 * The largest number that each unit takes, and what it stands for: past it a slip of the keyboard is likelier than a
 * workload, and a plan of it would only be slow. Keys with a bound of their own keep that.
 */
export const LARGEST = {
  "a month": { most: 1e13, is: "a thousand for everyone on earth" },
  vectors: { most: 1e13, is: "a thousand for everyone on earth" },
  tokens: { most: 1e8, is: "ten times the longest context of any model" },
  USD: { most: 1e12, is: "more than any company earns in a year" },
  "USD/month": { most: 1e12, is: "more than any company earns in a year" },
  "USD/week": { most: 1e12, is: "more than any company earns in a year" },
  "USD/year": { most: 1e12, is: "more than any company earns in a year" },
  "USD/h": { most: 1e9, is: "more than any company earns in an hour" },
  "USD/seat-month": { most: 1e9, is: "more than any seat costs" },
  "USD/GB-month": { most: 1e9, is: "more than any GB costs" },
  "USD per million tokens": { most: 1e9, is: "a thousand USD for one token" },
  h: { most: 1e8, is: "a month's work of 600,000 people" },
  "h/month": { most: 1e8, is: "the work of 600,000 people" },
  ratio: { most: 2_628_000, is: "all of a month in one second" },
  "ratio, at least 1": { most: 2_628_000, is: "all of a month in one second" },
  ms: { most: 86_400_000, is: "a day" },
  dimensions: { most: 1e6, is: "longer than any vector that a model writes" },
  bytes: { most: 1e12, is: "a terabyte for one" },
  namespaces: { most: 1e9, is: "one for every eighth person on earth" },
  records: { most: 1e6, is: "more than one request holds" },
  results: { most: 1e6, is: "more than one request holds" },
  people: { most: 1e8, is: "more than any company employs" },
  GB: { most: 1e12, is: "a zettabyte" },
  "GB/month": { most: 1e12, is: "a zettabyte" },
  GiB: { most: 1e6, is: "a petabyte" },
  points: { most: 1e12, is: "one each millisecond for thirty years" },
  metrics: { most: 1e6, is: "more than any agent sends" },
  "0 to 10": { most: 10, is: "the best mark" },
  "requests/s": { most: 1e9, is: "every eighth person on earth at once" },
  "USD per 1,000 requests": { most: 1e9, is: "a million USD for one request" },
  "USD per request": { most: 1e9, is: "more than any request earns" },
  weight: { most: 1e9, is: "nothing else counts" },
  minutes: { most: 43_800, is: "a month" },
  "h/week": { most: 1e7, is: "the work of 250,000 people" },
  months: { most: 1200, is: "a century" },
  weeks: { most: 5200, is: "a century" },
  systems: { most: 1e6, is: "more than any company runs" },
  connections: { most: 1e4, is: "more than one request opens" },
  boots: { most: 43_800, is: "one a minute" },
  instances: { most: 1e6, is: "more than a zone holds" },
  "share, 0 to 1": { most: 1, is: "all of it" },
  "share a day": { most: 1, is: "all of it" },
  "share, 10 % is 0.1": { most: 1, is: "100 %" },
  "share per month, 0.05 is 5 %": { most: 1, is: "twice as much each month" },
} as const;

export type Unit = keyof typeof LARGEST;

/** "a day" for 86,400,000 ms; undefined for a bound that is the key's own. */
export function meaningOfLargest(unit: string | undefined, bound: unknown): string | undefined {
  if (unit === undefined || !Object.hasOwn(LARGEST, unit)) return undefined;
  const { most, is } = LARGEST[unit as Unit];
  return most === bound ? is : undefined;
}
