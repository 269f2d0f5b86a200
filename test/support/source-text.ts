// The code of a TypeScript file without its sentences: so that the architecture test does not trip over a word in a comment or a text.

/** Blanks comments, texts and patterns, and keeps line ends, so that a word in a sentence breaks no rule. `${…}` stays code. */
export function codeOnly(text: string): string {
  const pattern =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|(?<=[=(,:?&|!;{}[]\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*/g;
  return text.replace(pattern, (found) => {
    const kept = found.startsWith("`") ? [...found.matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1]).join(" ; ") : "";
    return `${found.startsWith("/") ? " " : '""'}${kept}${"\n".repeat(found.split("\n").length - 1)}`;
  });
}
