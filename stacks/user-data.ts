import { stringify } from "yaml";

/** One file of the instance: where it goes, what it holds, who may read or run it. */
export interface BootFile {
  readonly path: string;
  readonly content: string;
  readonly mode: "0644" | "0755";
}

/** EC2 takes 16 KiB before base64; the last one stays free for a name or an ARN longer than today's. */
const LIMIT_BYTES = 15 * 1024;

/**
 * A `#cloud-config` that writes files and starts one systemd target. All work is in units that run at every boot,
 * because `runcmd` runs only at an instance's first.
 *
 * @throws Error above 15 KiB: the boot files have grown, and the larger ones belong into a bucket.
 */
export function userData(files: readonly BootFile[]): string {
  const document = stringify(
    {
      write_files: files.map(({ path, content, mode }) => ({ path, permissions: mode, content })),
      runcmd: [
        ["systemctl", "daemon-reload"],
        ["systemctl", "enable", "--now", "--no-block", "crossover.target"],
      ],
    },
    { lineWidth: 0 },
  );
  const text = `#cloud-config\n${document}`;
  const bytes = Buffer.byteLength(text);
  if (bytes > LIMIT_BYTES) throw new Error(`user data has ${bytes} bytes, more than ${LIMIT_BYTES}`);
  return text;
}

/**
 * An env file that systemd and `.` (the shell) read alike. Each value stands in single quotes.
 *
 * @throws Error on a value that the two would read differently: a quote, a backslash, a line break.
 */
export function envFile(values: { readonly [name: string]: string | number | boolean }): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}='${plain(name, String(value))}'\n`)
    .join("");
}

function plain(name: string, value: string): string {
  if (/['\\\r\n]/.test(value)) throw new Error(`${name} holds a quote, a backslash or a line break`);
  return value;
}

/** A template with each `@NAME@` replaced; a name that is left or missing is our own mistake. */
export function fillTemplate(template: string, values: { readonly [name: string]: string }): string {
  const filled = template.replaceAll(/@([A-Z_]+)@/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`a boot template asks for ${name}, which nothing gives`);
    return value;
  });
  return filled;
}
