// The verdicts on certificates, held against Node itself: real certificates from the openssl command, a real server on loopback.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

interface Case {
  readonly name: string;
  readonly host: string;
  /** Its names, with commas. */
  readonly certificate: string;
  readonly issuer: "good" | "evil" | "self";
  readonly days: readonly [from: number, to: number];
  readonly revoked?: true;
  readonly expected: string;
}

const YEAR = [-10, 355] as const;
const OLD = [-100, -10] as const;
const YOUNG = [10, 100] as const;

const cases: readonly Case[] = [
  {
    name: "a good chain and name",
    host: "shop.example",
    certificate: "shop.example",
    issuer: "good",
    days: YEAR,
    expected: "ok",
  },
  { name: "expired", host: "shop.example", certificate: "shop.example", issuer: "good", days: OLD, expected: "CERT_HAS_EXPIRED" },
  {
    name: "not yet valid",
    host: "shop.example",
    certificate: "shop.example",
    issuer: "good",
    days: YOUNG,
    expected: "CERT_NOT_YET_VALID",
  },
  {
    name: "another name",
    host: "shop.example",
    certificate: "other.example",
    issuer: "good",
    days: YEAR,
    expected: "ERR_TLS_CERT_ALTNAME_INVALID",
  },
  {
    name: "a wildcard and one label",
    host: "a.shop.example",
    certificate: "*.shop.example",
    issuer: "good",
    days: YEAR,
    expected: "ok",
  },
  {
    name: "the second of several names",
    host: "www.shop.example",
    certificate: "shop.example, www.shop.example",
    issuer: "good",
    days: YEAR,
    expected: "ok",
  },
  {
    name: "none of several names",
    host: "a.shop.example",
    certificate: "shop.example, www.shop.example, *.api.shop.example",
    issuer: "good",
    days: YEAR,
    expected: "ERR_TLS_CERT_ALTNAME_INVALID",
  },
  {
    name: "a wildcard and two labels",
    host: "a.b.shop.example",
    certificate: "*.shop.example",
    issuer: "good",
    days: YEAR,
    expected: "ERR_TLS_CERT_ALTNAME_INVALID",
  },
  {
    name: "a wildcard and the bare domain",
    host: "shop.example",
    certificate: "*.shop.example",
    issuer: "good",
    days: YEAR,
    expected: "ERR_TLS_CERT_ALTNAME_INVALID",
  },
  {
    name: "a wildcard right under a top level",
    host: "shop.example",
    certificate: "*.example",
    issuer: "good",
    days: YEAR,
    expected: "ERR_TLS_CERT_ALTNAME_INVALID",
  },
  {
    name: "self-signed",
    host: "shop.example",
    certificate: "shop.example",
    issuer: "self",
    days: YEAR,
    expected: "DEPTH_ZERO_SELF_SIGNED_CERT",
  },
  {
    name: "an unknown authority",
    host: "shop.example",
    certificate: "shop.example",
    issuer: "evil",
    days: YEAR,
    expected: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  },
  {
    name: "revoked",
    host: "shop.example",
    certificate: "shop.example",
    issuer: "good",
    days: YEAR,
    revoked: true,
    expected: "CERT_REVOKED",
  },
  {
    name: "expired and an unknown authority",
    host: "shop.example",
    certificate: "shop.example",
    issuer: "evil",
    days: OLD,
    expected: "CERT_HAS_EXPIRED",
  },
  {
    name: "expired and self-signed",
    host: "shop.example",
    certificate: "shop.example",
    issuer: "self",
    days: OLD,
    expected: "CERT_HAS_EXPIRED",
  },
  {
    name: "expired and another name",
    host: "shop.example",
    certificate: "other.example",
    issuer: "good",
    days: OLD,
    expected: "CERT_HAS_EXPIRED",
  },
  {
    name: "expired and revoked",
    host: "shop.example",
    certificate: "shop.example",
    issuer: "good",
    days: OLD,
    revoked: true,
    expected: "CERT_HAS_EXPIRED",
  },
  {
    name: "revoked and another name",
    host: "shop.example",
    certificate: "other.example",
    issuer: "good",
    days: YEAR,
    revoked: true,
    expected: "CERT_REVOKED",
  },
  {
    name: "an unknown authority and another name",
    host: "shop.example",
    certificate: "other.example",
    issuer: "evil",
    days: YEAR,
    expected: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  },
];

function inCustody(each: Case): string {
  const refused = refusedInCustody(each);
  return refused === undefined ? "ok" : refused.code;
}

function saidInCustody(each: Case): string {
  const refused = refusedInCustody(each);
  return `${refused?.code}: ${refused?.message}`;
}

