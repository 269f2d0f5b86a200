// Names of hosts, and which certificates are for them, as Node compares them (`tls.checkServerIdentity`, after RFC 6125).

export function isAddress(name: string): boolean {
  const parts = name.split(".");
  return /^[0-9a-f:]*:[0-9a-f:.]*$/i.test(name) || (parts.length === 4 && parts.every(isByte));
}

function isByte(part: string): boolean {
  return /^\d{1,3}$/.test(part) && Number(part) <= 255;
}

/** `shop.example`, `192.0.2.1`; a certificate's may have a `*` in its first label. No URL, no port. */
export function isHostName(name: string, withStar: boolean): boolean {
  if (isAddress(name)) return true;
  const [first = "", ...rest] = labels(name);
  return name.length <= 253 && isLabel(withStar ? first.replace("*", "x") : first) && rest.every(isLabel);
}

function isLabel(label: string): boolean {
  return /^[\w-]{1,63}$/.test(label);
}

/** Whether a certificate for `pattern` is good for `host`: a `*` stands for the rest of the first label, and never right under a top level. */
export function isFor(pattern: string, host: string): boolean {
  if (isAddress(host) || isAddress(pattern)) return pattern.toLowerCase() === host.toLowerCase();
  const wanted = labels(pattern);
  const found = labels(host);
  if (wanted.length !== found.length) return false;
  const [first = "", ...rest] = wanted;
  const [named = "", ...others] = found;
  if (rest.some((label, at) => label !== others[at])) return false;
  const [before = "", after, ...more] = first.split("*");
  // A name in another script, which begins with `xn--`, is taken as it is.
  if (after === undefined || first.includes("xn--")) return first === named;
  const fits = named.length >= before.length + after.length && named.startsWith(before) && named.endsWith(after);
  return more.length === 0 && wanted.length > 2 && named !== "" && fits;
}

/** Letter case says nothing in a host name, nor does a dot at its end. */
function labels(name: string): readonly string[] {
  const lower = name.toLowerCase();
  return (lower.endsWith(".") ? lower.slice(0, -1) : lower).split(".");
}
