/** `*` stands for any text, slashes included: "ec2/*" holds every price of EC2. */
function pattern(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`);
}

export function matchesGlob(glob: string, key: string): boolean {
  return pattern(glob).test(key);
}

/** How narrow a glob is: the letters that it fixes. Of two that hold a key, the one with more of them is narrower. */
export function fixedLetters(glob: string): number {
  return glob.replaceAll("*", "").length;
}