function refusedInCustody(each: Case) {
  const from = each.days[0] < 0 ? `2026-0${each.days[0] === -100 ? "1" : "4"}-01` : "2026-06-01";
  const length = each.days[1] - each.days[0];
  const issuer = each.issuer === "self" ? "self-signed" : `from ${each.issuer}`;
  const text = [
    "clock 2026-01-01",
    "certificate authority good trusted by alice",
    "certificate authority evil",
    "advance to 2026-05-01",
    `certificate c1 for "${each.certificate.replaceAll(", ", '", "')}" ${issuer} valid ${length} days from ${from}`,
    ...(each.revoked === true ? ["revoke c1"] : []),
    `serve shop at "${each.host}" with c1`,
    "connect alice to shop over tls",
  ].join("\n");
  const log = simulate({ text, name: "tls" });
  expect(log.diagnostics).toEqual([]);
  const { outcome } = log.scenarios[0]!.steps.at(-1)!;
  return outcome.is === "ok" ? undefined : outcome.refused;
}

describe("Custody's verdict on a certificate", () => {
  test.each(cases)("$name", (each) => expect(inCustody(each)).toBe(each.expected));
});

describe.skipIf(!hasOpenssl)("Node's verdict on the same certificate", () => {
  let folder = "";
  const run = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const read = (file: string) => readFileSync(join(folder, file), "utf8");

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "custody-tls-"));
    for (const name of ["good", "evil"]) {
      authorityFiles(name);
      run(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        `${name}.key`,
        "-out",
        `${name}.pem`,
        "-days",
        "3650",
        "-subj",
        `/CN=${name}`,
      );
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function authorityFiles(name: string): void {
    writeFileSync(join(folder, `${name}.index`), "");
    writeFileSync(join(folder, `${name}.index.attr`), "unique_subject = no\n");
    writeFileSync(join(folder, `${name}.serial`), "1000\n");
    writeFileSync(join(folder, `${name}.crlnumber`), "1000\n");
    const lines = [
      "[ca]",
      "default_ca=d",
      "[d]",
      `database=${name}.index`,
      `serial=${name}.serial`,
      `crlnumber=${name}.crlnumber`,
      "new_certs_dir=.",
      `certificate=${name}.pem`,
      `private_key=${name}.key`,
      "default_md=sha256",
      "policy=p",
      "default_crl_days=30",
      "copy_extensions=copy",
      "unique_subject=no",
      "[p]",
      "commonName=supplied",
    ];
    writeFileSync(join(folder, `${name}.cnf`), `${lines.join("\n")}\n`);
  }

  function day(offset: number): string {
    return `${new Date(Date.now() + offset * 86_400_000).toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`;
  }

  function certify(each: Case): void {
    const dates = ["-startdate", day(each.days[0]), "-enddate", day(each.days[1])];
    run(
      "req",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      "leaf.key",
      "-out",
      "leaf.csr",
      "-subj",
      "/CN=leaf",
      "-addext",
      `subjectAltName=DNS:${each.certificate.replaceAll(", ", ",DNS:")}`,
    );
    const signer =
      each.issuer === "self" ? ["-config", "good.cnf", "-selfsign", "-keyfile", "leaf.key"] : ["-config", `${each.issuer}.cnf`];
    run("ca", "-batch", "-notext", ...signer, "-in", "leaf.csr", "-out", "leaf.pem", ...dates);
    if (each.revoked === true) run("ca", "-config", "good.cnf", "-revoke", "leaf.pem");
    run("ca", "-config", "good.cnf", "-gencrl", "-out", "good.crl");
  }

  function connect(each: Case): Promise<string> {
    return new Promise((resolve, reject) => {
      const server = tls.createServer({ key: read("leaf.key"), cert: read("leaf.pem") }, (socket) => socket.end());
      server.on("tlsClientError", () => undefined);
      server.on("error", reject);
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address() as AddressInfo;
        // Clients without the list notice no revocation; Custody's have it.
        const lists = each.revoked === true ? { crl: read("good.crl") } : {};
        const socket = tls.connect({ host: "127.0.0.1", port, servername: each.host, ca: read("good.pem"), ...lists }, () =>
          done("ok"),
        );
        socket.on("error", (error: NodeJS.ErrnoException) => done(`${error.code}: ${error.message}`));
        function done(outcome: string): void {
          socket.destroy();
          server.close(() => resolve(outcome));
        }
      });
    });
  }

  test.each(cases)("$name", async (each) => {
    certify(each);
    const said = await connect(each);
    expect(said.split(":")[0]).toBe(each.expected);
    // In the very words.
    expect(said).toBe(each.expected === "ok" ? "ok" : saidInCustody(each));
  });
});
