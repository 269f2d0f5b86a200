// Lines of a trace that name what they are about, where a sentence names several.
import { expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { renderTrace } from "../../src/report/trace.js";

const traceOf = (...lines: readonly string[]): string =>
  renderTrace(simulate({ text: ["default in acct A region us-east-1", ...lines].join("\n"), name: "t" }));

test("a message under two keys: each call says for which", () => {
  const trace = traceOf(
    "create key k1; create key k2",
    'document d1 "x" held by A/admin',
    "seal d1 with k1, k2 as m1",
    "open m1 with k1, k2",
  );
  expect([...trace.matchAll(/A\/admin {2}(kms:(?:GenerateDataKey|Encrypt|Decrypt) \w+)/g)].map(([, call]) => call)).toEqual([
    "kms:GenerateDataKey k1",
    "kms:Encrypt k2",
    "kms:Decrypt k1",
  ]);
});

test("events that are folded are named, each thing of them", () => {
  const trace = traceOf("for k in k1, k2, k3 { create key <k>; enable rotation of <k> every 365 days }", "advance to 2029-02-01");
  expect(trace).toContain("2027-01-01 00:00:00Z … 2028-12-31 00:00:00Z  rotation of k1, rotation of k2, rotation of k3  × 9");
});

test("a statement of a bucket's policy is taken out of the bucket's policy, also where an object was asked for", () => {
  const trace = traceOf(
    "create bucket b1",
    'document d1 "x" held by A/admin',
    'policy of b1 denies everyone to "s3:PutObject" as "closed"',
    "put d1 in b1 expect denied by bucket policy of b1",
  );
  expect(trace.replaceAll(/\s+/g, " ")).toContain('to allow remove "closed" from policy of b1 #');
});

test("a deny that hangs on a condition says what met it", () => {
  const trace = traceOf(
    "create bucket b1",
    'document d1 "x" held by A/admin',
    'policy of b1 denies everyone to "s3:PutObject" when { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } } as "kms only"',
    "put d1 in b1 expect denied by bucket policy of b1",
  );
  expect(trace.replaceAll(/\s+/g, " ")).toContain(
    'statement 1 "kms only" denies: matches s3:x-amz-server-side-encryption StringNotEquals aws:kms, and it is absent',
  );
});

test("a connection that was made though the certificate is no good says why it is not", () => {
  const trace = traceOf(
    'certificate c1 for "shop.example" self-signed',
    'serve shop at "shop.example" with c1',
    "connect alice to shop over tls unverified as conn1",
  );
  expect(trace).toMatch(/\+ connection conn1 +alice to shop over tls, though DEPTH_ZERO_SELF_SIGNED_CERT/);
});
