// Tells when one of some files is saved. Folders are watched rather than files: many editors write a new file and rename it over the old.

import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** A saved file comes as two or three events: what comes close together is one change. */
export const debounceMs = 50;

/** Calls `changed` after a save, until the function it gives is called. Where a folder cannot be watched nothing is told. */
export function watchFiles(files: readonly string[], changed: () => void): () => void {
  const watchers: FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  for (const folder of new Set(files.map((file) => dirname(file)))) {
    const names = new Set(files.filter((file) => dirname(file) === folder).map((file) => basename(file)));
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name === null || !names.has(name)) return;
        clearTimeout(timer);
        timer = setTimeout(changed, debounceMs);
      });
      watcher.on("error", () => watcher.close());
      watchers.push(watcher);
    } catch {
      // A system without watchers left still has `r`.
    }
  }
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
