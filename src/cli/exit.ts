// How the program ends. Six codes, so that a script can tell a scenario that failed from a text that is wrong and from a full disk.

/** 0 all held · 1 a scenario failed · 2 the input is wrong · 3 the machine is wrong · 4 our own bug. Ctrl-C ends the process by its signal, 130 to a shell. */
export const Exit = { ok: 0, failed: 1, input: 2, machine: 3, bug: 4 } as const;
export type ExitCode = (typeof Exit)[keyof typeof Exit];

/** Of several, the highest. */
export function worst(codes: Iterable<ExitCode>): ExitCode {
  let highest: ExitCode = Exit.ok;
  for (const code of codes) if (code > highest) highest = code;
  return highest;
}

/** The command line or a file is wrong: exit 2. `help` says what to write. */
export class InputProblem extends Error {
  override readonly name = "InputProblem";
  constructor(
    message: string,
    readonly help?: string,
  ) {
    super(message);
  }
}

/** The machine did not do what it must: exit 3. */
export class MachineProblem extends Error {
  override readonly name = "MachineProblem";
}

/** Ctrl-C at a question: what was decided stays, and the process ends by that signal, as it does everywhere else. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** A system error as a sentence: `cannot write out.html: permission denied`. */
export function machineProblem(doing: string, thrown: unknown): MachineProblem {
  return new MachineProblem(`cannot ${doing}: ${systemReason(thrown)}`);
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "not permitted"],
  ["ENOENT", "there is no such file or folder"],
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "there is no room left in the disk quota"],
  ["EFBIG", "it is larger than a file may be here"],
  ["EIO", "the disk does not answer"],
  ["EBUSY", "it is in use"],
  ["ENFILE", "too many files are open"],
  ["EROFS", "the file system is read-only"],
  ["EMFILE", "too many files are open"],
  ["EEXIST", "something else has that name"],
  ["EISDIR", "it is a folder"],
  ["ENOTDIR", "a part of the path is not a folder"],
  ["ELOOP", "too many symbolic links"],
  ["ENAMETOOLONG", "the name is too long"],
]);

export function systemReason(thrown: unknown): string {
  const code = thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined;
  if (code === undefined) return thrown instanceof Error ? thrown.message : String(thrown);
  return REASONS.get(code) ?? code;
}
