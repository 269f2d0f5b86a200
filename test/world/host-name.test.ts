// Which certificates are for a host, held against Node's own comparison.

import { checkServerIdentity, type PeerCertificate } from "node:tls";
import { describe, expect, test } from "vitest";
import { isFor, isHostName } from "../../src/world/host-name.js";

const hosts = [
  "shop.example",
  "a.shop.example",
  "web1.shop.example",
  "a.b.shop.example",
  "SHOP.Example",
  "shop.example.",
  "xn--bcher-kva.example",
];
const patterns = [
  ...[
    "shop.example",
    "*.shop.example",
    "*.example",
    "web*.shop.example",
    "*1.shop.example",
    "w*1.shop.example",
    "web1*.shop.example",
  ],
  ...[
    "w*b*.shop.example",
    "a.*.example",
    "a.*.shop.example",
    "*",
    "xn--*.example",
    "Shop.EXAMPLE",
    "shop.example.",
    "*.b.shop.example",
  ],
];

describe.each(patterns)("a certificate for %s", (pattern) => {
  test.each(hosts)("and the host %s: as Node has it", (host) => {
    const node = checkServerIdentity(host, { subjectaltname: `DNS:${pattern}`, subject: {} } as PeerCertificate) === undefined;
    expect(isFor(pattern, host)).toBe(node);
  });
});

test("a host is a name, without a scheme, a port or a path", () => {
  for (const name of ["shop.example", "localhost", "192.0.2.1", "2001:db8::1", "a_b.example", "shop.example."])
    expect(isHostName(name, false), name).toBe(true);
  for (const name of [
    "",
    "https://shop.example",
    "shop.example:443",
    "shop example",
    "a..b",
    "*.shop.example",
    "x".repeat(64),
    "shop.example/",
  ])
    expect(isHostName(name, false), name).toBe(false);
  expect(isHostName("*.shop.example", true)).toBe(true);
  expect(isHostName("a.*.example", true)).toBe(false);
});
