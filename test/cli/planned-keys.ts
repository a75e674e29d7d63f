/** Planning every example takes most of a second: once for each region is enough for the tests of one file. */
export function planningOnce<T extends { scenarioKeys: (region: string, book: never) => Promise<unknown> }>(
  real: T,
): T {
  const known = new Map<string, Promise<unknown>>();
  const scenarioKeys = (region: string, book: never) => {
    const found = known.get(region) ?? real.scenarioKeys(region, book);
    known.set(region, found);
    return found;
  };
  return { ...real, scenarioKeys };
}
