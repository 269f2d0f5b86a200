import { expect, test } from "vitest";
import {
  by,
  compareText,
  descending,
  entriesByKey,
  inOrderOf,
  keysInOrder,
  sorted,
  sortedTexts,
  valuesByKey,
} from "../../src/base/order.js";
import { tableFrom } from "../../src/base/table.js";

test("texts stand by code unit, whatever the machine's locale would say", () => {
  expect(sortedTexts(["ä", "z", "Z", "a", "10", "2", "I", "i", "ı"])).toEqual(["10", "2", "I", "Z", "a", "i", "z", "ä", "ı"]);
});

test("equal texts compare as equal", () => {
  expect(compareText("k1", "k1")).toBe(0);
  expect(compareText("k1", "k2")).toBe(-1);
  expect(compareText("k2", "k1")).toBe(1);
});

test("numbers and amounts stand by value, and the second order decides where the first cannot", () => {
  const bills = [
    { name: "b", amount: 10n },
    { name: "a", amount: 10n },
    { name: "c", amount: 9n },
  ];
  const inOrder = sorted(
    bills,
    inOrderOf(
      descending(by((bill) => bill.amount)),
      by((bill) => bill.name),
    ),
  );
  expect(inOrder.map((bill) => bill.name)).toEqual(["a", "b", "c"]);
  expect(bills.map((bill) => bill.name)).toEqual(["b", "a", "c"]);
});

test("a map's and a table's entries come by key, names that look like numbers among them", () => {
  const entries = [
    ["b", 1],
    ["10", 2],
    ["__proto__", 3],
    ["2", 4],
  ] as const;
  for (const map of [new Map<string, number>(entries), tableFrom<number>(entries)]) {
    expect(keysInOrder(map)).toEqual(["10", "2", "__proto__", "b"]);
    expect(entriesByKey(map)).toEqual([
      ["10", 2],
      ["2", 4],
      ["__proto__", 3],
      ["b", 1],
    ]);
    expect(valuesByKey(map)).toEqual([2, 4, 3, 1]);
  }
});
