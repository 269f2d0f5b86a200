import seedrandom from "seedrandom";
import { describe, expect, test } from "vitest";
import { type Draw, draw, drawBelow, drawChance, isPercent, isSeed, type Rng, seedRng } from "../../src/world/rng.js";

function many<V>(rng: Rng, count: number, one: (rng: Rng) => Draw<V>): V[] {
  const values: V[] = [];
  let next = rng;
  for (let index = 0; index < count; index++) {
    const drawn = one(next);
    values.push(drawn.value);
    next = drawn.rng;
  }
  return values;
}

describe("a seed", () => {
  test("42 as a number and as digits is one seed", () => {
    expect(draw(seedRng(42), "rotation").value).toBe(draw(seedRng("42"), "rotation").value);
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, undefined, null, "", "abc", "007", "-1", "1".repeat(40)])(
    "%s is none, and none is made up",
    (seed) => {
      expect(() => seedRng(seed as string)).toThrow("a seed is a whole number");
    },
  );

  test("what a scenario may write", () => {
    expect(["0", "42", "9999999999999999999"].map(isSeed)).toEqual([true, true, true]);
    expect(["-1", "1.5", "007", "", "4 2", "٣"].map(isSeed)).toEqual([false, false, false, false, false, false]);
  });
});

describe("a stream", () => {
  test("is the same on every machine: the first draws of seed 42 are these", () => {
    expect(many(seedRng(42), 4, (rng) => draw(rng, "rotation"))).toEqual([2775418232, 3886308028, 1390962834, 3530735164]);
    expect(many(seedRng(42), 12, (rng) => drawBelow(rng, "die", 6))).toEqual([1, 5, 2, 2, 0, 2, 4, 4, 0, 0, 4, 3]);
  });

  test("is that of seedrandom's xor128, drawn one by one", () => {
    const peer = seedrandom.xor128("42/rotation");
    const theirs = Array.from({ length: 1_000 }, () => peer.int32() >>> 0);
    expect(many(seedRng(42), 1_000, (rng) => draw(rng, "rotation"))).toEqual(theirs);
  });

  test("is not shifted by what another purpose draws", () => {
    const alone = draw(seedRng(42), "rotation").value;
    const after = draw(draw(seedRng(42), "outage").rng, "rotation").value;
    expect(after).toBe(alone);
  });

  test("of another purpose or another seed is another", () => {
    const values = [draw(seedRng(42), "a"), draw(seedRng(42), "b"), draw(seedRng(43), "a"), draw(seedRng(4), "2/a")].map(
      (each) => each.value,
    );
    expect(new Set(values).size).toBe(4);
  });

  test("is data: drawing again from the same chance gives the same, and each draw has its number", () => {
    const rng = seedRng(42);
    const first = draw(rng, "constructor");
    expect(draw(rng, "constructor").value).toBe(first.value);
    expect(first.number).toBe(1);
    expect(draw(first.rng, "constructor").number).toBe(2);
    expect(rng.streams.size).toBe(0);
  });
});

describe("what is drawn", () => {
  test("all six sides of a die come about equally often in 60,000 throws", () => {
    const counts = [0, 0, 0, 0, 0, 0];
    for (const side of many(seedRng(7), 60_000, (rng) => drawBelow(rng, "die", 6))) counts[side]! += 1;
    // Each count has mean 10,000 and deviation 91; five deviations either way.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(456);
  });

  test("one thing among one is always the first", () => {
    expect(drawBelow(seedRng(1), "only", 1).value).toBe(0);
    expect(() => drawBelow(seedRng(1), "none", 0)).toThrow("1 to 2^32");
    expect(() => drawBelow(seedRng(1), "half", 1.5)).toThrow("1 to 2^32");
  });

  test("0 % never, 100 % always, 25 % a quarter of the time", () => {
    expect(many(seedRng(1), 1_000, (rng) => drawChance(rng, "chance", "0")).filter((hit) => hit).length).toBe(0);
    expect(many(seedRng(1), 1_000, (rng) => drawChance(rng, "chance", "100")).filter((hit) => hit).length).toBe(1_000);
    const hits = many(seedRng(1), 40_000, (rng) => drawChance(rng, "chance", "25")).filter((hit) => hit).length;
    // Mean 10,000, deviation 87.
    expect(Math.abs(hits - 10_000)).toBeLessThan(435);
  });

  test("the same draw that hits at 10 % hits at 20 %: a chance only grows", () => {
    let rng = seedRng(9);
    for (let index = 0; index < 2_000; index++) {
      const low = drawChance(rng, "chance", "10");
      if (low.value) expect(drawChance(rng, "chance", "20").value).toBe(true);
      rng = low.rng;
    }
  });

  test("which percents are chances", () => {
    expect(["0", "100", "99.9", "0.0000001", "100.000"].map(isPercent)).toEqual([true, true, true, true, true]);
    expect(["101", "-1", "100.1", "1e1", "", ".5", "٣"].map(isPercent)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
