// Lists of one name. Every call of a run keeps some, always of the same few names, so that they are made once.

const known = new Map<string, readonly string[]>();
const KNOWN_MAX = 10_000;

/** `[name]`, the same list for the same name; nobody may change it. */
export function alone(name: string): readonly string[] {
  let list = known.get(name);
  if (list === undefined) {
    if (known.size >= KNOWN_MAX) known.clear();
    list = Object.freeze([name]);
    known.set(name, list);
  }
  return list;
}
