import { describe, expect, test } from "vitest";
import { editDistance, looksLike, suggest, suggestions } from "../../src/base/suggest.js";

describe("did you mean", () => {
  test.each([
    ["kye", ["key", "volume"], "key"],
    ["volmue", ["volume", "value"], "volume"],
    ["snapshoot", ["snapshot", "snap"], "snapshot"],
    ["k11", ["k1", "z9"], "k1"],
    ["us-esat-1", ["us-east-1", "us-west-2"], "us-east-1"],
    ["Vol1", ["vol1"], "vol1"],
    ["K1", ["k1", "k2"], "k1"],
    ["instanse", ["instance"], "instance"],
  ])("%s among %j is %s", (word, candidates, nearest) => {
    expect(suggest(word, candidates)).toBe(nearest);
  });

  test.each([
    ["k1", ["k2", "k3"]],
    ["vol", ["key"]],
    ["bucket", ["instance", "volume"]],
    ["volume", ["volume"]],
    ["", ["a"]],
  ])("%s among %j is near nothing", (word, candidates) => {
    expect(suggest(word, candidates)).toBeUndefined();
  });

  test("one slip in three letters is near, two are not; two in six are", () => {
    expect(suggest("abc", ["abd"])).toBe("abd");
    expect(suggest("abc", ["ade"])).toBeUndefined();
    expect(suggest("abcdef", ["abcdxy"])).toBe("abcdxy");
    expect(suggest("abcdef", ["abcxyz"])).toBeUndefined();
  });

  test("of two that are equally near, the first by code unit is named, whatever their order in the file", () => {
    expect(suggest("vol3", ["vol2", "vol1"])).toBe("vol1");
    expect(suggest("vol3", ["vol1", "vol2"])).toBe("vol1");
  });

  test("the nearest three come first to last", () => {
    expect(suggestions("volume1", ["volume22", "volume2", "volum1", "voluem1", "other"])).toEqual([
      "voluem1",
      "volum1",
      "volume2",
    ]);
  });

  test("a swap of neighbours is one slip", () => {
    expect(editDistance("ab", "ba", 3)).toBe(1);
    expect(editDistance("kitten", "sitting", 5)).toBe(3);
    expect(editDistance("kitten", "sitting", 2)).toBe(3);
    expect(editDistance("aaaaaaaa", "bbbbbbbb", 2)).toBe(3);
  });

  test("a word of 100,000 letters is not compared", () => {
    expect(suggest("a".repeat(100_000), ["a".repeat(99_999)])).toBeUndefined();
    expect(suggest("volume", ["v".repeat(100_000), "volum"])).toBe("volum");
  });
});

describe("names that look alike", () => {
  test.each([
    ["vol1", "v\u043El1", "a Cyrillic о"],
    ["caf\u00E9", "cafe\u0301", "é in one piece and in two"],
    ["vol1", "voll", "one and the letter l"],
    ["kI", "kl", "capital I and the letter l"],
    ["kO", "k0", "capital O and zero"],
    ["A", "\u0391", "a Greek Α"],
  ])("%s and %s: %s", (a, b) => {
    expect(looksLike(a, b)).toBe(true);
    expect(looksLike(b, a)).toBe(true);
  });

  test("a name does not look like itself, nor like one that only resembles it", () => {
    expect(looksLike("vol1", "vol1")).toBe(false);
    expect(looksLike("vol1", "vol2")).toBe(false);
    expect(looksLike("k1", "K1")).toBe(false);
  });
});
