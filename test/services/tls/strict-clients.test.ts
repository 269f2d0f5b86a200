// Purposes, terms of intermediates, revocation lists, pins and forward secrecy, held against Node itself with certificates of openssl.

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
  /** Custody's name of the server's certificate, which is its file's as well, and the authorities that are sent along. */
  readonly leaf: string;
  readonly sent?: string;
  /** Tails of `connect … over tls`. */
  readonly connect?: string;
  readonly serve?: string;
  /** Files of revocation lists, and other options of Node's client and server. */
  readonly lists?: readonly string[];
  readonly client?: () => tls.ConnectionOptions;
  readonly server?: tls.TlsOptions;
  readonly expected: string;
}

const ALL_LISTS = {
  connect: "with revocation lists of root1, inter1, gone1, late1",
  lists: ["root1", "inter1", "gone1", "late1"],
};
const UP_TO_12: tls.TlsOptions = { maxVersion: "TLSv1.2", ciphers: "AES128-GCM-SHA256" };

const cases: readonly Case[] = [
  { name: "a good chain", leaf: "good", expected: "ok" },
  { name: "a certificate for clients alone", leaf: "clients", expected: "INVALID_PURPOSE" },
  {
    name: "for clients alone and from nobody who is trusted",
    leaf: "stray-clients",
    sent: "only",
    expected: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  },
  { name: "an intermediate that has expired", leaf: "under-late", sent: "late1", expected: "CERT_HAS_EXPIRED" },
  {
    name: "that, and a certificate that is not valid yet",
    leaf: "young-under-late",
    sent: "late1",
    expected: "CERT_NOT_YET_VALID",
  },
  { name: "revoked, all lists there", leaf: "revoked", ...ALL_LISTS, expected: "CERT_REVOKED" },
  { name: "revoked, no list there", leaf: "revoked", connect: "without revocation lists", lists: [], expected: "ok" },
  { name: "good, all lists there", leaf: "good", ...ALL_LISTS, expected: "ok" },
  {
    name: "good, the list of the intermediate lacking",
    leaf: "good",
    connect: "with revocation lists of root1",
    lists: ["root1"],
    expected: "UNABLE_TO_GET_CRL",
  },
  { name: "an intermediate that is revoked", leaf: "under-gone", sent: "gone1", ...ALL_LISTS, expected: "CERT_REVOKED" },
  { name: "expired and revoked intermediate", leaf: "old-under-gone", sent: "gone1", ...ALL_LISTS, expected: "CERT_HAS_EXPIRED" },
  {
    name: "from nobody who is trusted, with lists",
    leaf: "stray",
    sent: "only",
    ...ALL_LISTS,
    expected: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  },
  { name: "the pinned certificate", leaf: "good", connect: "pinning good", client: () => pinned("good"), expected: "ok" },
  {
    name: "another than the pinned one",
    leaf: "other",
    connect: "pinning good",
    client: () => pinned("good"),
    expected: "PIN_MISMATCH",
  },
  {
    name: "another name and another than the pinned one",
    leaf: "misnamed",
    connect: "pinning good",
    client: () => pinned("good"),
    expected: "ERR_TLS_CERT_ALTNAME_INVALID",
  },
];

/** As an application would write it: Node's own check of the name, then the certificate itself. */
function pinned(name: string): tls.ConnectionOptions {
  return {
    checkServerIdentity(host, shown) {
      const wrongName = tls.checkServerIdentity(host, shown);
      if (wrongName !== undefined) return wrongName;
      const wanted = readFileSync(join(folder, `${name}.pem`), "utf8").replace(/-----[^-]+-----|\s/g, "");
      return shown.raw.toString("base64") === wanted ? undefined : Object.assign(new Error("pin"), { code: "PIN_MISMATCH" });
    },
  };
}

