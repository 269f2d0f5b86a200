// Sentences of every verb on every kind of thing that it takes, and every clause of the language: what test/engine/clauses.test.ts tries
// with one another. A sentence stands for all that read like it; a clause says what is not so anyway.

/** A world that has one of everything. */
export const WORLD = `
clock 2026-01-01
account A id 111122223333
account B id 444455556666
default in acct A region us-east-1
create key k1
create key k2
create key other
create key far region eu-west-1
create key x1 origin external
create key x2 origin external
create multi-region key m1
create multi-region key m3
replicate m3 to region eu-west-1 as m2
create key h1 spec HMAC_256 usage generate-verify-mac
create key s1 spec RSA_2048 usage sign-verify
create key r1 spec RSA_2048 usage encrypt-decrypt
create key e1 spec ECC_NIST_P256 usage key-agreement
create key e2 spec ECC_NIST_P256 usage key-agreement
download public key of e2 as pub-e2
download public key of s1 as pub-s1
download public key of r1 as pub-r1
material bytes1 "bytes"
material bytes2 "more bytes"
alias app for k1
policy of k1 allows A/app to decrypt as "readers"
grant A/app on k1 to decrypt retired by A/admin as g1
encrypt "x" with k1 as c1
encrypt "x" with r1 as cr
encrypt "x" with k1 context { app: "shop" } as cx
sign "v1.0" with s1 as sig1
mac "v1.0" with h1 as mac1
generate data key from k1 as dk1
document doc1 "the plan" held by A/admin
document doc2 "the map" held by A/admin
seal doc1 with k1, k2 as m-one
create volume vol1 with k1
create volume vol2
attach vol2 to instance i2
snapshot vol1 as snap1
snapshot vol1 as snap2
share snap1 to acct C
create image ami1 from snap1
share ami1 to acct C
launch instance i1 from ami1
create database db1 with k1
create database db3 with k1
create database db4 with k1
stop database db3
replicate db1 as db2
snapshot db1 as dbs1
share dbs1 to acct C
create bucket b1 encrypted with sse-kms k1
create bucket b2 region eu-west-1
create bucket b3
policy of b1 allows acct C to "s3:GetObject" as "one"
put doc1 in b1
put parameter /app/password "s3cret" with k1
create secret login "user:pass" with k1
put secret login "user:better"
create secret spare "text"
delete spare after 7 days
put secret login "user:next" pending
policy of login allows acct C to "secretsmanager:GetSecretValue" as "one"
create queue q1 with k1
put doc1 in q1
policy of q1 allows acct C to "sqs:SendMessage" as "one"
create table t1 with k1
put doc1 in t1
role A/runner trusts service lambda, service s3
allow A/runner to "*" on "*"
create function f1 with environment "text" through A/runner with k1
certificate authority ca1 trusted by alice
certificate authority ca2
certificate cert1 for "shop.example" from ca1
certificate cert2 for "shop.example" from ca1
serve shop at "shop.example" with cert1
serve plain at "shop.example"
connect alice to plain over http as conn1
request certificate acm1 for "shop.example"
request certificate acm2 for "shop.example" validated by email
request certificate acm3 for "shop.example"
create load balancer lb1
create load balancer lb2
create listener l1 on lb1 with acm1
organization o1 management M with unit prod { P }
user A/bob
tag k1 { app: "shop" }
tag A/bob { team: "orders" }
delete other after 7 days
import bytes1 into x2
certificate authority inter1 from ca1
certificate old1 for "old.example" self-signed
certificate authority staff
certificate badge for "alice" from staff
serve inside at "shop.example" with cert1 asking clients for certificates from staff
serve strange at "strange.example" with old1
serve gone at "shop.example" with cert2
revoke cert2
grant A/guest on k1 to decrypt, encrypt, reencrypt-from, reencrypt-to, generate-data-key, create-grant, describe-key as for-k1
grant A/guest on s1 to sign, verify as for-s1
grant A/guest on r1 to decrypt, encrypt, reencrypt-from, reencrypt-to as for-r1
grant A/guest on h1 to generate-mac, verify-mac as for-h1
grant A/guest on e1 to derive-shared-secret as for-e1
seal doc1 with k1 without commitment as m-old
encrypt volumes by default region us-west-2
allow A/dev to "*" on "*"
allow B/dev to "*" on "*"
`;

