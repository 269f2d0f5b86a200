// Sentences about what AWS has and Custody does not: they are told by the name of the thing, not as words that do not fit.

import type { Problem } from "./diagnostic.js";
import { statementEnd } from "./split.js";

/** How such a sentence begins, and what it is about. */
const beginnings: readonly (readonly [RegExp, string])[] = [
  [/^create (?:(?:database|db|aurora|rds) )?cluster\b/i, "Aurora clusters"],
  [/^create (?:custom )?key store\b/i, "custom key stores"],
  [/^(?:connect|disconnect) (?:custom )?key store\b/i, "custom key stores"],
  [/^(?:un)?lock (?:snapshot )?\S+(?: (?:for|in|until|with)\b.*)?$/i, "snapshot locks"],
  [/^(?:archive|tier) (?:snapshot )?\S+/i, "the archive tier of snapshots"],
  [/^recycle bin\b|^(?:create )?retention rule\b/i, "the Recycle Bin"],
  [/^block (?:all |new )?(?:public access|public sharing|sharing)\b/i, "block public access"],
  [/^(?:enable|disable) (?:block public access|public access block)\b/i, "block public access"],
  [/^rotate secret \S+.* every \d/i, "the schedule of a secret's rotations"],
  [/^create access point\b/i, "access points of S3"],
  [/^(?:enable|disable|suspend) versioning\b/i, "versions of S3"],
  [/^(?:create|put) (?:group|groups)\b/i, "groups of IAM"],
  [/^create (?:vpc )?endpoint\b/i, "VPC endpoints"],
  [/^create private (?:ca|certificate authority)\b/i, "AWS Private CA"],
  [/^request (?:private )?certificate \S+ for .* from \S+/i, "certificates of AWS Private CA in ACM"],
  [/^(?:export|re-?issue) (?:the )?certificate\b/i, "exportable certificates of ACM"],
  [/^(?:serve|connect|create listener|modify listener) .*\b(?:ciphers?|cipher suites?)\b/i, "cipher suites to choose from"],
  [/^(?:serve|connect) .*\b(?:ocsp|stapling|must-staple)\b/i, "OCSP"],
  [/^serve .*\bhsts\b.*\b(?:includesubdomains|subdomains|preload(?:ed|ing)?)\b/i, "HSTS for subdomains, and its preload lists"],
  [/^create (?:classic|gateway) load balancer\b/i, "Classic and Gateway Load Balancers"],
  [/^(?:create|register) (?:target|targets|target group|trust store)\b/i, "what is behind a load balancer, and its trust stores"],
];

export function explainNotModelled(text: string, start: number): Problem | undefined {
  const { end } = statementEnd(text, start);
  const said = text.slice(start, end).trimEnd();
  const sentence = said.replace(/\s+/g, " ");
  for (const [begins, what] of beginnings)
    if (begins.test(sentence)) return { code: "model/not-modelled", start, end: start + said.length, args: { what } };
  return undefined;
}
