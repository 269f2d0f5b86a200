import { describe, expect, test } from "vitest";
import { compileWildcard, matches, matchWildcard } from "../../src/base/wildcard.js";

describe("wildcards", () => {
  test.each<[string, string, boolean]>([
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["*", "anything at all", true],
    ["?", "", false],
    ["?", "a", true],
    ["?", "ab", false],
    ["kms:*", "kms:Decrypt", true],
    ["kms:*", "kms:", true],
    ["kms:*", "ec2:Decrypt", false],
    ["kms:De*Key", "kms:DescribeKey", true],
    ["kms:De*Key", "kms:DescribeKeys", false],
    ["*a*b*", "xxaxxbxx", true],
    ["*a*b*", "xxbxxaxx", false],
    ["a**b", "ab", true],
    ["a*?b", "ab", false],
    ["a*?b", "axb", true],
    ["*.txt", "a.txt.txt", true],
    ["a.c", "abc", false],
    ["[ab]", "a", false],
  ])("%j against %j: %j", (pattern, text, wanted) => {
    expect(matchWildcard(pattern, text)).toBe(wanted);
    expect(matches(compileWildcard(pattern), text)).toBe(wanted);
  });

  test("case counts unless it is said not to", () => {
    expect(matchWildcard("KMS:De*", "kms:decrypt")).toBe(false);
    expect(matchWildcard("KMS:De*", "kms:decrypt", { ignoreCase: true })).toBe(true);
  });

  test("a pattern made to hang a regular expression is answered", () => {
    const pattern = `kms:${"*a".repeat(30)}b`;
    expect(matchWildcard(pattern, `kms:${"a".repeat(5_000)}`)).toBe(false);
  });
});
