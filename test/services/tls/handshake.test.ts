// Chains, versions and client certificates, held against Node itself: the same authorities made with openssl, Node's client, and OpenSSL's
// own server where a Node server would hang up instead of sending the alert.

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

interface Case {
  readonly name: string;
  /** Custody's tails of `serve` and of `connect … over tls`, and who connects. */
  readonly serve: string;
  readonly connect: string;
  readonly by?: "bob";
  /** The same in files: the server's certificate and what goes along, and both ends' options. */
  readonly leaf: "leaf" | "deep";
  readonly sent: readonly string[];
  readonly server?: tls.TlsOptions;
  readonly client?: tls.ConnectionOptions;
  readonly presenting?: "staffer" | "stranger" | "former" | "former-stranger" | "server-only";
  readonly expected: string;
}

const cases: readonly Case[] = [
  { name: "the intermediate is sent", serve: "with c1", connect: "", leaf: "leaf", sent: ["inter1"], expected: "ok TLSv1.3" },
  {
    name: "only the leaf is sent",
    serve: "with c1 sending only c1",
    connect: "",
    leaf: "leaf",
    sent: [],
    expected: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  },
  {
    name: "an intermediate is missing in the middle",
    serve: "with c2 sending inter2",
    connect: "",
    leaf: "deep",
    sent: ["inter2"],
    expected: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  },
  {
    name: "two intermediates in any order",
    serve: "with c2 sending inter1, inter2",
    connect: "",
    leaf: "deep",
    sent: ["inter1", "inter2"],
    expected: "ok TLSv1.3",
  },
  {
    name: "two intermediates in their order",
    serve: "with c2 sending its chain",
    connect: "",
    leaf: "deep",
    sent: ["inter2", "inter1"],
    expected: "ok TLSv1.3",
  },
  {
    name: "the root is sent along to one who trusts it",
    serve: "with c1 sending inter1, root1",
    connect: "",
    leaf: "leaf",
    sent: ["inter1", "root1"],
    expected: "ok TLSv1.3",
  },
  {
    name: "the root is sent along to one who does not",
    serve: "with c1 sending inter1, root1",
    connect: "",
    by: "bob",
    leaf: "leaf",
    sent: ["inter1", "root1"],
    expected: "SELF_SIGNED_CERT_IN_CHAIN",
  },
  {
    name: "the intermediate is sent to one who does not trust the root",
    serve: "with c1",
    connect: "",
    by: "bob",
    leaf: "leaf",
    sent: ["inter1"],
    expected: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  },
  {
    name: "both take 1.2",
    serve: "with c1",
    connect: "1.2",
    leaf: "leaf",
    sent: ["inter1"],
    client: { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" },
    expected: "ok TLSv1.2",
  },
  {
    name: "the client is too old",
    serve: "with c1 accepting tls 1.3",
    connect: "1.2",
    leaf: "leaf",
    sent: ["inter1"],
    server: { minVersion: "TLSv1.3" },
    client: { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" },
    expected: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
  },
  {
    name: "the server is too old",
    serve: "with c1 accepting tls 1.2",
    connect: "1.3",
    leaf: "leaf",
    sent: ["inter1"],
    server: { maxVersion: "TLSv1.2" },
    client: { minVersion: "TLSv1.3" },
    expected: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
  },
  {
    name: "verification is off",
    serve: "with c1 sending only c1",
    connect: "unverified",
    leaf: "leaf",
    sent: [],
    client: { rejectUnauthorized: false },
    expected: "ok TLSv1.3, UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  },
];

const asked: readonly Case[] = [
  { name: "no certificate, 1.3", connect: "", expected: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED" },
  {
    name: "no certificate, 1.2",
    connect: "1.2",
    client: { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" } as const,
    expected: "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
  },
  {
    name: "another authority's",
    connect: "presenting cX",
    presenting: "stranger",
    expected: "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA",
  } as const,
  {
    name: "an expired one",
    connect: "presenting cF",
    presenting: "former",
    expected: "ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED",
  } as const,
  {
    name: "an expired one of another authority",
    connect: "presenting cXF",
    presenting: "former-stranger",
    expected: "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA",
  } as const,
  {
    name: "one for servers alone",
    connect: "presenting cS",
    presenting: "server-only",
    expected: "ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE",
  } as const,
  { name: "a good one", connect: "presenting cA", presenting: "staffer", expected: "ok TLSv1.3" } as const,
].map((each) => ({
  leaf: "leaf",
  sent: ["inter1"],
  serve: "with c1 asking clients for certificates from staff",
  ...each,
}));

function inCustody(each: Case): string {
  const text = [
    "clock 2026-01-01",
    "certificate authority root1 trusted by alice",
    "certificate authority inter1 from root1",
    "certificate authority inter2 from inter1",
    "certificate authority staff",
    "certificate authority strangers",
    'certificate cA for "alice" from staff',
    'certificate cX for "alice" from strangers',
    'certificate cF for "alice" from staff valid 1 day',
    'certificate cXF for "alice" from strangers valid 1 day',
    'certificate cS for "alice" from staff only for servers',
    "advance 2 days",
    'certificate c1 for "shop.example" from inter1',
    'certificate c2 for "shop.example" from inter2',
    `serve shop at "shop.example" ${each.serve}`,
    `connect ${each.by ?? "alice"} to shop over tls ${each.connect} as conn1`,
  ].join("\n");
  const log = simulate({ text, name: "tls" });
  expect(log.diagnostics).toEqual([]);
  const { outcome, world } = log.scenarios[0]!.steps.at(-1)!;
  if (outcome.is !== "ok") return outcome.refused.code;
  const made = world.resources.get("conn1")!.data as { version: string; unauthorized?: string };
  return `ok TLSv${made.version}${made.unauthorized === undefined ? "" : `, ${made.unauthorized}`}`;
}

describe("Custody's verdict on a handshake", () => {
  test.each([...cases, ...asked])("$name", (each) => expect(inCustody(each)).toBe(each.expected));
});

describe.skipIf(!hasOpenssl)("Node's verdict on the same handshake", () => {
  let folder = "";
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const read = (file: string) => readFileSync(join(folder, file), "utf8");

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "custody-handshake-"));
    for (const root of ["root1", "staff", "strangers", "otherroot"]) selfSigned(root);
    signed("inter1", "root1", "basicConstraints=critical,CA:TRUE");
    signed("inter2", "inter1", "basicConstraints=critical,CA:TRUE");
    signed("leaf", "inter1", "subjectAltName=DNS:shop.example");
    signed("deep", "inter2", "subjectAltName=DNS:shop.example");
    signed("staffer", "staff", "extendedKeyUsage=clientAuth");
    signed("stranger", "strangers", "extendedKeyUsage=clientAuth");
    expired("former", "staff");
    expired("former-stranger", "strangers");
    signed("server-only", "staff", "extendedKeyUsage=serverAuth");
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

  function selfSigned(name: string): void {
    openssl("req", "-x509", ...KEY, "-keyout", `${name}.key`, "-out", `${name}.pem`, "-days", "3650", "-subj", `/CN=${name}`);
  }

  function signed(name: string, by: string, extension: string): void {
    writeFileSync(join(folder, "ext"), `${extension}\n`);
    openssl("req", ...KEY, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    const signer = ["-CA", `${by}.pem`, "-CAkey", `${by}.key`, "-CAcreateserial", "-extfile", "ext"];
    openssl("x509", "-req", "-in", `${name}.csr`, ...signer, "-out", `${name}.pem`, "-days", "365");
  }

  /** `openssl x509` of OpenSSL 3.0 takes no dates: `openssl ca` does. */
  function expired(name: string, by: string): void {
    const config = [
      "[ca]",
      "default_ca=d",
      "[d]",
      "database=index",
      "serial=serial",
      "new_certs_dir=.",
      "default_md=sha256",
      "policy=p",
    ];
    writeFileSync(join(folder, "index"), "");
    writeFileSync(join(folder, "serial"), "1000\n");
    writeFileSync(join(folder, "ca.cnf"), `${[...config, "[p]", "commonName=supplied"].join("\n")}\n`);
    openssl("req", ...KEY, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    const dates = ["-startdate", "200101000000Z", "-enddate", "200201000000Z"];
    const signer = ["-config", "ca.cnf", "-cert", `${by}.pem`, "-keyfile", `${by}.key`];
    openssl("ca", "-batch", "-notext", ...signer, "-in", `${name}.csr`, "-out", `${name}.pem`, ...dates);
  }

  /** What the client sees; where the server asks for certificates, after the server has had its say. */
  function dial(each: Case, port: number): Promise<string> {
    return new Promise((resolve) => {
      const own = each.presenting;
      const socket = tls.connect({
        host: "127.0.0.1",
        port,
        servername: "shop.example",
        ca: read(each.by === "bob" ? "otherroot.pem" : "root1.pem"),
        ...each.client,
        ...(own === undefined ? {} : { key: read(`${own}.key`), cert: read(`${own}.pem`) }),
      });
      socket.on("data", () => {
        const doubt = socket.authorized
          ? ""
          : `, ${String((socket.authorizationError as { code?: string }).code ?? socket.authorizationError)}`;
        done(`ok ${socket.getProtocol()}${doubt}`);
      });
      socket.on("secureConnect", () => socket.write("GET / HTTP/1.0\r\n\r\n"));
      socket.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
      function done(outcome: string): void {
        socket.destroy();
        resolve(outcome);
      }
    });
  }

  test.each(cases)("$name", async (each) => {
    const cert = [each.leaf, ...each.sent].map((name) => read(`${name}.pem`)).join("");
    const server = tls.createServer({ key: read(`${each.leaf}.key`), cert, ...each.server }, (socket) => {
      socket.on("error", () => undefined);
      socket.resume().end("hello");
    });
    server.on("tlsClientError", () => undefined);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const seen = await dial(each, (server.address() as AddressInfo).port);
    await new Promise((closed) => server.close(closed));
    expect(seen).toBe(each.expected);
  });

  test.each(asked)("$name", async (each) => {
    const port = await freePort();
    writeFileSync(join(folder, "chain"), read("inter1.pem"));
    const files = ["-cert", "leaf.pem", "-key", "leaf.key", "-cert_chain", "chain", "-CAfile", "staff.pem"];
    const server = spawn(
      "openssl",
      ["s_server", "-accept", `127.0.0.1:${port}`, ...files, "-Verify", "3", "-verify_return_error", "-www"],
      {
        cwd: folder,
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    try {
      await new Promise<void>((ready) => server.stdout.on("data", (said) => String(said).includes("ACCEPT") && ready()));
      expect(await dial(each, port)).toBe(each.expected);
    } finally {
      server.kill();
    }
  });

  function freePort(): Promise<number> {
    return new Promise((resolve) => {
      const probe = createServer().listen(0, "127.0.0.1", () => {
        const { port } = probe.address() as AddressInfo;
        probe.close(() => resolve(port));
      });
    });
  }
});
