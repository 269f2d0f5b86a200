// Five designs billed by hand. Prices (US dollars): aws.amazon.com/kms/pricing, a key 1.00 a month by the hour and once more for its first
// and second rotation, requests 0.03 for 10,000 with the month's first 20,000 free; aws.amazon.com/ebs/pricing, gp3 0.08 and snapshots
// 0.05 a GiB-month, 0.02 a GiB copied to another Region. Amounts are to the nano-dollar.
import { expect, test } from "vitest";
import { billOf } from "../../src/report/bill.js";
import { billTotal } from "../../src/rules/billing.js";
import { formatMoney } from "../../src/world/money.js";
import { run } from "../engine/running.js";

const START = "clock 2026-01-01\ndefault in acct A region us-east-1\n";

/** `account month` and what it owes, then the total. */
function owed(text: string): string[] {
  const log = run(`${START}${text}`);
  const [scenario] = log.scenarios;
  expect(log.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  expect(scenario?.failures).toEqual([]);
  const lines = billOf(scenario!, log);
  const months = new Map<string, (typeof lines)[number][]>();
  for (const line of lines) {
    const title = `${line.account} ${line.month}`;
    months.set(title, [...(months.get(title) ?? []), line]);
  }
  return [
    ...[...months].map(([title, own]) => `${title} ${formatMoney(billTotal(own))}`),
    `total ${formatMoney(billTotal(lines))}`,
  ];
}

/** One line: its account, item and thing, how many thousandths, how many free, what it costs. */
function lineOf(text: string, region: string, item: string, resource: string): string | undefined {
  const log = run(`${START}${text}`);
  expect(log.scenarios[0]?.failures).toEqual([]);
  const found = billOf(log.scenarios[0]!, log).find(
    (line) => line.region === region && line.item === item && line.resource === resource,
  );
  return found === undefined
    ? undefined
    : `${found.account} ${found.quantityThousandths / 1000n} ${found.free} ${formatMoney(found.amount)}`;
}

test("a key for a year, rotated every 90 days", () => {
  // January to March            3 × 1.00                                                        3.00
  // rotated on 1 April (day 90), again on 30 June (day 180); on 28 September and 27 December for nothing
  // April, May                  2 × (1.00 + 1.00)                                               4.00
  // June                        1.00 + 1.00 + 24 of 720 hours of the second 0.033333333         2.033333333
  // July to December            6 × (1.00 + 1.00 + 1.00)                                       18.00
  // two requests, free                                                                          0.00
  expect(owed("create key k1\nenable rotation of k1 every 90 days\nadvance to 2027-01-01")).toEqual([
    "A 2026-01 $1.00",
    "A 2026-02 $1.00",
    "A 2026-03 $1.00",
    "A 2026-04 $2.00",
    "A 2026-05 $2.00",
    "A 2026-06 $2.033333333",
    "A 2026-07 $3.00",
    "A 2026-08 $3.00",
    "A 2026-09 $3.00",
    "A 2026-10 $3.00",
    "A 2026-11 $3.00",
    "A 2026-12 $3.00",
    "total $27.033333333",
  ]);
});

test("a multi-Region key in three Regions, the third from the middle of January, rotated in February", () => {
  // January    us-east-1 1.00, eu-west-1 1.00, ap-southeast-2 372 of 744 hours 0.50             2.50
  // February   3 × (1.00 + 1.00), since each Region's key has the new material                  6.00
  const text = `create multi-region key m1
    replicate m1 to region eu-west-1 as m1-eu
    advance to 2026-01-16T12:00:00Z
    replicate m1 to region ap-southeast-2 as m1-ap
    advance to 2026-02-01
    rotate m1
    advance to 2026-03-01`;
  expect(owed(text)).toEqual(["A 2026-01 $2.50", "A 2026-02 $6.00", "total $8.50"]);
});

test("a hundred objects put under a key without a bucket key and with one, when the month's free requests are used up", () => {
  // requests before: CreateKey, Encrypt, 19,998 × Decrypt                 20,000 free           0.00
  // without a bucket key: 100 × GenerateDataKey at 0.000003                                     0.0003
  // with one: 1 × GenerateDataKey for the window                                                0.000003
  const puts = (bucket: string): string => `create key k1
    create bucket b1 encrypted with ${bucket}
    document doc1 "the plan"
    encrypt "x" with k1 as c1
    repeat 19998 times { decrypt c1 }
    repeat 100 times { put doc1 in b1 }`;
  expect(lineOf(puts("sse-kms k1"), "us-east-1", "kms-request-symmetric", "k1")).toBe("A 20100 20000 $0.0003");
  expect(lineOf(puts("sse-kms k1 bucket key"), "us-east-1", "kms-request-symmetric", "k1")).toBe("A 20001 20000 $0.000003");
});

const COPY = `create key k1
  create key k2 in acct B region eu-west-1
  create volume vol1 size 100 GiB with k1
  snapshot vol1 as s1
  policy of k1 allows acct B to decrypt, describe-key, create-grant, reencrypt, generate-data-key
  share s1 to acct B
  advance to 2026-01-16T12:00:00Z
  copy s1 to acct B region eu-west-1 with k2 as s2
  advance to 2026-02-15
  delete vol1
  advance to 2026-03-01`;

test("a snapshot that account B copies to another Region under its own key", () => {
  // A, January    k1 1.00, 100 GiB of gp3 8.00, 100 GiB of snapshot 5.00                       14.00
  // A, February   k1 1.00, gp3 for 14 of 28 days 4.00, snapshot 5.00                           10.00
  // B, January    k2 1.00, snapshot for 15.5 of 31 days 2.50, 100 GiB moved at 0.02 2.00        5.50
  // B, February   k2 1.00, snapshot 5.00                                                        6.00
  expect(owed(COPY)).toEqual(["A 2026-01 $14.00", "A 2026-02 $10.00", "B 2026-01 $5.50", "B 2026-02 $6.00", "total $35.50"]);
});

test("who makes the copy pays for the requests to the other account's key too, its owner for the key itself", () => {
  // On A's key: CreateGrant, Decrypt, RetireGrant.
  expect(lineOf(`${COPY}`, "us-east-1", "kms-key", "k1")).toMatch(/^A /);
  const log = run(`${START}${COPY}`);
  const onK1 = billOf(log.scenarios[0]!, log).filter(
    (line) => line.item === "kms-request-symmetric" && line.resource === "k1" && line.account === "B",
  );
  expect(onK1.map((line) => `${line.region} ${line.quantityThousandths}`)).toEqual(["us-east-1 3000"]);
});

test("a key whose deletion is cancelled is charged for its weeks of waiting, one that stays under sentence is not", () => {
  // k1   January 1.00, February 1.00: as though its deletion had never been scheduled           2.00
  // k2   ten of January's 31 days, 240 of 744 hours                                             0.322580645
  const text = `create key k1
    create key k2
    advance to 2026-01-11
    delete k1 after 30 days
    delete k2 after 30 days
    advance to 2026-02-01
    cancel deletion of k1
    advance to 2026-03-01`;
  expect(owed(text)).toEqual(["A 2026-01 $1.322580645", "A 2026-02 $1.00", "total $2.322580645"]);
});
