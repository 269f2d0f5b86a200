// What the traps in policies are, for `custody explain policy/…`: the sentence comes with the finding, since it names the words at fault.

import type { CodeWords as WarningWords } from "../../contract/service.js";
import type { CodeTable, CodeWords } from "../../language/codes.js";

function trap(explain: string, bad: string, good: string): CodeWords {
  return { say: "{message}", explain, bad, good };
}

const traps: readonly (readonly [string, CodeWords])[] = [
  [
    "policy/open-to-everyone",
    trap(
      '`Principal: "*"` without a condition is every account of AWS: on a key, whoever gives itself permission in its own account may use it.',
      '{ "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" }',
      '{ "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*",\n  "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-example" } } }',
    ),
  ],
  [
    "policy/account-is-everyone-in-it",
    trap(
      "`arn:aws:iam::ACCOUNT:root` and the bare account number are the account, not its root user: they let the account's own IAM policies decide.",
      '"Principal": { "AWS": "arn:aws:iam::111122223333:root" }',
      '"Principal": { "AWS": "arn:aws:iam::111122223333:role/backup" }',
    ),
  ],
  [
    "policy/for-all-values-holds-when-absent",
    trap(
      "`ForAllValues` asks that every value that is there fits, and where there is none every one does: a call without the key passes.",
      '"Condition": { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "app" } }',
      '"Condition": { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "app" },\n  "Null": { "kms:EncryptionContextKeys": "false" } }',
    ),
  ],
  [
    "policy/via-service-unknown",
    trap(
      "`kms:ViaService` holds the name by which a service calls KMS, with its Region. EBS calls as ec2; a value that no service has never matches.",
      '"kms:ViaService": "ebs.us-east-1.amazonaws.com"',
      '"kms:ViaService": "ec2.us-east-1.amazonaws.com"',
    ),
  ],
  [
    "policy/context-never-there",
    trap(
      "Only cryptographic operations with symmetric keys, and grants, carry an encryption context. For any other action the condition never holds.",
      '"Action": ["kms:Decrypt", "kms:DescribeKey"],\n"Condition": { "StringEquals": { "kms:EncryptionContext:app": "shop" } }',
      '"Action": "kms:Decrypt",\n"Condition": { "StringEquals": { "kms:EncryptionContext:app": "shop" } }',
    ),
  ],
  [
    "policy/statement-without-effect",
    trap(
      "KMS stores a key policy statement that has no Action or no Resource, and it allows and denies nothing.",
      '{ "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt" }',
      '{ "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" }',
    ),
  ],
  [
    "policy/resource-never-matches",
    trap(
      "A key is named by its key ARN; in its own policy by `*`. A key ID alone or an alias ARN matches no operation on the key.",
      '"Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:111122223333:alias/app"',
      '"Action": "kms:Decrypt", "Resource": "*",\n"Condition": { "StringEquals": { "kms:ResourceAliases": "alias/app" } }',
    ),
  ],
  [
    "policy/action-without-effect-here",
    trap(
      "Some actions are not authorized where the policy stands, or are no actions at all: allowing them does nothing.",
      '"Action": "kms:ReEncrypt"',
      '"Action": ["kms:ReEncryptFrom", "kms:ReEncryptTo"]',
    ),
  ],
  [
    "policy/no-such-action",
    trap(
      "AWS stores an action that it does not have, and no call ever asks for it: such a statement allows and denies nothing.",
      '"Action": "kms:Decript"',
      '"Action": "kms:Decrypt"',
    ),
  ],
  [
    "policy/allow-all-but",
    trap(
      "Allow with `NotPrincipal` lets in everybody who is not listed, other accounts and those who come later included.",
      '{ "Effect": "Allow", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:*", "Resource": "*" }',
      '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/admin" }, "Action": "kms:*", "Resource": "*" }',
    ),
  ],
  [
    "policy/context-no-call-carries",
    trap(
      "The condition asks for an encryption context that no call of the file carries, though some call does carry one: keys are compared without regard to case, values with it, and a pair that is missing is absent.",
      'encrypt "x" with k1 context { App: "shop" }\n… when { StringEquals: { "kms:EncryptionContext:application": "shop" } }',
      'encrypt "x" with k1 context { App: "shop" }\n… when { StringEquals: { "kms:EncryptionContext:App": "shop" } }',
    ),
  ],
  [
    "share/aws-managed-key",
    trap(
      "What lies under `aws/ebs` or `aws/rds` cannot be shared: nobody can change the policy of a key that AWS manages. A copy under a key of one's own can be.",
      "snapshot vol1 as s1\nshare s1 to acct B",
      "snapshot vol1 as s1\ncopy s1 with k1 as s2\nshare s2 to acct B",
    ),
  ],
  [
    "expect/permission-alone",
    trap(
      "A claim with `can` is about permissions: who may sign with a key may be asked of any key, and AWS refuses the call with one that is not for signing.",
      "create key k1\nexpect A/admin can kms:Sign on k1",
      "create key k1 spec RSA_2048 usage sign-verify\nexpect A/admin can kms:Sign on k1",
    ),
  ],
  [
    "expect/time-to-come",
    trap(
      "A claim looks at what there is now. Of a month or a year that has not begun there is neither a bill nor a record: `advance` first, and then claim it.",
      "create key k1\nexpect bill of A in 2026-02 is under $20",
      "create key k1\nadvance to 2026-03-01\nexpect bill of A in 2026-02 is under $20",
    ),
  ],
  [
    "share/resource-not-shared",
    trap(
      "A thing that is not shared with another account is not there for it, whatever its key says: whoever shares gives both, the thing and its key.",
      "policy of k1 allows acct B to decrypt, create-grant\ncreate volume vol2 from s1 in acct B",
      "policy of k1 allows acct B to decrypt, create-grant\nshare s1 to acct B\ncreate volume vol2 from s1 in acct B",
    ),
  ],
];

/** What is wrong with a policy before it is anybody's trap. */
const troubles: readonly (readonly [string, CodeWords])[] = [
  [
    "policy/unknown-condition-key",
    {
      say: "AWS has no condition key `{key}`",
      explain:
        "AWS stores a condition on a key that no request has, and it never holds, or always where the operator is negated. A rehearsal with such a slip would answer for another policy than the one that is meant.",
      bad: '"Condition": { "StringEquals": { "kms:ViaServce": "s3.us-east-1.amazonaws.com" } }',
      good: '"Condition": { "StringEquals": { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }',
    },
  ],
];

export const lintCodes: CodeTable = new Map([...traps, ...troubles]);

/** The same as warnings of a trace, whose words come with the finding. */
export const lintWarnings: ReadonlyMap<string, WarningWords> = new Map(
  traps.map(([code, { explain, good }]) => [
    code,
    { title: explain, say: ({ message = "" }) => ({ text: message }), example: good },
  ]),
);
