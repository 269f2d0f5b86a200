export function readCatalog(text: string, path: string): unknown;
