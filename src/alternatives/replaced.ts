/** A copy with some properties in another's place; what is computed only when asked for stays so. */
export function replaced<T extends object>(whole: T, parts: Partial<T>): T {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(whole)) as T;
  return Object.defineProperties(copy, Object.getOwnPropertyDescriptors(parts));
}
