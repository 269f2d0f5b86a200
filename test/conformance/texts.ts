// Whether a text of AWS's is the one that was recorded, whose `<placeholders>` stand for what differs from run to run.

/** `known` gives placeholders with one right value (`key-arn`); an unknown one stands for any text that is not empty. */
export function isRecordedText(text: string, recorded: string, known: ReadonlyMap<string, string>): boolean {
  const parts = recorded
    .split(/(<[a-z-]+(?: [a-z-]+)*>)/u)
    .map((part, at) => (at % 2 === 0 ? part : known.get(part.slice(1, -1))));
  return matches(text, parts);
}

/** Each part is a fixed text or, where it is undefined, any text. */
function matches(text: string, parts: readonly (string | undefined)[]): boolean {
  const [part, ...rest] = parts;
  if (parts.length === 0) return text === "";
  if (part !== undefined) return text.startsWith(part) && matches(text.slice(part.length), rest);
  for (let end = 1; end <= text.length; end++) if (matches(text.slice(end), rest)) return true;
  return false;
}
