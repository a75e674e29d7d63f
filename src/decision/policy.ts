import type { Alternative } from "../alternatives/alternative.ts";
import { sellerName } from "../alternatives/seller-name.ts";
import type { Criteria } from "../scenario/scenario.ts";

type DataPolicy = Criteria["dataPolicy"];

/** Sellers that run inside the cloud account's own provider: data reaches no further party. */
const OWN_CLOUD = new Set(["aws", "bedrock", "s3-vectors"]);

/**
 * Why the data policy rules an alternative out; undefined when it does not.
 *
 * none             everything
 * region           everything, at the seller's price for that place; unknown where it has none
 * no-third-party   hosted, and what AWS itself runs
 * own-account      hosted only
 * air-gapped       only a host of the reader's own: the stacks here reach the internet
 */
export function ruledOutBy(policy: DataPolicy, alternative: Alternative): string | undefined {
  if (policy === "none" || policy === "region") return undefined;
  if (policy === "air-gapped") {
    return isOwnHost(alternative)
      ? undefined
      : "the data policy is air-gapped, and this reaches beyond the account";
  }
  const beside = (alternative.alsoSellers ?? []).find(
    (seller) => seller !== "self" && !(policy === "no-third-party" && OWN_CLOUD.has(seller)),
  );
  if (beside !== undefined) return `the data policy is ${policy}, and ${beside} would hold the store`;
  if (alternative.kind === "hosted" || (alternative.place ?? "api") !== "api") return undefined;
  // What is bought of a hybrid, and both halves of what is bought from two, leave the account like any other offer.
  const sellers = [sellerName(alternative), alternative.routes?.seller ?? "self"].filter(
    (seller) => seller !== "self",
  );
  // Today's own store is no less in the account for being what runs today.
  if (sellers.length === 0) return undefined;
  const third = sellers.find((seller) => !OWN_CLOUD.has(seller.split("/")[0] ?? ""));
  if (policy === "no-third-party" && third === undefined) return undefined;
  return policy === "own-account"
    ? `the data policy is own-account, and ${sellers[0]} runs this outside it`
    : `the data policy is no-third-party, and ${third} is one`;
}

/** Priced by the reader himself: no stack of ours would be deployed. */
function isOwnHost(alternative: Alternative): boolean {
  const { kind, fleet, place, alsoSellers } = alternative;
  if (alsoSellers !== undefined) return false;
  return place === undefined ? kind === "hosted" && fleet === undefined : place === "premises";
}
