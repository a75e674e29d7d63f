import type { Fleet } from "../../sizing/fleet.ts";

/** A cost that this fleet may have and no line shows, with the reason. */
export interface NotPriced {
  readonly what: string;
  readonly because: string;
}

const ALWAYS: readonly NotPriced[] = [
  {
    what: "Support plan, taxes, CloudTrail, GuardDuty, Config, WAF",
    because: "bought for the account, not for this stack",
  },
  {
    what: "Calls to PutMetricData and of the log agent",
    because: "billed per thousand calls at a price that the book does not hold; cents per instance",
  },
  {
    what: "DNS queries",
    because: "answers for load balancers are free, those of the private zone stay below a cent",
  },
  {
    what: "Flow logs",
    because: "switched off; where they are on, their line says that the volume is unknown",
  },
  {
    what: "Interface endpoints' traffic",
    because: "none is deployed unless asked for; their hours are lines",
  },
];

/** Every cost of a stack that has no line, for the checklist of the report. */
export function notPriced(fleet: Fleet): readonly NotPriced[] {
  return [...ALWAYS, ...llm(fleet), ...vectors(fleet), ...tracking(fleet)];
}

function llm({ llm: own }: Fleet): readonly NotPriced[] {
  if (own === undefined) return [];
  return [
    ...(own.exposure === "public"
      ? [
          {
            what: "Traffic between zones behind the public load balancer",
            because: "AWS does not charge the way from an Application Load Balancer to its targets",
          },
        ]
      : []),
    own.maxInstances > own.instances
      ? {
          what: "Warm-up of instances that scaling adds",
          because: `up to ${own.maxInstances - own.instances} more may start; the plan prices the instances of each month`,
        }
      : { what: "Warm-up of instances that scaling adds", because: "the fleet has a fixed size" },
    {
      what: "First upload of the weights to their mirror",
      because: "requests of one afternoon; transfer in is free",
    },
    {
      what: "Root volume of the second instance during an update",
      because: "minutes of a volume, below a cent",
    },
    { what: "Idle reservation or prepaid block", because: "the fleet is on-demand" },
  ];
}

function vectors({ vectors: own, environment }: Fleet): readonly NotPriced[] {
  if (own === undefined) return [];
  return [
    {
      what: "First load and the rebuild of a lost node",
      because: `each sends every point once to ${own.replicationFactor} replicas; not a monthly cost`,
    },
    {
      what: "Final snapshots of data volumes",
      because:
        environment === "prod"
          ? `taken when a volume of ${own.dataVolumeGiB} GiB is deleted, so none while its node stands`
          : "dev deletes its volumes without one",
    },
    { what: "Fast snapshot restore", because: "no stack enables it" },
  ];
}

function tracking({ tracking: own, environment }: Fleet): readonly NotPriced[] {
  if (own === undefined) return [];
  return [
    {
      what: "Downloads of artefacts",
      because: "no key of the scenario counts them; transfer inside the region is free",
    },
    {
      what: "Old versions of artefacts",
      because: "runs do not overwrite; what is replaced goes after 30 days",
    },
    { what: "Log export of the database", because: "checkpoints and errors only, a few MB a month" },
    ...(/^db\.t\d/.test(own.databaseClass)
      ? [
          {
            what: `Surplus CPU credits of ${own.databaseClass}`,
            because: "charged only above the baseline for long; watch CPUSurplusCreditsCharged",
          },
        ]
      : []),
    { what: "Extended support", because: "the deployed PostgreSQL major is in standard support" },
    {
      what: "Final snapshot of the database",
      because:
        environment === "prod"
          ? "taken when the database is deleted"
          : "dev deletes its database without one",
    },
  ];
}
