// The list of codes is what a code in a scenario is compared with: none that a refusal of ours carries may be missing.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ERROR_CODES } from "../../src/rules/error-codes.js";

test("every code that a refusal carries is in the list, in order", () => {
  const refused = ["src/services", "src/rules"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) =>
      [
        ...readFileSync(path, "utf8").matchAll(
          /(?:refuse\(\s*|[?:(] )"([A-Z][A-Za-z0-9_.]*(?:Exception|Error|Fault|Failure|NotFound))"/g,
        ),
      ].map(([, code]) => code!),
    );
  expect(refused.length).toBeGreaterThan(60);
  expect([...new Set(refused)].filter((code) => !ERROR_CODES.includes(code))).toEqual([]);
  expect([...ERROR_CODES].sort()).toEqual(ERROR_CODES);
});
