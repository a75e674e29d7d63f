export async function choose(): Promise<void> {}
