import { cruise, type ICruiseResult } from "dependency-cruiser";
import { beforeAll, describe, expect, it } from "vitest";

/**
 * Who may import whom. Everyone may import units, errors, provenance, its own folder and zod;
 * three laws stand behind the table: sizing knows no prices, bills know no prices (only their keys and the
 * billing rules), prices know no resources.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  scenario: [],
  prices: [],
  demand: ["scenario"],
  sizing: ["scenario", "demand"],
  calibration: ["sizing"],
  bill: ["prices", "demand", "sizing", "scenario"],
  offers: ["prices", "scenario", "demand"],
  cost: ["prices", "bill"],
  alternatives: ["scenario", "demand", "sizing", "prices", "bill", "offers", "cost", "compare"],
  compare: [],
  decision: ["compare", "alternatives", "scenario", "prices"],
  report: ["scenario", "prices", "sizing", "bill", "offers", "cost", "alternatives", "compare", "decision"],
};

/** Files of another folder that a folder may use and nothing else of it. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  "bill → prices": ["price-key", "charge", "rules", "allowance"],
  "stacks → sizing": ["fleet", "instance-type", "constants"],
};

/** Packages that pure code is built on; everything else under src/ that is not a shell may import no other. */
const PURE_PACKAGES = [
  "zod",
  "decimal.js",
  "leven",
  "simple-statistics",
  "ml-levenberg-marquardt",
  "@pydantic/genai-prices",
  "table",
  "markdown-table",
  "yoctocolors",
];
const SHELLS = ["graph", "aws", "quality", "cli"];

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly core: boolean;
  readonly npm: boolean;
}

let arrows: Arrow[] = [];

beforeAll(async () => {
  const { output } = await cruise(["src", "stacks"], {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    includeOnly: undefined,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node"],
      extensions: [".ts", ".js", ".json"],
    },
  } as never);
  arrows = (output as ICruiseResult).modules
    .filter((module) => /^(src|stacks)\//.test(module.source))
    .flatMap((module) =>
      module.dependencies.map((dependency) => ({
        from: module.source,
        to: dependency.resolved,
        core: dependency.coreModule,
        npm: dependency.dependencyTypes.some((type) => type.startsWith("npm")),
      })),
    );
});

const folderOf = (file: string): string =>
  /^src\/([^/]+)\//.exec(file)?.[1] ?? (file.startsWith("stacks/") ? "stacks" : "");
const nounOf = (file: string): string => file.replace(/^.*\//, "").replace(/\.ts$/, "");
const WORDS = ["src/units.ts", "src/errors.ts", "src/provenance.ts"];

describe("the import table", () => {
  it("saw the program", () => expect(arrows.length).toBeGreaterThan(100));

  it("folders import only what the table allows", () => {
    const broken = arrows.filter(({ from, to }) => {
      const folder = folderOf(from);
      const target = folderOf(to);
      if (!(folder in MAY_IMPORT) || target === folder || WORDS.includes(to) || to.startsWith("data/"))
        return false;
      if (target === "") return to.startsWith("src/") && !WORDS.includes(to);
      if (!(MAY_IMPORT[folder] ?? []).includes(target)) return true;
      const only = ONLY[`${folder} → ${target}`];
      return only !== undefined && !only.includes(nounOf(to));
    });
    expect(broken.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it("pure folders import no node:, no @pulumi, no package that is not named", () => {
    const broken = arrows.filter(({ from, to, core, npm }) => {
      const folder = folderOf(from);
      if (!from.startsWith("src/") || SHELLS.includes(folder)) return false;
      if (core) return true;
      return npm && !PURE_PACKAGES.some((name) => to === name || to.includes(`node_modules/${name}/`));
    });
    expect(broken.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it("stacks know the fleet, instance facts, sizing constants and errors, nothing about money but the report hook of index.ts", () => {
    const broken = arrows.filter(({ from, to }) => {
      if (!from.startsWith("stacks/") || from === "stacks/index.ts" || from === "stacks/pulumi.ts")
        return false;
      if (!to.startsWith("src/") || WORDS.includes(to)) return false;
      const only = ONLY[`stacks → ${folderOf(to)}`];
      return only === undefined || !only.includes(nounOf(to));
    });
    expect(broken.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it("of the price book, stacks read the billing rules' limits of a volume and nothing else", () => {
    const readers = arrows.filter(
      ({ from, to }) => from.startsWith("stacks/") && to.includes("pricing-cache/"),
    );
    expect(readers.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      "stacks/gp3.ts → pricing-cache/rules.json",
    ]);
  });

  it("only tokens*.ts knows the token price package", () => {
    const users = arrows.filter(({ to }) => to.includes("@pydantic/genai-prices")).map(({ from }) => from);
    expect(users.every((file) => /^src\/prices\/tokens/.test(file))).toBe(true);
    expect(users.length).toBeGreaterThan(0);
  });

  it("only src/aws knows the AWS SDK", () => {
    const users = arrows.filter(({ to }) => to.includes("@aws-sdk/")).map(({ from }) => from);
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => folderOf(file) !== "aws")).toEqual([]);
  });

  it("has no drawer files", () => {
    const drawers = arrows
      .map(({ from }) => nounOf(from))
      .filter((name) => /^(utils?|helpers?|common|types|shared|misc)$/.test(name));
    expect(drawers).toEqual([]);
  });
});
