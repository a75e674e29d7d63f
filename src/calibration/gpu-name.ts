import { type Accelerator, accelerators } from "../sizing/accelerator.ts";

/** What stands around the name of a GPU in other people's tables. */
const AROUND = /nvidia|geforce|tesla|tensor|core|gpus?|sxm\d?|hbm\d?e?|[\s_-]/g;

/**
 * The card of a GPU as people write it ("NVIDIA A10G", "H100 80GB HBM3", "A100-SXM4-40GB"); undefined when none answers
 * or more than one: an A100 without its memory may be either.
 */
export function gpuNamed(name: string): Accelerator | undefined {
  const wanted = plain(name);
  const found = accelerators().filter(({ gpu, otherNames = [] }) =>
    [gpu, ...otherNames].some((own) => plain(own) === wanted),
  );
  return found.length === 1 ? found[0] : undefined;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(AROUND, "");
