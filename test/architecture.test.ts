// The house rules of docs/architecture.md, read from the code's own imports and words. What fails says which sentence was broken and where.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { codeOnly } from "./support/source-text.js";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Source {
  /** From the root, with slashes: `src/world/time.ts`. */
  readonly path: string;
  readonly text: string;
  /** Without comments, and with texts emptied. */
  readonly code: string;
  readonly imports: readonly Import[];
}
interface Import {
  /** A file of ours from the root, or a package's name. */
  readonly target: string;
  readonly isOurs: boolean;
  /** Whether it is gone when the program runs. */
  readonly isType: boolean;
}

function filesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

function importsOf(path: string, text: string): Import[] {
  const withoutComments = text.replace(/^\s*\/\/[^\n]*$|\/\*[\s\S]*?\*\//gm, "");
  const found = withoutComments.matchAll(
    /^\s*(?:import|export)\s([^;"'`]*?)from\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm,
  );
  return [...found].map((match) => {
    const name = match[2] ?? match[3] ?? match[4] ?? "";
    const isType = namesTypesOnly(match[1] ?? "");
    if (!name.startsWith(".")) return { target: name, isOurs: false, isType };
    const written = posix.join(dirname(path), name);
    const candidates = [".ts", ".tsx", ".d.ts"].map((ending) => written.replace(/\.js$/, ending));
    return { target: candidates.find((candidate) => existsSync(join(root, candidate))) ?? written, isOurs: true, isType };
  });
}

/** `type { A }` or `{ type A, type B }`. */
function namesTypesOnly(names: string): boolean {
  if (/^type\b/.test(names)) return true;
  const listed =
    /^\{([^}]*)\}/
      .exec(names)?.[1]
      ?.split(",")
      .map((name) => name.trim()) ?? [];
  return listed.length > 0 && listed.every((name) => name === "" || name.startsWith("type "));
}

const sources: readonly Source[] = filesBelow("src")
  .filter((path) => !path.startsWith("src/generated/"))
  .map((path) => {
    const text = readFileSync(join(root, path), "utf8");
    return { path, text, code: codeOnly(text), imports: importsOf(path, text) };
  });

/** What a folder may import, as beginnings of paths; the first rule whose folder fits counts. */
interface Layer {
  readonly folder: string;
  readonly may: readonly string[];
  readonly packages: readonly string[];
  readonly sentence: string;
}

const service = (path: string) => /^src\/services\/([^/]+)\//.exec(path)?.[1];

const layers: readonly Layer[] = [
  { folder: "src/base/", may: ["src/base/"], packages: [], sentence: "base imports nothing but itself" },
  {
    folder: "src/world/",
    may: ["src/world/", "src/base/"],
    packages: ["seedrandom/lib/xor128.js", "immer"],
    sentence: "world imports base only",
  },
  {
    folder: "src/language/",
    may: ["src/language/", "src/base/", "src/generated/parser"],
    packages: [],
    sentence: "language knows no AWS and no world: it imports base only",
  },
  {
    folder: "src/rules/authorize/",
    may: ["src/rules/authorize/", "src/base/"],
    packages: [],
    sentence: "rules/authorize imports only base and itself",
  },
  {
    folder: "src/rules/",
    may: ["src/rules/", "src/world/", "src/base/"],
    packages: [],
    sentence: "rules imports world and base only",
  },
  {
    folder: "src/contract/",
    may: ["src/contract/", "src/rules/", "src/world/", "src/base/", "src/language/syntax.ts", "src/language/diagnostic.ts"],
    packages: [],
    sentence: "contract imports rules, world, base, and of language only its syntax and diagnostics",
  },
  {
    folder: "src/services/",
    may: [
      "src/services/",
      "src/contract/",
      "src/rules/",
      "src/world/",
      "src/base/",
      "src/generated/catalogs",
      "src/language/syntax.ts",
      "src/language/diagnostic.ts",
    ],
    packages: [],
    sentence: "services/X imports contract, rules, world, base and the types of language/syntax; neither services/Y nor engine",
  },
  {
    folder: "src/engine/",
    may: ["src/engine/", "src/contract/", "src/rules/", "src/world/", "src/language/", "src/base/"],
    packages: [],
    sentence: "engine imports contract, rules, world, language and base; no service",
  },
  {
    folder: "src/report/",
    may: ["src/report/", "src/engine/log.ts", "src/contract/", "src/rules/", "src/world/", "src/language/", "src/base/"],
    packages: [],
    sentence: "report imports the engine's log and what lies below; no service",
  },
];

/** Both ends of each import that no layer allows. */
function brokenImports({ path, imports }: Source): string[] {
  const layer = layers.find(({ folder }) => path.startsWith(folder));
  if (layer === undefined) return [];
  return imports
    .filter(({ target, isOurs }) =>
      isOurs ? !layer.may.some((start) => target.startsWith(start)) : !layer.packages.includes(target),
    )
    .map(({ target }) => `${path} imports ${target}: ${layer.sentence}`);
}

test("there is code to check", () => {
  expect(sources.length).toBeGreaterThan(5);
  expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(5);
});

describe("who may import whom", () => {
  test("each folder imports only what lies below it", () => {
    expect(sources.flatMap(brokenImports)).toEqual([]);
  });

  test("every import of ours leads to a file", () => {
    const lost = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, isOurs }) => isOurs && !target.startsWith("src/generated/") && !existsSync(join(root, target)))
        .map(({ target }) => `${path} imports ${target}, which is not there`),
    );
    expect(lost).toEqual([]);
  });

  test("a service imports no other service", () => {
    const broken = sources.flatMap(({ path, imports }) =>
      imports
        .filter(
          ({ target }) => service(path) !== undefined && target.startsWith("src/services/") && service(target) !== service(path),
        )
        .map(
          ({ target }) => `${path} imports ${target}: services/X imports not services/Y; it goes through the registry (ctx.call)`,
        ),
    );
    expect(broken).toEqual([]);
  });

  test("api/simulate.ts is the only place where the list of services meets the engine", () => {
    const broken = sources
      .filter(({ path }) => path !== "src/api/simulate.ts")
      .filter(
        ({ imports }) =>
          imports.some(({ target }) => target === "src/services/index.ts") &&
          imports.some(({ target }) => target.startsWith("src/engine/")),
      )
      .map(({ path }) => `${path} imports both services/index and engine: only api/simulate.ts may`);
    expect(broken).toEqual([]);
  });

  test("only cli/ and api/node.ts import node:*", () => {
    const broken = sources
      .filter(({ path }) => !path.startsWith("src/cli/") && path !== "src/api/node.ts")
      .flatMap(({ path, imports }) =>
        imports.filter(({ target }) => target.startsWith("node:")).map(({ target }) => `${path} imports ${target}`),
      );
    expect(broken).toEqual([]);
  });

  test("only tui/ imports ink and react", () => {
    const broken = sources
      .filter(({ path }) => !path.startsWith("src/tui/"))
      .flatMap(({ path, imports }) =>
        imports.filter(({ target }) => /^(ink|react)(\/|$)/.test(target)).map(({ target }) => `${path} imports ${target}`),
      );
    expect(broken).toEqual([]);
  });

  test("nothing that the product runs imports cli/, and nothing but cli/ imports tui/", () => {
    const broken = sources.flatMap(({ path, imports }) =>
      imports
        .filter(
          ({ target }) =>
            (target.startsWith("src/cli/") && !path.startsWith("src/cli/")) ||
            (target.startsWith("src/tui/") && !/^src\/(tui|cli)\//.test(path)),
        )
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test("no file imports itself by a detour (types aside, which are gone when it runs)", () => {
    const graph = new Map(
      sources.map(({ path, imports }) => [
        path,
        imports.filter(({ isOurs, isType }) => isOurs && !isType).map(({ target }) => target),
      ]),
    );
    expect(cyclesOf(graph)).toEqual([]);
  });

  test("no folder imports itself by a detour", () => {
    const graph = new Map<string, string[]>();
    for (const { path, imports } of sources) {
      const from = folderOf(path);
      const targets = imports.filter(({ isOurs }) => isOurs).map(({ target }) => folderOf(target));
      graph.set(from, [...new Set([...(graph.get(from) ?? []), ...targets.filter((target) => target !== from)])]);
    }
    expect(cyclesOf(graph)).toEqual([]);
  });
});

/** The room of the house: `src/world`; a file right below src is a room of its own. */
function folderOf(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}

function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (node: string, trail: readonly string[]): void => {
    if (trail.includes(node)) found.push([...trail.slice(trail.indexOf(node)), node].join(" → "));
    if (trail.includes(node) || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...trail, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return found;
}

const PURE = /^src\/(base|world|language|rules|contract|services|engine|report)\//;
const banned: readonly (readonly [RegExp, string])[] = [
  [/(?<![.\w])Date\b(?!\s*:)(?=\s*[.(])|\bnew Date\b/, "the machine's clock (Date)"],
  [/\bMath\.random\b/, "the machine's chance (Math.random)"],
  [
    /\bMath\.(pow|exp|expm1|log|log2|log10|log1p|sin|cos|tan|sinh|cosh|tanh|asin|acos|atan|atan2|cbrt|hypot)\b/,
    "a function that gives other bits on another Node",
  ],
  [/\*\*/, "`**`, which gives other bits on another Node"],
  [/\.localeCompare\b/, "localeCompare: base/order.ts is the only sorting"],
  [/\bIntl\b/, "the machine's locale (Intl)"],
  [/\.toLocale\w*/, "the machine's locale (toLocale…)"],
  [/\bfor\s*\(\s*(?:const|let|var)\s+\w+\s+in\b/, "for … in, whose order is not the order of insertion"],
  [/\bnew RegExp\(|(?<![.\w])RegExp\(/, "a pattern built at run time"],
  [/\bObject\.assign\(/, "Object.assign, which sets prototypes"],
  [/(?<![.\w"])process\s*[.[]/, "the process"],
  [/(?<![.\w])console\s*[.[]/, "the console"],
  [/\b(?:setTimeout|setInterval|setImmediate|queueMicrotask)\b/, "a timer of the machine"],
  [/\basync\b(?=\s*(?:function|\(|\w+\s*(?:=>|\()))|\bawait\b|\bPromise\s*[.(]/, "asynchronous code"],
  [/(?<![.\w])(?:eval|Function)\(/, "code from text"],
];

/** Where `code` breaks a ban, as `line: what`. */
function bansBroken(code: string): string[] {
  return code
    .split("\n")
    .flatMap((line, index) => banned.filter(([pattern]) => pattern.test(line)).map(([, what]) => `${index + 1}: ${what}`));
}

describe("what the pure folders may not use", () => {
  test("base, world, language, rules, contract, services, engine and report touch neither machine nor locale", () => {
    const broken = sources
      .filter(({ path }) => PURE.test(path))
      .flatMap(({ path, code }) => bansBroken(code).map((what) => `${path}:${what}`));
    expect(broken).toEqual([]);
  });

  test("each ban is seen where it is broken, and not in comments and texts", () => {
    const guilty = [
      "const now = Date.now();",
      "const when = new Date(text);",
      "const r = Math.random();",
      "const p = Math.pow(2, 3);",
      "const q = 2 ** 3;",
      "a.localeCompare(b)",
      "new Intl.NumberFormat()",
      "n.toLocaleString()",
      "for (const id in keys) use(id);",
      "const re = new RegExp(text);",
      "Object.assign(a, b);",
      "process.exit(1)",
      "console.log(x)",
      "setTimeout(f, 1)",
      "const f = async () => 1;",
      "await f();",
      "  async run() {}",
      "return new Promise(f);",
    ];
    for (const line of guilty) expect(bansBroken(codeOnly(line)), line).not.toEqual([]);
    const innocent = [
      "// Date.now() and 2 ** 3",
      'say("for (const id in keys) await process.exit()");',
      "/** new RegExp( */",
      "interface A { Date: string }",
    ];
    for (const line of innocent) expect(bansBroken(codeOnly(line)), line).toEqual([]);
  });

  test("a change to the rules would be seen: a made-up breach of each layer is found", () => {
    for (const { folder, sentence } of layers) {
      const breach = {
        path: `${folder}x.ts`,
        text: "",
        code: "",
        imports: [{ target: "src/cli/main.ts", isOurs: true, isType: false }],
      };
      expect(brokenImports(breach)).toEqual([`${folder}x.ts imports src/cli/main.ts: ${sentence}`]);
    }
  });
});

describe("how files are", () => {
  const all = [...sources.map(({ path }) => path), ...filesBelow("test"), ...filesBelow("bench")];

  test("no file is a drawer for everything", () => {
    expect(all.filter((path) => /(^|\/)(utils?|helpers?|misc|common)\.tsx?$/.test(path))).toEqual([]);
  });

  test("files are named in kebab-case", () => {
    expect(all.filter((path) => !/^[a-z0-9-]+(\.(test|bench|d))*\.tsx?$/.test(posix.basename(path)))).toEqual([]);
  });

  test("nothing is exported without a name", () => {
    expect(
      sources.filter(({ path, code }) => !path.endsWith(".d.ts") && /^\s*export default\b/m.test(code)).map(({ path }) => path),
    ).toEqual([]);
  });

  test("each source file opens with why it exists", () => {
    expect(sources.filter(({ text }) => !/^(#![^\n]*\n)?\s*(\/\/|\/\*)/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test("no test is skipped or alone", () => {
    const broken = filesBelow("test").filter((path) =>
      /\b(?:test|it|describe|suite)\.(?:skip|only|todo|fails)\b/.test(codeOnly(readFileSync(join(root, path), "utf8"))),
    );
    expect(broken).toEqual([]);
  });
});
