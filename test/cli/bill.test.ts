// custody bill: what a design costs, run on to a date, by our prices or the user's own.
import { afterEach, beforeEach, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
  folder.write(
    "design.scenario",
    "clock 2026-01-01\ncreate key k1 in acct A region us-east-1\nenable rotation of k1 every 90 days\n",
  );
});
afterEach(() => folder.remove());

test("a forecast runs on: rotations on the way are in it, and the months add up", async () => {
  const { code, out } = await folder.run(["bill", "design.scenario", "--until", "2027-01-01"]);
  expect(code).toBe(0);
  expect(out).toBe(`
bill of design, 2026-01-01 to 2027-01-01
prices in US dollars, list prices of 2026-11 where no others were given

A                              kms             total
  2026-01                    $1.00             $1.00
  2026-02                    $1.00             $1.00
  2026-03                    $1.00             $1.00
  2026-04                    $2.00             $2.00
  2026-05                    $2.00             $2.00
  2026-06             $2.033333333      $2.033333333
  2026-07                    $3.00             $3.00
  2026-08                    $3.00             $3.00
  2026-09                    $3.00             $3.00
  2026-10                    $3.00             $3.00
  2026-11                    $3.00             $3.00
  2026-12                    $3.00             $3.00
  in all             $27.033333333     $27.033333333

total                $27.033333333     $27.033333333

what it is for
  A   us-east-1       kms-key                      k1                                     8760 hours           $12.00
  A   us-east-1       kms-key-rotation             k1                                    11040 hours    $15.033333333
  A   us-east-1       kms-request-symmetric        k1                            2 requests (2 free)            $0.00
`);
});

test("each scenario of a file runs on by itself", async () => {
  folder.write(
    "two.scenario",
    `clock 2026-01-01
default in acct A region us-east-1
scenario "one key" { create key k1 }
scenario "two keys" { create key k1; create key k2 }
`,
  );
  const { out } = await folder.run(["bill", "two.scenario", "--until", "2026-03-01"]);
  expect(out.split("\n").filter((line) => /^(bill of|total)/.test(line))).toEqual([
    "bill of one key, 2026-01-01 to 2026-03-01",
    "total                        $2.00             $2.00",
    "bill of two keys, 2026-01-01 to 2026-03-01",
    "total                        $4.00             $4.00",
  ]);
});

test("a date before the end of the scenario cuts the bill there", async () => {
  folder.write("long.scenario", "clock 2026-01-01\ncreate key k1 in acct A region us-east-1\nadvance 1 year\n");
  const { out } = await folder.run(["bill", "long.scenario", "--until", "2026-01-16T12:00:00Z"]);
  expect(out).toContain("total                        $0.50             $0.50");
});

test("a date before the scenario begins is none, nor is one before its end where two are compared", async () => {
  folder.write("long.scenario", "clock 2026-01-01\ncreate key k1 in acct A region us-east-1\nadvance 1 year\n");
  const early = await folder.run(["bill", "long.scenario", "--until", "2025-01-01"]);
  expect([early.code, early.out, early.err]).toEqual([
    2,
    "",
    "error: --until 2025-01-01 00:00:00Z is too early: long begins at 2026-01-01 00:00:00Z\n",
  ]);
  const between = await folder.run(["diff", "long.scenario", "long.scenario", "--until", "2026-06-01"]);
  expect([between.code, between.err]).toEqual([
    2,
    "error: --until 2026-06-01 00:00:00Z is too early: long ends at 2027-01-01 00:00:00Z\n",
  ]);
});

test("line by line as CSV and as JSON", async () => {
  const csv = await folder.run(["bill", "design.scenario", "--until", "2026-02-01", "--format", "csv"]);
  expect(csv.out.split("\n").slice(0, 2)).toEqual([
    "scenario,account,month,region,service,item,resource,quantity,unit,free,usd",
    "design,A,2026-01,us-east-1,kms,kms-key,k1,744,hour,0,1.00",
  ]);
  const json = await folder.run(["bill", "design.scenario", "--until", "2026-02-01", "--format", "json"]);
  expect(JSON.parse(json.out.split("\n")[0]!)).toEqual({
    custody: 1,
    type: "bill",
    scenario: "design",
    account: "A",
    month: "2026-01",
    region: "us-east-1",
    service: "kms",
    item: "kms-key",
    resource: "k1",
    quantity: "744",
    unit: "hour",
    free: 0,
    usd: "1.00",
  });
});

