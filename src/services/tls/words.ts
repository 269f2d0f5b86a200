// What a sentence about the wire may get wrong.

import type { CodeWords } from "../../contract/service.js";

export const words: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "tls/nobody-said",
    {
      title: "Somebody listens or steps between",
      say: ({ verb = "" }) => ({ text: `\`${verb}\` is done by somebody`, help: "say who: `by mallory`" }),
      example: "eavesdrop on conn1",
    },
  ],
  [
    "tls/no-private-key",
    {
      title: "A certificate is of no use without its private key",
      say: ({ name = "", server = "", who = "" }) => ({
        text: `${server} has the private key of ${name}, and ${who} does not: no client will connect, since ${who} cannot sign the handshake`,
        help: 'present a certificate that was made for it: `certificate fake for "shop.example" from evil`, or steal the key first: `steal key of c1 by mallory`',
      }),
      example: "intercept alice to shop by mallory presenting c1",
    },
  ],
  [
    "tls/root-revoked",
    {
      title: "A root is revoked by nobody",
      say: ({ name = "" }) => ({
        text: `${name} is a root: nobody stands above it to revoke it`,
        help: "have its certificates revoked, or clients that do not trust it",
      }),
      example: "certificate authority ca1 trusted by alice; revoke ca1",
    },
  ],
  [
    "tls/not-issued",
    {
      title: "A certificate that ACM has not issued",
      say: ({ name = "", status = "" }) => ({
        text: `${name} is ${status}: nothing can serve with it yet`,
        help: "the click in ACM's e-mail is a sentence: `validate c1`",
      }),
      example: 'request certificate c1 for "shop.example" validated by email\nserve shop at "shop.example" with c1',
    },
  ],
  [
    "tls/key-in-acm",
    {
      title: "ACM does not let a private key out",
      say: ({ name = "" }) => ({ text: `the private key of ${name} never leaves ACM`, help: "steal one that lies on a server" }),
      example: "steal key of c1 by mallory",
    },
  ],
  [
    "tls/bad-validity",
    {
      title: "A certificate has a first and a last instant",
      say: () => ({
        text: "a certificate is valid for a duration, from a date on",
        help: "write `valid 90 days from 2026-03-01`",
      }),
      example: 'certificate c1 for "shop.example" valid soon',
    },
  ],
  [
    "tls/no-certificate",
    {
      title: "A server speaks TLS with a certificate",
      say: () => ({ text: "what it says about TLS needs a certificate", help: "say which: `with c1`" }),
      example: 'serve shop at "shop.example" with hsts 1 year',
    },
  ],
  [
    "tls/only-over-tls",
    {
      title: "Plain HTTP has no versions and no certificates",
      say: () => ({ text: "plain HTTP has no versions and no certificates", help: "write `over tls`" }),
      example: "connect alice to shop over http unverified",
    },
  ],
  [
    "tls/no-host",
    {
      title: "A host is a name",
      say: ({ host = "" }) => ({
        text: `\`${host}\` is no name of a host`,
        help: 'a name stands alone, without `https://` and without a port: `"shop.example"`, of a certificate also `"*.shop.example"`',
      }),
      example: 'certificate c1 for "https://shop.example/" self-signed',
    },
  ],
  [
    "tls/bad-version",
    {
      title: "TLS has four versions",
      say: ({ said = "" }) => ({
        text: `${said} is no version of TLS to be had here`,
        help: "write 1.0, 1.1, 1.2 or 1.3, the older one first",
      }),
      example: "connect alice to shop over tls 1.4",
    },
  ],
]);
