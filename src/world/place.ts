// Where something is: an account, by the scenario's name for it, and a Region, by AWS's.

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Regions that Custody knows by name, with the opt-in ones left out (they answer differently and are not modelled). */
export const REGIONS: readonly string[] = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "ca-central-1",
  "sa-east-1",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "eu-north-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
];

export function samePlace(a: Place, b: Place): boolean {
  return a.account === b.account && a.region === b.region;
}
