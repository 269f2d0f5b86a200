// The scenarios on EBS that users have written already, word for word.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { failures } from "./calls.js";

test.each(["01-first-sentence", "02-snapshot-to-another-account", "03-snapshot-to-another-region", "04-who-may-use-a-key"])(
  "%s",
  (name) => {
    const text = readFileSync(new URL(`../../conformance/scenarios/${name}.scenario`, import.meta.url), "utf8");
    expect(failures(text)).toEqual([]);
  },
);
