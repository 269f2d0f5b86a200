// A host said in a sentence is a name alone. Whoever writes the address that a browser shows is told the name in it.

import type { Problem } from "../language/diagnostic.js";
import type { TextValue } from "../language/syntax.js";
import { isHostName } from "../world/host-name.js";

/** `forCertificate`: one may be for `*.shop.example`. */
export function hostMistakes(said: readonly (TextValue | undefined)[], forCertificate = false): readonly Problem[] {
  return said.flatMap((host) => {
    if (host === undefined || isHostName(host.value, forCertificate)) return [];
    const { start, end, value } = host;
    const name = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/:?#\s]+)/i.exec(value.slice(0, HOST_LOOKED_AT))?.[1] ?? "";
    const problem: Problem = { code: "tls/no-host", start, end, args: { host: value.slice(0, SHOWN) } };
    return [isHostName(name, forCertificate) ? { ...problem, hint: `write \`"${name}"\``, fix: `"${name}"` } : problem];
  });
}

const HOST_LOOKED_AT = 1_024;
const SHOWN = 60;
