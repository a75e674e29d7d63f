import type { Recipe } from "../recipe.ts";
import { ACCOUNT } from "./account.ts";
import { COMPUTE } from "./compute.ts";
import { DATABASE } from "./database.ts";
import { EBS } from "./ebs.ts";
import { NETWORK } from "./network.ts";
import { OBSERVABILITY } from "./observability.ts";
import { STORAGE } from "./storage.ts";

/** Every price that Crossover asks the AWS list for. */
export const RECIPES: readonly Recipe[] = [
  ...COMPUTE,
  ...EBS,
  ...NETWORK,
  ...DATABASE,
  ...STORAGE,
  ...OBSERVABILITY,
  ...ACCOUNT,
];
