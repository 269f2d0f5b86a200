// A text from a file, short enough to be quoted inside a sentence: what is quoted may have been built to be endless.

const quotedMax = 200;

export function excerpt(text: string): string {
  return text.length <= quotedMax ? text : `${text.slice(0, quotedMax)}…`;
}