const SETUP = [
  "clock 2026-01-01",
  "certificate authority root1 trusted by alice",
  "certificate authority elsewhere",
  "certificate authority inter1 from root1",
  "certificate authority gone1 from root1",
  "certificate authority late1 from root1 valid 30 days",
  "advance to 2026-05-01",
  "revoke gone1",
  'certificate good for "shop.example" from inter1',
  'certificate other for "shop.example" from inter1',
  'certificate misnamed for "else.example" from inter1',
  'certificate clients for "shop.example" from inter1 only for clients',
  'certificate stray-clients for "shop.example" from elsewhere only for clients',
  'certificate stray for "shop.example" from elsewhere',
  'certificate under-late for "shop.example" from late1',
  'certificate young-under-late for "shop.example" from late1 valid from 2026-06-01',
  'certificate under-gone for "shop.example" from gone1',
  'certificate old-under-gone for "shop.example" from gone1 valid 30 days from 2026-02-01',
  'certificate revoked for "shop.example" from inter1',
  "revoke revoked",
];

function inCustody(serve: string, connect: string) {
  const lines = [...SETUP, `serve shop at "shop.example" ${serve}`, `connect alice to shop over tls ${connect} as conn1`];
  const log = simulate({ text: lines.join("\n"), name: "tls" });
  expect(log.diagnostics).toEqual([]);
  return log.scenarios[0]!.steps.at(-1)!;
}

describe("Custody's verdict", () => {
  test.each(cases)("$name", ({ leaf, sent = "inter1", connect = "", expected }) => {
    const { outcome } = inCustody(`with ${leaf} ${sent === "only" ? `sending only ${leaf}` : `sending ${sent}`}`, connect);
    expect(outcome.is === "ok" ? "ok" : outcome.refused.code).toBe(expected);
  });
});

const sessions = [
  {
    name: "TLS 1.2 with keys exchanged by RSA",
    serve: "without forward secrecy",
    connect: "1.2",
    server: UP_TO_12,
    secret: false,
  },
  { name: "the same server and TLS 1.3", serve: "without forward secrecy", connect: "", server: {}, secret: true },
  { name: "TLS 1.2 as it usually is", serve: "", connect: "1.2", server: { maxVersion: "TLSv1.2" } as const, secret: true },
];

describe("Custody's forward secrecy", () => {
  test.each(sessions)("$name", ({ serve, connect, secret }) => {
    const data = inCustody(`with good ${serve}`, connect).world.resources.get("conn1")!.data as { hangsOn?: string };
    expect(data.hangsOn === undefined).toBe(secret);
  });
});

let folder = "";

