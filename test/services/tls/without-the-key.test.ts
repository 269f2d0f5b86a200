// Whoever shows a server's own certificate without its private key: held against Node itself. OpenSSL loads a key whose public half is the
// certificate's and whose private half is another's, so the server can present the certificate and signs the handshake with the wrong key.

import { execFileSync, spawnSync } from "node:child_process";
import { createECDH } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

function inCustody(version: string, tails = ""): string {
  const text = `
    certificate authority ca1 trusted by alice
    certificate c1 for "shop.example" from ca1
    serve shop at "shop.example" with c1
    intercept alice to shop by mallory presenting c1
    connect alice to shop over tls ${version}${tails}`;
  const { outcome } = simulate({ text, name: "tls" }).scenarios[0]!.steps.at(-1)!;
  return outcome.is === "ok" ? "ok" : outcome.refused!.code;
}

describe("a certificate shown without its private key", () => {
  test.each(["1.2", "1.3"])("fails the handshake in TLS %s", (version) => {
    expect(inCustody(version)).toBe("ERR_SSL_BAD_SIGNATURE");
  });

  test("also where the client verifies no certificate", () => {
    expect(inCustody("1.3", " unverified")).toBe("ERR_SSL_BAD_SIGNATURE");
  });

  test("works once the key is stolen", () => {
    const { scenarios } = simulate({
      name: "tls",
      text: `
        certificate authority ca1 trusted by alice
        certificate c1 for "shop.example" from ca1
        serve shop at "shop.example" with c1
        intercept alice to shop by mallory presenting c1
        steal key of c1 by mallory
        connect alice to shop over tls as conn1
        expect conn1 is intercepted`,
    });
    expect(scenarios[0]!.failures).toEqual([]);
    const warned = scenarios[0]!.steps.flatMap(({ facts }) =>
      facts.flatMap((fact) => (fact.is === "warning" ? [fact.code] : [])),
    );
    expect(warned).toEqual(["tls/no-private-key"]);
  });
});

describe.skipIf(!hasOpenssl)("in Node", () => {
  let folder = "";
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "custody-tls-"));
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem");
    openssl(
      "req",
      "-x509",
      "-new",
      "-key",
      "key.pem",
      "-subj",
      "/CN=a",
      "-addext",
      "subjectAltName=DNS:shop.example",
      "-out",
      "c.pem",
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** ECPrivateKey (RFC 5915): the private number stands in bytes 7 to 38, the public point at its end. */
  function keyOfAnother(): string {
    const der = Buffer.from(readFileSync(join(folder, "key.pem"), "utf8").replace(/-----.*-----|\n/g, ""), "base64");
    const other = createECDH("prime256v1");
    other.generateKeys();
    const secret = other.getPrivateKey();
    Buffer.concat([Buffer.alloc(32 - secret.length), secret]).copy(der, 7);
    return `-----BEGIN EC PRIVATE KEY-----\n${der.toString("base64")}\n-----END EC PRIVATE KEY-----\n`;
  }

  test.each([
    ["TLSv1.2", true],
    ["TLSv1.3", true],
    ["TLSv1.3", false],
  ] as const)("%s, certificates verified: %s", async (version, rejectUnauthorized) => {
    const cert = readFileSync(join(folder, "c.pem"));
    const server = tls.createServer({ cert, key: keyOfAnother(), minVersion: version, maxVersion: version });
    await new Promise<void>((ready) => server.listen(0, ready));
    const { port } = server.address() as AddressInfo;
    const code = await new Promise((done) => {
      const client = tls.connect({ port, host: "127.0.0.1", servername: "shop.example", ca: cert, rejectUnauthorized }, () =>
        done("ok"),
      );
      client.on("error", (error: NodeJS.ErrnoException) => done(error.code));
    });
    server.close();
    expect(code).toBe("ERR_SSL_BAD_SIGNATURE");
  });
});
