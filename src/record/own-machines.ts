/** True for rows of which machines of one's own do some of the work, by the kind that reports and records give them. */
export const runsMachines = (kind: string | undefined): boolean => kind === "hosted" || kind === "hybrid";
