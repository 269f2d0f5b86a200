// What IAM's sentences may get wrong before AWS is asked.

import type { CodeWords } from "../../contract/service.js";

export const words: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "policy/unknown-action",
    {
      title: "An action by a short name that is none",
      say: ({ action = "" }) => ({
        text: `\`${action}\` is no short name of KMS actions`,
        help: 'write one such as decrypt, encrypt, create-grant, describe-key, or the action in quotes: "s3:GetObject"',
      }),
      example: "allow A/app to dcrypt on k1",
    },
  ],
  [
    "iam/root-has-no-policies",
    {
      title: "The root user has no policies",
      say: ({ name = "" }) => ({
        text: `${name} is a root user: IAM has no policies for it`,
        help: "name a role or a user of the account",
      }),
      example: 'allow A/root to "s3:*" on "*"',
    },
  ],
  [
    "iam/not-an-identity",
    {
      title: "An identity policy belongs to a role or a user",
      say: ({ text = "" }) => ({
        text: `${text} has no identity policy`,
        help: "name roles or users, `allow A/app to …`; who may come from elsewhere is said by the resource: `policy of k1 allows acct B to …`",
      }),
      example: "allow acct B to decrypt on k1",
    },
  ],
  [
    "iam/other-kind",
    {
      title: "A role is not a user",
      say: ({ name = "", is = "", wanted = "" }) => ({
        text: `${name} is a ${is} by now, and cannot be a ${wanted}`,
        help: `say \`${wanted} ${name}\` before it is named first, or take another name`,
      }),
      example: "allow A/app to decrypt on k1\nuser A/app",
    },
  ],
  [
    "iam/no-account",
    {
      title: "A role or user is of an account",
      say: ({ name = "", kind = "" }) => ({ text: `${name} has no account`, help: `${kind} A/${name}` }),
      example: "role app",
    },
  ],
  [
    "iam/account-number",
    {
      title: "An account's number has twelve digits",
      say: ({ id = "" }) => ({ text: `${id} is not twelve digits`, help: "account A id 111122223333" }),
      example: "account A id 1234",
    },
  ],
  [
    "iam/account-has-number",
    {
      title: "An account keeps its number",
      say: ({ name = "", id = "" }) => ({
        text: `account ${name} has the number ${id} already`,
        help: "say the number before the account is named first",
      }),
      example: "create key k1 in acct A region us-east-1\naccount A id 111122223333",
    },
  ],
  [
    "iam/account-number-taken",
    {
      title: "Two accounts with one number",
      say: ({ id = "", account = "" }) => ({
        text: `${id} is the number of account ${account}`,
        help: "give each account a number of its own",
      }),
      example: "account A id 111122223333\naccount B id 111122223333",
    },
  ],
  [
    "iam/organization-twice",
    {
      title: "An organization is made once",
      say: ({ name = "" }) => ({ text: `there is an organization ${name} already`, help: "name all its units in one sentence" }),
      example: "organization o1 with unit prod { A }\norganization o1 with unit test { B }",
    },
  ],
  [
    "iam/account-in-organization",
    {
      title: "An account is in one organization",
      say: ({ account = "", organization = "" }) => ({
        text: `account ${account} is in ${organization} already`,
        help: "name it once",
      }),
      example: "organization o1 with unit prod { A }\norganization o2 with unit test { A }",
    },
  ],
  [
    "iam/no-policy-holder",
    {
      title: "A control policy hangs on an organization, a unit or an account in one",
      say: ({ name = "" }) => ({
        text: `${name} is no organization, no unit, and no account that is in an organization`,
        help: "organization o1 with unit prod { A, B }",
      }),
      example: 'service control policy of prod is """{ "Version": "2012-10-17", "Statement": [] }"""',
    },
  ],
]);
