/** Tags of a resource: what the program asks for, then the name that the console shows. */
export function named(
  name: string,
  tags: { readonly [key: string]: string } = {},
): { [key: string]: string } {
  return { ...tags, Name: name };
}
