import { expect, test } from "vitest";
import { addSizes, bytes, formatSize, gibibytes, kibibytes, mebibytes, sizeFromText, tebibytes } from "../../src/world/size.js";

test("sizes are whole bytes", () => {
  expect(kibibytes(4)).toBe(4_096);
  expect(mebibytes(1)).toBe(1_048_576);
  expect(gibibytes(100)).toBe(107_374_182_400);
  expect(tebibytes(16)).toBe(17_592_186_044_416);
  expect(() => bytes(1.5)).toThrow("a whole number of bytes");
  expect(() => bytes(-1)).toThrow("a whole number of bytes");
});

test("a size is shown in the largest unit that leaves a whole number", () => {
  expect(formatSize(gibibytes(100))).toBe("100 GiB");
  expect(formatSize(gibibytes(1_024))).toBe("1 TiB");
  expect(formatSize(gibibytes(1_536))).toBe("1536 GiB");
  expect(formatSize(kibibytes(4))).toBe("4 KiB");
  expect(formatSize(bytes(4_097))).toBe("4097 B");
  expect(formatSize(bytes(0))).toBe("0 B");
  expect(formatSize(addSizes(gibibytes(60), gibibytes(40)))).toBe("100 GiB");
});

test.each([
  ["100 GiB", 107_374_182_400],
  ["100GiB", 107_374_182_400],
  ["4 KiB", 4_096],
  ["0 B", 0],
  ["8191 TiB", 9_006_099_743_113_216],
])("%s is read", (text, size) => {
  expect(sizeFromText(text)).toBe(size);
});

test.each([
  "1e400 GiB",
  "0x10 GiB",
  "٣ GiB",
  "1_000 GiB",
  "007 GiB",
  "1.5 GiB",
  "-1 GiB",
  "NaN GiB",
  "Infinity GiB",
  "100",
  "100 GB",
  "8192 TiB",
  "9".repeat(100_000),
])("%s is no size", (text) => {
  expect(sizeFromText(text)).toHaveProperty("problem");
});