test("the user's own prices stand over ours, in the bill and in what is expected of it", async () => {
  folder.write("prices.json", '{ "kms-key": "0.90", "kms-request-symmetric": { "usd": "0.02", "per": 1, "free": 1 } }');
  // 0.90 for the key, and the second of two requests at two cents.
  const forecast = await folder.run(["bill", "design.scenario", "--until", "2026-02-01", "--prices", "prices.json"]);
  expect(forecast.out).toContain("  2026-01                    $0.92             $0.92");
  folder.write(
    "expects.scenario",
    "clock 2026-01-01\ncreate key k1 in acct A region us-east-1\nadvance to 2026-02-01\nexpect bill of A for kms in 2026-01 is $0.90\n",
  );
  expect((await folder.run(["run", "expects.scenario", "--quiet", "--prices", "prices.json"])).code).toBe(0);
  expect((await folder.run(["run", "expects.scenario", "--quiet"])).code).toBe(1);
});

test("what is wrong in a file of prices is told at its place, all of it", async () => {
  folder.write(
    "prices.json",
    `{
  "kms-kay": "1.00",
  "kms-key": 0.9,
  "kms-key-rotation": "-1",
  "ebs-snapshot": { "usd": "0.04", "free": 3 },
  "kms-request-rsa-2048": { "usd": "0.1234567890" },
  "kms-request-asymmetric": { "per": 0 }
}`,
  );
  const { code, err, out } = await folder.run(["bill", "design.scenario", "--prices", "prices.json"]);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err).toBe(`error: the prices cannot be used
  prices.json:2:3: there is no item "kms-kay": did you mean "kms-key"?
  prices.json:3:14: write "0.9" in quotes: a number with decimals is not exact in JSON
  prices.json:4:23: a price is not negative
  prices.json:5:44: only requests can have a free allowance
  prices.json:6:36: an amount has at most 9 decimals
  prices.json:7:38: this is a whole number from 1 to 1000000000
`);
});

test("a date that is none, a format that is none, a file that is none", async () => {
  expect((await folder.run(["bill", "design.scenario", "--until", "2029-02-30"])).code).toBe(2);
  expect((await folder.run(["bill", "design.scenario", "--until", "2300-01-01"])).code).toBe(2);
  expect((await folder.run(["bill", "design.scenario", "--format", "xml"])).err).toContain("--format is table, csv or json");
  expect((await folder.run(["bill"])).err).toContain("custody bill needs a file");
  expect((await folder.run(["bill", "design.scenario", "--prices", "none.json"])).code).toBe(2);
});

test("two designs are compared line by line, as they will have cost by a date", async () => {
  folder.write("plain.scenario", "clock 2026-01-01\ncreate key k1 in acct A region us-east-1\n");
  const { code, out } = await folder.run(["diff", "plain.scenario", "design.scenario", "--until", "2029-01-01"]);
  expect(code).toBe(0);
  // 36 months at $1.00; the first rotation from April 2026 on for 33 months, the second for 24 hours of June's 720 and the 30 months after it.
  expect(out.split("\n").filter((line) => line.includes("$"))).toEqual([
    "~ bill of A: $36.00, now $99.033333333",
    "  + us-east-1 kms-key-rotation k1: 46128 hours $63.033333333",
    "  ~ us-east-1 kms-request-symmetric k1: 1 request $0.00, now 2 requests $0.00",
  ]);
});

test("a diff by one's own prices", async () => {
  folder.write("plain.scenario", "clock 2026-01-01\ncreate key k1 in acct A region us-east-1\nadvance to 2026-02-01\n");
  folder.write(
    "two.scenario",
    "clock 2026-01-01\ndefault in acct A region us-east-1\ncreate key k1\ncreate key k2\nadvance to 2026-02-01\n",
  );
  folder.write("prices.json", '{ "kms-key": "0.90" }');
  const { out } = await folder.run(["diff", "plain.scenario", "two.scenario", "--prices", "prices.json"]);
  expect(out).toContain("~ bill of A: $0.90, now $1.80\n");
});
