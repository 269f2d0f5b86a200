// What the tables of keys share.

import type { Answer, Stage } from "../stage.js";

export const OWNER = "A/admin";
/** Where keys of owner A are. */
export const AT = "arn:aws:kms:us-west-2:111122223333";
export const PENDING = "<key-arn> is pending deletion.";

export function describe(s: Stage, keyId: string, region = "us-west-2"): Answer {
  return s.ask(OWNER, "kms:DescribeKey", { keyId }, { region });
}

export function tooLong(field: string, most: number): string {
  return `1 validation error detected: Value '<value>' at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${most}`;
}
