// How a run reads the files that lie beside a scenario. It has no disk of its own: whoever starts it gives it this.

/** Reads a policy file that lies beside the scenario; `problem` says why it may not or cannot be read. */
export type ReadFile = (path: string, from: string) => ReadAnswer;
/** `same`: two paths for which this is equal lead to one file. */
export type ReadAnswer = { readonly text: string; readonly same?: string } | { readonly problem: string };
