// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its variables so.
import { describe, expect, test } from "vitest";
import { compilePlain } from "../../../src/rules/authorize/compile.js";
import { conditionHolds } from "../../../src/rules/authorize/condition.js";
import { operatorNames } from "../../../src/rules/authorize/condition-operators.js";
import { readMoment, readRange } from "../../../src/rules/authorize/condition-values.js";
import type { PolicyVersion } from "../../../src/rules/authorize/document.js";
import { contextOf } from "./examples.js";

type Values = string | readonly string[];

function holds(
  operator: string,
  wanted: Values,
  got: Values | undefined,
  version: PolicyVersion = "2012-10-17",
  more: Readonly<Record<string, Values>> = {},
): boolean {
  const statement = {
    Effect: "Allow",
    Action: "kms:*",
    Resource: "*",
    Condition: { [operator]: { "custom:Key": wanted } },
  } as const;
  const [compiled] = compilePlain({ Version: version, Statement: [statement] }, "identity").statements;
  return conditionHolds(compiled!.conditions[0]!, contextOf({ ...more, ...(got === undefined ? {} : { "custom:KEY": got }) }));
}

/** Operator, values of the policy, value that holds, value that does not. */
const table: readonly [string, Values, string, string][] = [
  ["StringEquals", ["red", "blue"], "blue", "Blue"],
  ["StringEquals", "r*", "r*", "red"],
  ["StringNotEquals", ["red", "blue"], "Red", "blue"],
  ["StringEqualsIgnoreCase", "Red", "rED", "reds"],
  ["StringNotEqualsIgnoreCase", "Red", "blue", "RED"],
  ["StringLike", "s3.*.amazonaws.co?", "s3.us-east-1.amazonaws.com", "S3.us-east-1.amazonaws.com"],
  ["StringNotLike", "s3.*", "ec2.us-east-1", "s3.us-east-1"],
  ["NumericEquals", "7", "7.0", "8"],
  ["NumericEquals", "7", "7", "seven"],
  ["NumericNotEquals", "7", "8", "7"],
  ["NumericLessThan", "7", "6.9", "7"],
  ["NumericLessThanEquals", "7", "7", "7.1"],
  ["NumericGreaterThan", "7", "8", "7"],
  ["NumericGreaterThanEquals", "-1", "-1", "-2"],
  ["DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:01Z"],
  ["DateEquals", "2026-01-01", "1767225600", "2026-01-02"],
  ["DateNotEquals", "2026-01-01", "2026-01-02", "2026-01-01T00:00:00Z"],
  ["DateLessThan", "2024-02-29T12:00:00Z", "2024-02-29T11:59:59.999Z", "2024-02-29T12:00:00Z"],
  ["DateLessThanEquals", "2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"],
  ["DateGreaterThan", "2026-01-01", "2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z"],
  ["DateGreaterThanEquals", "2026-01-01", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z"],
  ["Bool", "true", "True", "false"],
  ["BinaryEquals", "QmluYXJ5", "QmluYXJ5", "QmluYXJ6"],
  ["IpAddress", ["10.0.0.0/8", "203.0.113.7"], "203.0.113.7", "203.0.113.8"],
  ["IpAddress", "203.0.113.128/25", "203.0.113.128", "203.0.113.127"],
  ["IpAddress", "2001:db8::/32", "2001:db8:ffff::1", "2001:db9::1"],
  ["IpAddress", "0.0.0.0/0", "8.8.8.8", "::1"],
  ["NotIpAddress", "10.0.0.0/8", "11.0.0.1", "10.255.255.255"],
  ["ArnEquals", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/a/b", "arn:aws:iam::111122223333:user/a"],
  [
    "ArnLike",
    "arn:aws:cloudtrail:*:111122223333:trail/*",
    "arn:aws:cloudtrail:us-east-1:111122223333:trail/x",
    "arn:aws:cloudtrail:us-east-1:1:111122223333:trail/x",
  ],
  ["ArnNotEquals", "arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b", "arn:aws:iam::111122223333:role/a"],
  ["ArnNotLike", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:user/b", "arn:aws:iam::111122223333:role/a"],
  ["Null", "false", "there", ""],
];

describe("every operator", () => {
  test.each(table.filter(([operator]) => operator !== "Null"))(
    "%s %j holds for %j and not for %j",
    (operator, wanted, yes, no) => {
      expect(holds(operator, wanted, yes)).toBe(true);
      expect(holds(operator, wanted, no)).toBe(false);
    },
  );

  test("the table has them all", () => {
    const covered = new Set(table.map(([operator]) => operator));
    expect(operatorNames.filter((name) => !covered.has(name))).toEqual([]);
  });

  test("a pattern of fewer than six parts is no ARN and matches none", () => {
    expect(holds("ArnLike", "arn:*:x", "arn:aws:s3:::x")).toBe(false);
    expect(holds("ArnLike", "*", "arn:aws:s3:::x")).toBe(false);
  });

  test("operators and keys are read whatever their case", () => {
    expect(holds("stringequals", "red", "red")).toBe(true);
  });
});

describe("an absent key", () => {
  const negated = new Set([
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringNotLike",
    "NumericNotEquals",
    "DateNotEquals",
    "NotIpAddress",
    "ArnNotEquals",
    "ArnNotLike",
  ]);
  test.each(operatorNames.filter((name) => name !== "Null"))("%s", (operator) => {
    expect(holds(operator, "1", undefined)).toBe(negated.has(operator));
    expect(holds(`${operator}IfExists`, "1", undefined)).toBe(true);
    expect(holds(`ForAllValues:${operator}`, "1", undefined)).toBe(true);
    expect(holds(`ForAnyValue:${operator}`, "1", undefined)).toBe(false);
    expect(holds(`ForAnyValue:${operator}IfExists`, "1", undefined)).toBe(true);
  });

  test("Null asks for it", () => {
    expect(holds("Null", "true", undefined)).toBe(true);
    expect(holds("Null", "false", undefined)).toBe(false);
    expect(holds("Null", "true", "x")).toBe(false);
    expect(holds("Null", "false", "x")).toBe(true);
    expect(holds("Null", "true", [])).toBe(true);
  });
});

describe("keys with several values", () => {
  test("ForAllValues wants each to match one of the policy's", () => {
    expect(holds("ForAllValues:StringEquals", ["a", "b"], ["a", "b"])).toBe(true);
    expect(holds("ForAllValues:StringEquals", ["a", "b"], ["a", "c"])).toBe(false);
    expect(holds("ForAllValues:StringEquals", "a", [])).toBe(true);
    expect(holds("ForAllValues:StringEquals", "a", "")).toBe(true);
    expect(holds("ForAllValues:StringNotEquals", "a", ["b", "c"])).toBe(true);
    expect(holds("ForAllValues:StringNotEquals", "a", ["a", "c"])).toBe(false);
  });

  test("ForAnyValue wants one to match", () => {
    expect(holds("ForAnyValue:StringLike", "a*", ["b", "ab"])).toBe(true);
    expect(holds("ForAnyValue:StringLike", "a*", ["b", "c"])).toBe(false);
    expect(holds("ForAnyValue:StringNotEquals", "a", ["a", "c"])).toBe(true);
    expect(holds("ForAnyValue:StringNotEquals", "a", ["a"])).toBe(false);
  });

  test("without a set operator neither an operator nor its negation holds for two values", () => {
    expect(holds("StringEquals", "a", ["a", "b"])).toBe(false);
    expect(holds("StringNotEquals", "a", ["b", "c"])).toBe(false);
    expect(holds("StringEquals", "a", ["a"])).toBe(true);
  });
});

describe("variables", () => {
  const me = { "aws:username": "alice" };
  test("take the request's value in string, ARN and Bool conditions", () => {
    expect(holds("StringEquals", "home/${aws:username}", "home/alice", undefined, me)).toBe(true);
    expect(holds("StringLike", "*/${AWS:UserName}/*", "x/alice/y", undefined, me)).toBe(true);
    expect(holds("ArnLike", "arn:aws:iam::*:user/${aws:username}", "arn:aws:iam::1:user/alice", undefined, me)).toBe(true);
    expect(holds("Bool", "${custom:flag}", "true", undefined, { "custom:flag": "TRUE" })).toBe(true);
  });

  test("are letters in a policy of 2008", () => {
    expect(holds("StringEquals", "${aws:username}", "alice", "2008-10-17", me)).toBe(false);
    expect(holds("StringEquals", "${aws:username}", "${aws:username}", "2008-10-17", me)).toBe(true);
  });

  test("without a value equal nothing, so an inverted operator holds", () => {
    expect(holds("StringEquals", "${aws:username}", "alice")).toBe(false);
    expect(holds("StringNotEquals", "${aws:username}", "bob")).toBe(true);
    expect(holds("StringEquals", ["${aws:username}", "bob"], "bob")).toBe(true);
    expect(holds("StringEquals", "${aws:username}", "alice", undefined, { "aws:username": ["alice", "bob"] })).toBe(false);
  });

  test("may have a default", () => {
    expect(holds("StringEquals", "${aws:username, 'nobody'}", "nobody")).toBe(true);
    expect(holds("StringEquals", "${aws:username, 'nobody'}", "alice", undefined, me)).toBe(true);
  });

  test("${*}, ${?} and ${$} are the characters themselves, and so is a star in a value", () => {
    expect(holds("StringLike", "a${*}b${?}${$}", "a*b?$")).toBe(true);
    expect(holds("StringLike", "a${*}b", "axb")).toBe(false);
    expect(holds("StringLike", "${aws:username}", "anything", undefined, { "aws:username": "*" })).toBe(false);
  });

  test("are not read in numbers, dates, addresses", () => {
    expect(holds("NumericEquals", "${custom:n}", "7", undefined, { "custom:n": "7" })).toBe(false);
    expect(holds("DateEquals", "${custom:d}", "2026-01-01", undefined, { "custom:d": "2026-01-01" })).toBe(false);
    expect(holds("IpAddress", "${custom:i}", "10.0.0.1", undefined, { "custom:i": "10.0.0.1" })).toBe(false);
  });
});

test("moments that are none, and ranges that are none", () => {
  for (const text of [
    "2026-02-30",
    "2025-02-29",
    "2026-13-01",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:00:60Z",
    "yesterday",
    "",
    "2026-1-1",
  ])
    expect(readMoment(text)).toBeUndefined();
  expect(readMoment("1970-01-01T00:00:00Z")).toBe(0);
  expect(readMoment("2000-02-29")).toBe(951_782_400);
  expect(readMoment("2026")).toBe(1_767_225_600);
  for (const text of ["256.0.0.1", "1.2.3", "10.0.0.0/33", "::1/129", "1::2::3", "12345::", "10.0.0.0/x", "1:2:3:4:5:6:7:8:9"])
    expect(readRange(text)).toBeUndefined();
});