describe.skipIf(!hasOpenssl)("Node's verdict", () => {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const day = (offset: number) =>
    `${new Date(Date.now() + offset * 86_400_000).toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "custody-strict-"));
    for (const root of ["root1", "elsewhere"]) {
      configure(root);
      openssl("req", "-x509", ...key(root), "-out", `${root}.pem`, "-days", "3650", "-subj", `/CN=${root}`);
    }
    const AUTHORITY = "basicConstraints=critical,CA:TRUE";
    for (const [name, until] of [
      ["inter1", 300],
      ["gone1", 300],
      ["late1", -10],
    ] as const) {
      configure(name);
      signed(name, "root1", AUTHORITY, [-100, until]);
    }
    const HOST = "subjectAltName=DNS:shop.example";
    const CLIENTS = `${HOST}\nextendedKeyUsage=clientAuth`;
    signed("good", "inter1", HOST, [-10, 300]);
    signed("other", "inter1", HOST, [-10, 300]);
    signed("misnamed", "inter1", "subjectAltName=DNS:else.example", [-10, 300]);
    signed("clients", "inter1", CLIENTS, [-10, 300]);
    signed("stray-clients", "elsewhere", CLIENTS, [-10, 300]);
    signed("stray", "elsewhere", HOST, [-10, 300]);
    signed("under-late", "late1", HOST, [-10, 300]);
    signed("young-under-late", "late1", HOST, [10, 300]);
    signed("under-gone", "gone1", HOST, [-10, 300]);
    signed("old-under-gone", "gone1", HOST, [-50, -10]);
    signed("revoked", "inter1", HOST, [-10, 300]);
    openssl("ca", "-config", "root1.cnf", "-revoke", "gone1.pem");
    openssl("ca", "-config", "inter1.cnf", "-revoke", "revoked.pem");
    for (const name of ALL_LISTS.lists) openssl("ca", "-config", `${name}.cnf`, "-gencrl", "-out", `${name}.crl`);
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** RSA where keys are exchanged with it; elsewhere what is made sooner. */
  function key(name: string): string[] {
    const algorithm = name === "good" ? ["rsa:2048"] : ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
    return ["-newkey", ...algorithm, "-nodes", "-keyout", `${name}.key`];
  }

  function configure(name: string): void {
    writeFileSync(join(folder, `${name}.index`), "");
    writeFileSync(join(folder, `${name}.index.attr`), "unique_subject = no\n");
    writeFileSync(join(folder, `${name}.serial`), "1000\n");
    const own = [`database=${name}.index`, `serial=${name}.serial`, `certificate=${name}.pem`, `private_key=${name}.key`];
    const usual = ["new_certs_dir=.", "default_md=sha256", "policy=p", "default_crl_days=30", "[p]", "commonName=supplied"];
    writeFileSync(join(folder, `${name}.cnf`), `${["[ca]", "default_ca=d", "[d]", ...own, ...usual].join("\n")}\n`);
  }

  function signed(name: string, by: string, extensions: string, [from, to]: readonly [number, number]): void {
    writeFileSync(join(folder, "ext"), `${extensions}\n`);
    openssl("req", ...key(name), "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    const dates = ["-startdate", day(from), "-enddate", day(to)];
    openssl(
      "ca",
      "-batch",
      "-notext",
      "-config",
      `${by}.cnf`,
      "-extfile",
      "ext",
      "-in",
      `${name}.csr`,
      "-out",
      `${name}.pem`,
      ...dates,
    );
  }

  async function withServer<T>(options: tls.TlsOptions, ask: (port: number) => Promise<T>): Promise<T> {
    const server = tls.createServer(options, (socket) => socket.on("error", () => undefined).end());
    server.on("tlsClientError", () => undefined);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const answer = await ask((server.address() as AddressInfo).port);
    await new Promise((closed) => server.close(closed));
    return answer;
  }

  function dial(port: number, options: tls.ConnectionOptions, seen: (socket: tls.TLSSocket) => string): Promise<string> {
    return new Promise((resolve) => {
      const socket = tls.connect({ host: "127.0.0.1", port, servername: "shop.example", ca: read("root1.pem"), ...options });
      socket.on("secureConnect", () => done(seen(socket)));
      socket.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
      function done(outcome: string): void {
        socket.destroy();
        resolve(outcome);
      }
    });
  }

  function servedBy(leaf: string, sent: string): tls.TlsOptions {
    const cert = [leaf, ...(sent === "only" ? [] : [sent])].map((name) => read(`${name}.pem`)).join("");
    return { key: read(`${leaf}.key`), cert };
  }

  test.each(cases)("$name", async ({ leaf, sent = "inter1", lists = [], client, expected }) => {
    const crl = lists.length === 0 ? {} : { crl: lists.map((name) => read(`${name}.crl`)) };
    const ask = (port: number) => dial(port, { ...crl, ...client?.() }, () => "ok");
    expect(await withServer(servedBy(leaf, sent), ask)).toBe(expected);
  });

  test.each(sessions)("$name", async ({ server, secret }) => {
    const ask = (port: number) => dial(port, {}, (socket) => JSON.stringify(socket.getEphemeralKeyInfo()));
    const ephemeral = await withServer({ ...servedBy("good", "inter1"), ...server }, ask);
    expect(ephemeral !== "{}").toBe(secret);
  });
});
