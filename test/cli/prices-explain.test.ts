import { describe, expect, test } from "vitest";
import { pricesCommand } from "../../src/cli/prices.ts";
import { InputError } from "../../src/errors.ts";
import { BOOK_DIR } from "../prices/books.ts";

function explain(...args: string[]): string {
  let text = "";
  const shell = {
    out: (more: string) => {
      text += more;
    },
    err: () => {},
    bookDir: BOOK_DIR,
    today: "2026-11-21",
  };
  pricesCommand(shell).parse(["explain", ...args], { from: "user" });
  return text;
}

function refusal(...args: string[]): InputError {
  try {
    explain(...args);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("was answered");
}

describe("a type resolves to its one key", () => {
  test.each([
    ["g5.2xlarge", "1.212"],
    ["p4d.24xlarge", "21.957642"],
    ["r6g.xlarge", "0.2016"],
  ])("%s --region us-east-1 is %s USD per hour, in text and in JSON", (type, usd) => {
    expect(explain(type, "--region", "us-east-1")).toContain(`${usd} USD per hour`);
    const { prices } = JSON.parse(explain(type, "--region", "us-east-1", "--json"));
    expect(prices).toHaveLength(1);
    expect(prices[0]).toMatchObject({ usd, region: "us-east-1", key: `ec2/instance/${type}/linux/shared` });
  });
});

describe("what it prints", () => {
  test("source, dates, rules, history, and what is not recorded", () => {
    const text = explain("g5.2xlarge");
    for (const part of [
      "sku           not recorded",
      "seen at       2026-07-20",
      "snapshot at   2026-08-14",
      "karpenter-provider-aws",
      "history       2026-08-14  1.212",
      "hours-per-month (730 hour)",
    ]) {
      expect(text).toContain(part);
    }
  });

  test("gp3 throughput: 0.04 a MiB/s, printed by AWS as 40.96 per GiBps-mo, SKU recorded", () => {
    const text = explain("ebs/gp3/throughput");
    expect(text).toContain("0.04 USD per MiBps-month");
    expect(text).toContain("40.96 USD per GiBps-mo");
    expect(text).toContain("SQUFRQX4K92S4SBB");
    expect(text).toContain("gp3-included (iops 3000, throughputMiBps 125)");
  });

  test("a zone is priced globally, whatever the region", () => {
    expect(explain("route53/zone", "--region", "eu-west-1")).toContain("eu-west-1 (priced global)");
  });

  test("regions keep their order and their prices", () => {
    const { prices } = JSON.parse(
      explain("g5.2xlarge", "--region", "eu-west-1", "--region", "us-east-1", "--json"),
    );
    expect(prices.map((price: { usd: string }) => price.usd)).toEqual(["1.35296", "1.212"]);
  });
});

describe("--quantity", () => {
  test("730 hours of g5.2xlarge cost 884.76", () => {
    expect(explain("g5.2xlarge", "--quantity", "730")).toContain("884.76 USD for 730 hour");
  });

  test("59.9k GiB of egress go through three tiers to 5,012.20", () => {
    const text = explain("transfer/egress/internet", "--quantity", "59.9k");
    expect(text).toContain("5012.2 USD for 59900 GiB");
    expect(text).toContain("8700 × 0.07 = 609");
    expect(text).not.toContain("× 0.05");
  });

  test("a billion DNS queries print no exponent", () => {
    expect(explain("route53/queries", "--quantity", "1B")).toContain("1000000000 × 0.0000004 = 400");
  });

  test("30 zones are unknown beyond the 25 that the book prices", () => {
    expect(explain("route53/zone", "--quantity", "30")).toContain(
      "unknown for 30 zone-month: no price above 25",
    );
    expect(
      JSON.parse(explain("route53/zone", "--quantity", "30", "--json")).prices[0].cost,
    ).not.toHaveProperty("usd");
  });
});

describe("no price is exit 4", () => {
  test("g6e.xlarge in eu-west-1", () => {
    expect(refusal("g6e.xlarge", "--region", "eu-west-1")).toMatchObject({
      exitCode: 4,
      message: expect.stringContaining("The book has it in us-east-1 (2026-07-20), us-west-2 (2026-01-20)."),
      hint: "Fetch it with: crossover prices refresh --region eu-west-1 --add ec2/instance/g6e.xlarge/linux/shared",
    });
  });

  test("p5e.48xlarge is not sold on demand", () => {
    expect(refusal("p5e.48xlarge").message).toBe(
      "p5e.48xlarge has no on-demand price; it is sold as Capacity Blocks.",
    );
    expect(refusal("p5e.48xlarge").exitCode).toBe(4);
  });

  test("x1e.xlarge is a type that no region of the book has", () => {
    expect(refusal("x1e.xlarge")).toMatchObject({ code: "NO_PRICE", exitCode: 4 });
  });
});

describe("wrong input is exit 2", () => {
  test.each([
    [
      "g5",
      "FAMILY_WITHOUT_SIZE",
      '"g5" is a family, not an instance type. Did you mean g5.xlarge, g5.2xlarge, g5.4xlarge',
    ],
    ["g5.2xlrage", "KEY_UNKNOWN", "Did you mean g5.2xlarge?"],
    [
      "db.r6g.large",
      "KEY_AMBIGUOUS",
      "rds/instance/postgres/db.r6g.large/multi-az, rds/instance/postgres/db.r6g.large/single-az",
    ],
    ["vpc/nat", "KEY_AMBIGUOUS", "vpc/nat/gb, vpc/nat/hour"],
    ["toString", "KEY_UNKNOWN", "toString"],
  ])("%s is %s", (text, code, message) => {
    expect(refusal(text)).toMatchObject({ code, exitCode: 2, message: expect.stringContaining(message) });
  });

  test.each([
    [["--region", "eu-west1"], "REGION_UNKNOWN"],
    [["--region", "us-east-1", "--region", "eu-west1"], "REGION_UNKNOWN"],
    [["--as-of", "2024-01-15"], "NO_SNAPSHOT"],
    [["--as-of", "2026-02-30"], "DATE_INVALID"],
    [["--as-of", "yesterday"], "DATE_INVALID"],
    [["--quantity", "many"], "QUANTITY_INVALID"],
    [["--quantity=-1"], "QUANTITY_INVALID"],
  ])("%j is %s", (args, code) => {
    expect(refusal("g5.xlarge", ...args)).toMatchObject({ code, exitCode: 2 });
  });
});
