/** A path that a file names, relative to that file, as the program can open it. */
export function beside(file: string, path: string): string {
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  return path.startsWith("/") ? path : `${folder}${path}`;
}