const POLICY = `"""{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }"""`;
const KEY_POLICY = `"""{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }] }"""`;
const BUCKET_POLICY = `"""{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" }] }"""`;

const SECRET_POLICY = BUCKET_POLICY.replaceAll("s3:GetObject", "secretsmanager:GetSecretValue");
const QUEUE_POLICY = BUCKET_POLICY.replaceAll("s3:GetObject", "sqs:SendMessage");
const NOBODYS_POLICY = KEY_POLICY.replace("root", "role/dev");
const DENY_POLICY = BUCKET_POLICY.replaceAll("s3:GetObject", "kms:Decrypt").replace("Allow", "Deny");

/** Sentences, or clauses, of which one that is heeded is enough. */
export type Group = string | readonly string[];

/** By verb and what it acts on. A clause that does nothing in any of the sentences of one group is left out in silence. */
export const SENTENCES: Readonly<Record<string, readonly Group[]>> = {
  account: ["account Z"],
  alias: ["alias fresh for k1", 'alias "alias/fresh" for k1'],
  allow: ['allow A/new to "kms:Encrypt" on k1'],
  attach: ["attach vol1 to instance i9"],
  boundary: [`boundary of A/app is ${POLICY}`],
  "bucket encryption": ["encrypt bucket b1 with sse-s3"],
  call: [["call kms:GetKeyPolicy on k1", "call kms:DescribeKey on k1 by A/guest"], "call kms:ListKeys"],
  "cancel deletion": ["cancel deletion of other", "cancel deletion of spare"],
  "certificate authority": ["certificate authority new-ca"],
  certificate: [['certificate new-cert for "a.example" from ca1', 'certificate new-cert for "a.example"']],
  "change key": [
    "encrypt secret login with k2",
    "encrypt queue q1 with k2",
    "encrypt table t1 with k2",
    "encrypt function f1 with k2",
  ],
  connect: [
    [
      "connect alice to shop over tls",
      "connect alice to strange over tls",
      "connect alice to inside over tls",
      "connect alice to gone over tls",
    ],
  ],
  copy: ["copy snap1", "copy ami1", "copy b1/doc1", "copy dbs1"],
  "create bucket": ["create bucket new"],
  "create database": ["create database new"],
  "create distribution": ["create distribution new"],
  "create function": ['create function new "text" through A/runner'],
  "create image": ["create image new from snap1", "create image new from i1"],
  "create key": ["create key new"],
  "create listener": [["create listener new on lb1", "create listener new on lb1 with acm1"]],
  "create load balancer": ["create load balancer new"],
  "create queue": ["create queue new"],
  "create secret": ['create secret new "text"'],
  "create table": ["create table new"],
  "create volume": [["create volume new", "create volume new with k1"], "create volume new from snap1"],
  decrypt: [
    ["decrypt c1", "decrypt c1 by A/guest"],
    ["decrypt cr with r1", "decrypt cr with r1 by A/guest"],
    ["decrypt dk1", "decrypt dk1 by A/guest"],
  ],
  delete: [
    "delete k2",
    "delete vol1",
    "delete snap2",
    "delete ami1",
    "delete b3",
    "delete b1/doc1",
    "delete db3",
    "delete dbs1",
    "delete /app/password",
    "delete login",
    "delete q1",
    "delete t1",
    "delete acm3",
    "delete lb2",
    "delete f1",
    "delete A/app",
    "delete A/bob",
  ],
  "delete alias": ["delete alias app", 'delete alias "alias/app"'],
  "delete encryption": ["delete encryption of b1", "delete encryption of q1", "delete encryption of t1"],
  "delete material": ["delete material of x2"],
  "delete without recovery": ["delete login without recovery"],
  "derive secret": [["derive secret with e1 from pub-e2", "derive secret with e1 from pub-e2 by A/guest"]],
  describe: [["describe k1", "describe k1 by A/guest"], "describe b1", "describe b1/doc1", "describe login", "describe f1"],
  detach: ["detach vol2"],
  disable: ["disable k1"],
  "disable rotation": ["disable rotation of k1"],
  document: ['document new "text"'],
  "download public key": ["download public key of s1"],
  eavesdrop: ["eavesdrop on conn1 by mallory"],
  enable: ["enable k1"],
  "enable rotation": ["enable rotation of k1"],
  encrypt: [
    'encrypt "x" with pub-r1',
    ['encrypt "x" with k1', 'encrypt "x" with k1 by A/guest'],
    ['encrypt "x" with r1', 'encrypt "x" with r1 by A/guest'],
  ],
  "encrypt volumes by default": ["encrypt volumes by default"],
  "generate data key": [
    ["generate data key from k1", "generate data key from k1 by A/guest"],
    ["generate data key from k1 without plaintext"],
  ],
  "generate random": ["generate random 32 bytes"],
  get: ["get doc1 from b1", "get doc1 from q1", "get doc1 from t1"],
  "get parameter": [["get parameter /app/password", "get parameter /app/nothing"]],
  "get secret": ["get secret login"],
  grant: [["grant A/app on k1 to decrypt", "grant A/app on k1 to decrypt by A/guest"]],
  "identity policy": [`identity policy of A/app is ${POLICY}`],
  import: ["import bytes1 into x1"],
  "import certificate": ["import certificate cert1"],
  intercept: ["intercept alice to shop by mallory"],
  invoke: ["invoke f1"],
  "launch instance": ["launch instance new from ami1"],
  "list objects": ["list objects of b1"],
  mac: [['mac "v1.0" with h1', 'mac "v1.0" with h1 by A/guest']],
  material: ['material new "bytes"'],
  "modify listener": ["modify listener l1 with acm1"],
  "object encryption": ["encrypt object b1/doc1 with sse-kms k2"],
  open: [["open m-one", "open m-old"]],
  organization: ["organization o2 with unit test { C }"],
  outage: ["outage of kms in us-east-1"],
  latency: ["latency of kms in us-east-1 is 2 seconds"],
  throttle: ["throttle kms in acct A region us-east-1 to 5 per second"],
  "point alias": ["point alias app at k2"],
  "policy allows": [
    'policy of k1 allows acct C to "kms:Decrypt"',
    'policy of b1 allows acct C to "s3:GetObject"',
    'policy of login allows acct C to "secretsmanager:GetSecretValue"',
    'policy of q1 allows acct C to "sqs:SendMessage"',
  ],
  "policy is": [
    `policy of k1 is ${KEY_POLICY}`,
    `policy of b1 is ${BUCKET_POLICY}`,
    `policy of login is ${SECRET_POLICY}`,
    `policy of q1 is ${QUEUE_POLICY}`,
  ],
  promote: ["promote m2", "promote db2", "promote login"],
  put: ["put doc2 in b1", "put doc2 in q1", "put doc2 in t1"],
  "put parameter": [['put parameter /app/new "text"', 'put parameter /app/password "text"']],
  "put secret": ['put secret login "text"'],
  reencrypt: [
    ["reencrypt c1 with k2", "reencrypt c1 with k1 by A/guest"],
    ["reencrypt cr from r1 with k2", "reencrypt cr from r1 with r1 by A/guest"],
  ],
  "remove statement": [
    'remove "readers" from policy of k1',
    'remove "one" from policy of b1',
    'remove "one" from policy of login',
    'remove "one" from policy of q1',
  ],
  replicate: [
    ["replicate m1 to region us-west-2", `replicate m1 to region us-west-2 policy ${NOBODYS_POLICY}`],
    "replicate b1 to bucket b2 through A/runner",
    "replicate db1",
    "replicate login to region us-west-2",
  ],
  "request certificate": ['request certificate new for "a.example"'],
  "resource control policy": [`resource control policy of prod is ${DENY_POLICY}`],
  restore: ["restore dbs1", "restore db1", "restore login"],
  retire: [["retire g1", "retire g1 region eu-west-1"]],
  revoke: ["revoke g1", "revoke cert1", "revoke inter1"],
  role: ["role A/new", "role A/app"],
  "role trusts": ["role A/app trusts acct B"],
  rotate: ["rotate k1", "rotate login through A/runner"],
  seal: [["seal doc1 with k1", "seal doc1 with k1, k2"]],
  send: ["send doc1 over conn1"],
  serve: ['serve new at "a.example"', 'serve new at "a.example" with cert1'],
  "service control policy": [`service control policy of prod is ${POLICY}`, `service control policy of acct P is ${POLICY}`],
  "set role": ["set role of f1 to A/dev"],
  "share images": ["share images"],
  share: ["share snap1 to acct B", "share ami1 to acct B", "share dbs1 to acct B"],
  sign: [['sign "v1.0" with s1', 'sign "v1.0" with s1 by A/guest']],
  snapshot: ["snapshot vol1", "snapshot db1"],
  "start database": ["start database db3"],
  "start instance": ["start instance i1"],
  "steal key": ["steal key of cert1 by mallory"],
  "stop database": ["stop database db4"],
  "stop instance": ["stop instance i1"],
  tag: ['tag k1 { a: "b" }', 'tag A/bob { a: "b" }'],
  tamper: ["tamper with c1"],
  "terminate instance": ["terminate instance i1"],
  "trail excludes": ["trail of A excludes kms"],
  unshare: ["unshare snap1 from acct C", "unshare ami1 from acct C", "unshare dbs1 from acct C"],
  untag: ["untag k1 app", "untag A/bob team"],
  user: ["user A/new", "user A/bob"],
  validate: ["validate acm2"],
  verify: ['verify sig1 of "v1.0" with pub-s1', ['verify sig1 of "v1.0" with s1', 'verify sig1 of "v1.0" with s1 by A/guest']],
  "verify-mac": [['verify-mac mac1 of "v1.0" with h1', 'verify-mac mac1 of "v1.0" with h1 by A/guest']],
};

