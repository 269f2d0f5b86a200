// Amazon Trust Services, whose certificates ACM issues and CloudFront has for its own names. Every client trusts it.

import type { WorldEditor } from "../rules/operation.js";
import { authorityKind } from "../world/certificate.js";

/** No scenario can name it: names hold no spaces. */
const AMAZON = "Amazon Root CA";

export function amazonAuthority(editor: WorldEditor): string {
  const known = editor.find(authorityKind, AMAZON);
  if (known !== undefined) return known.id;
  const data = { trustedBy: "everyone", validFrom: editor.now } as const;
  return editor.make(authorityKind, { id: AMAZON, place: { account: "", region: "" }, arn: "", data }).id;
}
