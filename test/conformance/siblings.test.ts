import { describe, expect, test } from "vitest";
import { access } from "./siblings/access.js";
import { conditions } from "./siblings/conditions.js";
import { aliases, deletion } from "./siblings/deletion-and-aliases.js";
import { grants } from "./siblings/grants.js";
import { importing } from "./siblings/import.js";
import { kmsCrypto } from "./siblings/kms-crypto.js";
import { kmsRequests } from "./siblings/kms-requests.js";
import { kmsState } from "./siblings/kms-state.js";
import { multiRegion } from "./siblings/multi-region.js";
import { rotation } from "./siblings/rotation.js";
import { type PolicySibling, play, playPolicy, type Sibling } from "./siblings/sibling.js";

const tables: readonly [string, readonly Sibling[]][] = [
  ["cryptography", kmsCrypto],
  ["states of keys", kmsState],
  ["requests about keys", kmsRequests],
  ["rotation", rotation],
  ["imported material", importing],
  ["deletion", deletion],
  ["aliases", aliases],
  ["multi-Region keys", multiRegion],
];

describe.each(tables)("Custody answers as the sources of the cases do: %s", (_area, siblings) => {
  test.each(siblings.map((each): [string, Sibling] => [`${each.what} (${each.source})`, each]))("%s", (_name, sibling) => {
    expect(play(sibling)).toEqual([]);
  });
});

const policies: readonly [string, readonly PolicySibling[]][] = [
  ["who may", access],
  ["conditions", conditions],
  ["grants", grants],
];

describe.each(policies)("Custody decides as the sources of the cases do: %s", (_area, siblings) => {
  test.each(siblings.map((each): [string, PolicySibling] => [`${each.what} (${each.source})`, each]))("%s", (_name, sibling) => {
    expect(playPolicy(sibling)).toEqual([]);
  });
});
