import { platform } from "../../stacks/platform.ts";
import type { Site } from "../../stacks/site.ts";
import type { RegisteredResource } from "../bill/registered-resource.ts";
import type { Fleet } from "../sizing/fleet.ts";
import { capture } from "./capture.ts";

/**
 * The resources that deploying `fleet` would register, by key.
 *
 * @throws InputError where the fleet breaks a rule of its stacks.
 */
export function captureFleet(fleet: Fleet, site: Site): Promise<readonly RegisteredResource[]> {
  return capture(
    () => {
      platform(fleet, site);
    },
    { region: fleet.region },
  );
}
