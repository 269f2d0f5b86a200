// Sizes, periods and counts are compared in their own sort.
import { describe, expect, test } from "vitest";
import { mistakesOf, resultOf } from "./running.js";

const START =
  "default in acct A region us-east-1\ncreate key k1\nenable rotation of k1 every 90 days\ncreate volume vol1 size 100 GiB\ncreate volume vol2 size 1 TiB\n";

test.each([
  "vol1.size is 100 GiB",
  "vol1.size is at least 100 GiB",
  "vol1.size is at most 102400 MiB",
  "vol1.size is under 101 GiB",
  "vol1.size is over 99 GiB",
  "vol1.size is not 99 GiB",
  "vol2.size is 1024 GiB",
  "vol2.size is over vol1.size",
  "k1.period is 90 days",
  "k1.period is 90",
  "k1.period is at least 90 days",
  "k1.period is under 91 days",
  "k1.rotations is under 1",
  "k1.next-rotation is 2026-04-01",
  "k1.next-rotation is 2026-04-01T00:00:00Z",
  'k1.next-rotation is "2026-04-01"',
  "k1.next-rotation is over 2026-03-31",
  "k1.next-rotation is not 2026-03-31",
  "k1.next-rotation is k1.next-rotation",
  "k1.next-rotation is not nothing",
  "k1.deletion-date is nothing",
  "k1.usage is encrypt-decrypt",
  "k1.usage is ENCRYPT_DECRYPT",
])("%s", (claim) => {
  expect(resultOf(`${START}expect ${claim}`)).toBe("passed");
});

test("what does not hold shows the amount as it is written", () => {
  expect(resultOf(`${START}expect vol1.size is over 100 GiB`)).toContain("got vol1.size is 100 GiB");
  expect(resultOf(`${START}expect k1.period is over 90 days`)).toContain("got k1.period is 90 days");
});

test.each([
  ["vol1.size is at least 100", "100"],
  ["vol1.size is not 90 days", "90 days"],
  ["k1.period is 2160 hours", "2160 hours"],
  ["k1.rotations is not few", "few"],
  ["k1.next-rotation is at least 90 days", "90 days"],
  ["k1.next-rotation is 7", "7"],
])("%s is no comparison", (claim, at) => {
  expect(mistakesOf(`${START}expect ${claim}`)).toEqual([`expect/other-sort at "${at}"`]);
});

test("a world holds 10,000 things, and no more than its limit", () => {
  const start = "default in acct A region us-east-1\ncreate volume vol1 size 1 GiB\n";
  const limits = { resourceCountMax: 5 };
  expect(resultOf(`${start}repeat 4 times { snapshot vol1 }`, { limits })).toBe("passed");
  expect(mistakesOf(`${start}repeat 5 times { snapshot vol1 }`, { limits })).toEqual(['limit/resources at "snapshot vol1"']);
  // Ciphertexts are values.
  expect(resultOf(`${start}create key k1\nrepeat 20 times { encrypt "x" with k1 }`, { limits })).toBe("passed");
});

test("what is not there is nothing, also where a thing would be", () => {
  expect(resultOf(`${START}create volume plain1; expect plain1.key is nothing; expect plain1.key is not k1`)).toBe("passed");
  expect(resultOf(`${START}create volume vol3 with k1; expect vol3.key is nothing`)).toContain("got vol3.key is k1");
});

describe("what goes in order on the wire", () => {
  const wire = `clock 2026-01-01
certificate authority ca1 trusted by alice
certificate c1 for "shop.example" from ca1 valid 90 days
serve shop at "shop.example" with c1
connect alice to shop over tls as conn1
`;
  test.each([
    "expect c1.expires is 2026-04-01",
    "expect c1.expires is at most 2026-04-01",
    "expect c1.expires is under 2026-04-02",
    "expect conn1.version is 1.3",
    'expect conn1.version is "TLSv1.3"',
    "expect conn1.version is at least 1.2",
  ])("%s", (claim) => {
    expect(resultOf(wire + claim)).toBe("passed");
  });

  test.each(["never c1.host is over 3", "expect c1.issuer is at least ca1"])("%s: no amount has no order", (claim) => {
    expect(mistakesOf(wire + claim).map((each) => each.split(" ")[0])).toEqual(["expect/no-order"]);
  });
});
