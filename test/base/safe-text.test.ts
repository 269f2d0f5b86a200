import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safeLine, safeText } from "../../src/base/safe-text.js";

describe("what a terminal would obey is shown instead", () => {
  test.each([
    ["a clipboard command", "\u001b]52;c;aGk=\u0007", "␛]52;c;aGk=<U+0007>"],
    ["a colour", "\u001b[31mred", "␛[31mred"],
    ["an 8-bit CSI", "\u009b31m", "<U+009B>31m"],
    ["a backspace", "ok\b\bno", "ok<U+0008><U+0008>no"],
    ["a carriage return", "ok\rno", "ok\\rno"],
    ["a NUL", "a\0b", "a<U+0000>b"],
    ["a TAB", "a\tb", "a    b"],
    ["DEL", "a\x7Fb", "a<U+007F>b"],
    ["a bidi override", "\u202Egnp.exe", "<U+202E>gnp.exe"],
    ["a bidi isolate", "\u2066a\u2069", "<U+2066>a<U+2069>"],
    ["a zero-width space", "vol\u200B1", "vol<U+200B>1"],
    ["a zero-width joiner", "a\u200Db", "a<U+200D>b"],
    ["a byte order mark", "\uFEFFa", "<U+FEFF>a"],
    ["a line separator", "a\u2028b\u2029c", "a<U+2028>b<U+2029>c"],
    ["half a character", "a\uD800b\uDC00", "a<U+D800>b<U+DC00>"],
    ["hidden tags", "a\u{E0041}b", "a<U+E0041>b"],
  ])("%s", (_, text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  test("letters of every script, emoji and line ends stay as they are", () => {
    for (const text of ["k1 → é 鍵 ключ 🔑", "one\ntwo\n", "", "a: b :: c", "a::b"]) expect(safeText(text)).toBe(text);
  });
});

describe("what a CI runner would obey is broken up", () => {
  test.each([
    ["::error::no", ": :error::no"],
    ["  ::add-mask::a", "  : :add-mask::a"],
    ["fine\n\u00A0::stop-commands::x", "fine\n\u00A0: :stop-commands::x"],
    ["x ##[error]y", "x ## [error]y"],
    ["####[group]", "#### [group]"],
  ])("%j", (text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  test("a command put together by what is taken out stays broken up", () => {
    expect(safeText("\t::error::")).toBe("    : :error::");
    expect(safeText("#\u200B#[error]")).toBe("#<U+200B>#[error]");
  });
});

describe("on one line", () => {
  test("a line feed is shown", () => {
    expect(safeLine("a\nb\r\nc")).toBe("a\\nb\\nc");
    expect(safeLine("%0A\n::error::")).toBe("%0A\\n::error::");
  });
});

test("no text whatever gets through: 20,000 hostile ones", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(
        fc.constantFrom(
          "\u001b",
          "\u009b",
          ":",
          "::",
          "#",
          "##[",
          " ",
          "\n",
          "\r",
          "\t",
          "\u202e",
          "\u200b",
          "\ud800",
          "\udc00",
          "a",
          "\u2028",
        ),
      )
      .map((parts) => parts.join("")),
    fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
  );
  // Written anew, as the promise says it, and not taken from the code.
  const forbidden = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = safeText(text);
      expect(forbidden.test(shown)).toBe(false);
      expect(/\p{Surrogate}/u.test(shown)).toBe(false);
      expect(shown.includes("##[")).toBe(false);
      for (const line of shown.split("\n")) expect(line.trimStart().startsWith("::")).toBe(false);
      expect(safeText(shown)).toBe(shown);
      expect(safeLine(text).includes("\n")).toBe(false);
    }),
    { numRuns: 20_000 },
  );
});

test("a megabyte of line ends or of colons takes no time worth speaking of", () => {
  expect(safeText("\n".repeat(1_000_000)).length).toBe(1_000_000);
  expect(safeText(`${" ".repeat(1_000_000)}::`).endsWith(" : :")).toBe(true);
  expect(safeText("\n ".repeat(500_000).concat("::")).endsWith(" : :")).toBe(true);
});