export const CLAUSES: readonly Group[] = [
  "in acct B",
  ["region eu-west-1", "region us-west-2"],
  "by A/dev",
  "as another",
  'as "text"',
  "with k2",
  "with cert2",
  "with acm1",
  "encrypted",
  "unencrypted",
  "size 7 GiB",
  "from snap1",
  "from r1",
  "from ca2",
  "from k2",
  "spec RSA_2048",
  "spec AES_128",
  "usage sign-verify",
  "origin external",
  "multi-region",
  'described "text"',
  'tags { a: "b" }',
  `policy ${KEY_POLICY}`,
  "policy ELBSecurityPolicy-TLS13-1-3-2021-06",
  "without lockout check",
  "encrypted with sse-s3",
  'encrypted with sse-c "mine"',
  'decrypted with sse-c "mine"',
  "reuse 1 hour",
  "through A/dev",
  'at "b.example"',
  "in the console",
  "asking clients for certificates from ca1",
  "to acct B",
  "to region eu-west-1",
  "to bucket b2",
  "automated",
  "after 8 days",
  "every 100 days",
  ["with token of for-k1", "with token of for-s1", "with token of for-r1", "with token of for-h1", "with token of for-e1"],
  "with token",
  "expiring in 30 days",
  "expiring 2026-02-01",
  "as new material",
  'context { app: "shop" }',
  'to context { app: "shop" }',
  "algorithm RSAES_OAEP_SHA_1",
  "algorithm RSASSA_PSS_SHA_512",
  "to algorithm RSAES_OAEP_SHA_1",
  "message-type digest",
  "dry run",
  "by A/dev via s3",
  "by service s3",
  'by service s3 for "arn:aws:s3:::b1"',
  "pair RSA_2048",
  "without plaintext",
  "size 64 bytes",
  "off",
  'when context includes { app: "shop" }',
  "retired by A/dev",
  'named "text"',
  'when { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }',
  "held by A/dev",
  "in 3 parts",
  "over http",
  "over tls",
  "over tls 1.2",
  "presigned by A/dev",
  "advanced",
  "without overwriting",
  "without decryption",
  "pending",
  "previous",
  "caching 5 minutes",
  "caching 5 minutes for 10 messages",
  "without commitment",
  "with at most 1 key",
  "multi-region aware",
  'requiring context { app: "shop" }',
  "with any key of B",
  "trusted by bob",
  "valid 5 days",
  "valid until 2026-02-01",
  "valid from 2026-02-01",
  "valid 5 days from 2026-02-01",
  "self-signed",
  "only for clients",
  "validated by email",
  "with hsts 1 year",
  "sending ca2",
  "sending only cert1",
  "accepting tls 1.3",
  "without forward secrecy",
  "unverified",
  ["presenting cert2", "presenting badge"],
  "pinning cert2",
  "with revocation lists of ca2",
  "without revocation lists",
  "for 1 hour",
  "management B",
  "unit more { D }",
  "without recovery",
  "id 777788889999",
];
