// Sentences as people say them who write Custody for the first time: each is answered with the sentence to write.
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/language/diagnostic.js";
import { parse } from "../../src/language/parse.js";
import { slipRules } from "../../src/language/slips/rules.js";

function only(text: string): Diagnostic {
  const { diagnostics } = parse(text, "new.scenario");
  expect(diagnostics, text).toHaveLength(1);
  return diagnostics[0]!;
}

function mended(text: string): string {
  const { fix } = only(text);
  return fix === undefined ? text : `${text.slice(0, fix.start)}${fix.text}${text.slice(fix.end)}`;
}

describe("each slip of the table", () => {
  test.each(slipRules().map(({ said, goes, sure }) => [said, goes, sure] as const))("%s: %s", (said, goes, sure) => {
    const one = only(said);
    expect(one.code).toBe("syntax/other-words");
    expect(one.hint).toContain(sure ? "write `" : "say, for example, `");
    if (sure) expect(mended(said)).toBe(goes);
    else {
      expect(one.fix).toBeUndefined();
      expect(one.hint).toContain(goes.replace(/ \{ explain \}$/, ""));
    }
    expect(parse(goes, "right.scenario").diagnostics).toEqual([]);
  });
});

describe("what is offered", () => {
  test("is what the whole sentence should be, and the words that change are marked", () => {
    const one = only('  tag k1 app=shop, stage="prod"   # the shop');
    expect(one.hint).toBe('write `tag k1 { app: "shop", stage: "prod" }`');
    expect(one.span).toEqual({ start: 9, end: 31 });
  });

  test("holds several slips of one sentence", () => {
    expect(mended('encrypt "x" using key k1 with context app=shop')).toBe('encrypt "x" with k1 context { app: "shop" }');
    expect(mended("expect that k1 enabled.")).toBe("expect k1 is enabled");
  });

  test("leaves texts in quotes as they are", () => {
    expect(mended('document d1 = "share s1 with acct B using key k1"')).toBe('document d1 "share s1 with acct B using key k1"');
    expect(mended('encrypt "a \\" with key k1" using k1')).toBe('encrypt "a \\" with key k1" with k1');
  });

  test("holds in a block, and what stands around it is read", () => {
    const text = 'scenario "a" {\r\n  share s1 with acct B; rotate k1\r\n  expect k1 enabled\r\n}\r\n';
    expect(parse(text, "new.scenario").diagnostics.map((one) => one.hint)).toEqual([
      "write `share s1 to acct B`",
      "write `expect k1 is enabled`",
    ]);
  });

  test("is nothing where the sentence would still not be read", () => {
    expect(only("share s1 with acct B banana").code).toBe("syntax/not-expected");
    expect(only("expect k1 banana").code).toBe("syntax/not-expected");
  });

  test("a number of days that is no place gets no unit for a hint", () => {
    expect(only("copy s1 in 7 days").hint).toBeUndefined();
  });
});
