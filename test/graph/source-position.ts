/**
 * Where the program registers a resource, "stacks/vllm.ts:41"; undefined when the engine names none or one of the
 * SDK's own lines. ES modules arrive as a file URL behind the program's folder:
 * `project:///stacks/file:/home/me/shop/stacks/vllm.ts#41,7`.
 */
export function sourceOf(position: string | undefined): string | undefined {
  const [, path, line] = /^project:\/\/\/(.+)#(\d+)(?:,\d+)?$/.exec(position ?? "") ?? [];
  if (path === undefined || path.includes("node_modules/")) return undefined;
  const [folder = "", file] = path.split("file:");
  if (file === undefined) return `${path}:${line}`;
  const start = folder === "" ? -1 : file.lastIndexOf(`/${folder}`);
  return `${start < 0 ? file : file.slice(start + 1)}:${line}`;
}
