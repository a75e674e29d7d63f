import { describe, expect, test } from "vitest";
import { aboveIncluded, capacityUnits, io2Portions } from "../../src/prices/allowance.ts";
import { type Cost, costOf } from "../../src/prices/charge.ts";
import * as key from "../../src/prices/price-key.ts";
import { Decimal, type DecimalValue, HOURS_PER_MONTH } from "../../src/units.ts";
import { committedBook } from "./books.ts";

const book = committedBook();
const { values } = book.rules;
const find = (k: key.PriceKey) => book.find(k, "us-east-1");
const hours = HOURS_PER_MONTH.amount;

function usd(cost: Cost): string {
  if (cost.kind === "unknown") throw new Error(cost.because);
  return cost.usd.toFixed();
}
const cost = (quantity: DecimalValue, k: key.PriceKey): string => usd(costOf(new Decimal(quantity), find(k)));
const sum = (...parts: string[]): string => Decimal.sum(...parts).toFixed();

describe("list prices of us-east-1, exact", () => {
  test.each([
    ["g5.2xlarge", "1.212"],
    ["p4d.24xlarge", "21.957642"],
    ["r6g.xlarge", "0.2016"],
    ["p5.48xlarge", "55.04"],
  ])("%s costs %s USD an hour", (type, expected) => {
    const price = find(key.ec2Instance(type));
    expect(price).toMatchObject({ unit: "hour" });
    expect(cost(1, key.ec2Instance(type))).toBe(expected);
  });

  test("p4d.24xlarge: us-west-2 lists 21.95764, six places and not the seven of us-east-1", () => {
    const west = book.find(key.ec2Instance("p4d.24xlarge"), "us-west-2");
    expect(usd(costOf(new Decimal(1), west))).toBe("21.95764");
  });
});

describe("monthly figures of us-east-1, worked by hand", () => {
  test("gp3 500 GiB, 6,000 IOPS, 375 MiB/s = 40 + 15 + 10 = 65", () => {
    const included = values["gp3-included"];
    const parts = [
      cost(500, key.ebsStorage("gp3")),
      cost(aboveIncluded(new Decimal(6000), included.iops), key.ebsIops("gp3")),
      cost(aboveIncluded(new Decimal(375), included.throughputMiBps), key.ebsThroughput()),
    ];
    expect(parts).toEqual(["40", "15", "10"]);
    expect(sum(...parts)).toBe("65");
  });

  test("gp3 inside its allowance pays storage alone: 3,000 IOPS and 125 MiB/s cost 0", () => {
    const included = values["gp3-included"];
    expect(cost(aboveIncluded(new Decimal(3000), included.iops), key.ebsIops("gp3"))).toBe("0");
    expect(cost(aboveIncluded(new Decimal(100), included.throughputMiBps), key.ebsThroughput())).toBe("0");
  });

  test("io2 70,000 IOPS = 2,080 + 1,456 + 191.10 = 3,727.10", () => {
    const [first, second, third] = io2Portions(new Decimal(70_000), values["io2-bounds"]);
    const parts = [
      cost(first, key.ebsIo2Iops(1)),
      cost(second, key.ebsIo2Iops(2)),
      cost(third, key.ebsIo2Iops(3)),
    ];
    expect(parts).toEqual(["2080", "1456", "191.1"]);
    expect(sum(...parts)).toBe("3727.1");
  });

  test("egress 60,000 GiB after the 100 free = 921.60 + 3,481.60 + 609.00 = 5,012.20", () => {
    const free = values["egress-allowance"].giBPerMonth;
    expect(cost(aboveIncluded(new Decimal(60_000), free), key.egressInternet())).toBe("5012.2");
  });

  test("egress of two stacks shares one allowance and one pool of tiers: 40,000 + 20,000 GiB = 5,012.20", () => {
    const free = values["egress-allowance"].giBPerMonth;
    const pooled = cost(aboveIncluded(Decimal.sum(40_000, 20_000), free), key.egressInternet());
    const apart = [40_000, 20_000].map((giB) =>
      cost(aboveIncluded(new Decimal(giB), free), key.egressInternet()),
    );
    expect(pooled).toBe("5012.2");
    expect(sum(...apart)).not.toBe(pooled);
  });

  test("300,000 metrics = 3,000 + 24,000 + 2,500 = 29,500", () => {
    expect(cost(300_000, key.metric())).toBe("29500");
  });

  test("ALB with 60 new connections/s, 4,000 active, 0.5 GiB/h = 2.4 LCU = 16.425 + 14.016", () => {
    const load = {
      newConnectionsPerSecond: new Decimal(60),
      activeConnections: new Decimal(4000),
      giBPerHour: new Decimal("0.5"),
    };
    const units = capacityUnits(load, values.lcu);
    expect(units.toFixed()).toBe("2.4");
    expect(cost(hours, key.albHour())).toBe("16.425");
    expect(cost(units.times(hours), key.albLcu())).toBe("14.016");
  });

  test("public ALB in two zones with one NAT gateway: 3 addresses = 10.95", () => {
    const rule = values.ipv4;
    const addresses = rule.minimumZonesOfAlb * rule.addressesPerLoadBalancerZone + values.nat.publicAddresses;
    expect(addresses).toBe(3);
    expect(cost(hours.times(addresses), key.ipv4InUse())).toBe("10.95");
  });
});
