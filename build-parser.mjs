// Makes of grammar/*.peggy the tables that src/language/machine.ts reads sentences by. Peggy's own parsers are one function a rule and one an action:
// a thousand functions, which a fresh process must compile one by one while it reads its first file. A table is data, and the few functions that
// walk it are soon fast. With each choice it keeps which words may begin its alternatives, so that a sentence goes straight to its own.
//
// A part of the tables is a number or a row. A number above 0 is the word with that number, 0 reads nothing, and below 0 stands a rule: -1 is the first.
// A row begins with its kind, a place in KINDS.
import peggy from "peggy";

const KINDS = ["test", "take", "pick", "sequence", "action", "choice", "optional", "zero_or_more", "one_or_more", "simple_not", "simple_and"];

/** Tests that look and never move, nor need be asked where the words that may follow them are known. */
const LOOKS_ONLY = /^\s*return begins\(/;
const WORD_TEST = /^\s*return word\("([a-z0-9-]+)"\);\s*$/;
const TAKEN = /^\s*return take\((.*)\);\s*$/;
const FOUND = /^\s*return found;\s*$/;

/** What `action` in machine.ts hands on. */
const VALUE_COUNT_MAX = 6;

/** The source text of src/generated/parser.js. */
export function generateTables(grammars, startRules) {
  const plugin = {
    use(config) {
      // Peggy takes a test for something that never moves, and would see loops without end wherever one stands first.
      config.passes.prepare = config.passes.prepare.filter((pass) => pass.name !== "reportInfiniteRecursion");
      config.passes.check = config.passes.check.filter((pass) => pass.name !== "reportInfiniteRepetition");
      config.passes.generate = [
        (ast, options) => {
          ast.code = new Tables(ast).source(options.allowedStartRules);
        },
      ];
    },
  };
  return peggy.generate(grammars, { output: "source", format: "es", allowedStartRules: startRules, plugins: [plugin] });
}

class Tables {
  #words = [];
  #functions = [];
  #choiceCount = 0;
  #sets = [];
  #rules = new Map();
  #firsts = new Map();

  constructor(ast) {
    this.ast = ast;
    for (const [index, rule] of ast.rules.entries()) this.#rules.set(rule.name, { index, body: rule.expression });
    for (const { body } of this.#rules.values()) {
      const word = wordOf(body);
      if (word !== undefined && !this.#words.includes(word)) this.#words.push(word);
    }
    this.#findFirsts();
  }

  source(startRules) {
    // A small rule stands wherever it is named, and nowhere else.
    const rules = this.ast.rules.map(({ expression }) => (isSmall(expression) ? "" : JSON.stringify(this.#part(expression))));
    const starts = startRules.map((name) => [name, this.#part({ type: "rule_ref", name })]);
    const prelude = [this.ast.initializer ?? []].flat().map(({ code }) => code);
    return [
      "// Made by build-parser.mjs from grammar/*.peggy.",
      `export const words = ${JSON.stringify(this.#words.join(" "))}.split(" ");`,
      // As texts, a line each: V8 keeps a text in a tenth of the room that nested arrays take in its kept code, and a process reads those it needs.
      `export const sets = ${JSON.stringify(this.#sets.join("\n"))};`,
      `export const starts = ${JSON.stringify(Object.fromEntries(starts))};`,
      `export const rules = ${JSON.stringify(rules.join("\n"))};`,
      `export function bind(m, lexer) {\n${prelude.join("\n")}\nreturn [\n${this.#functions.join(",\n")}\n];\n}`,
      "",
    ].join("\n");
  }

  #function(text) {
    const known = this.#functions.indexOf(text);
    return known >= 0 ? known : this.#functions.push(text) - 1;
  }

  /** An expression as a part of the tables. */
  #part(node) {
    switch (node.type) {
      case "rule_ref": {
        const { index, body } = this.#rules.get(node.name);
        return isSmall(body) ? this.#part(body) : -1 - index;
      }
      case "semantic_and": {
        const word = wordOf(node);
        return word === undefined ? row("test", this.#function(`() => {${node.code}}`)) : this.#word(word);
      }
      case "literal":
        if (node.value === "") return 0;
        break;
      case "group":
      case "named":
      case "labeled":
        return this.#part(node.expression);
      case "choice": {
        const alternatives = this.#alternatives(node);
        return row("choice", alternatives.map((one) => this.#part(one)), alternatives.map((one) => this.#set(one)), this.#choiceCount++);
      }
      case "optional":
      case "zero_or_more":
      case "one_or_more":
      case "simple_not":
      case "simple_and":
        return row(node.type, this.#part(node.expression), this.#set(node.expression));
      case "sequence":
        return this.#sequence(node);
      case "action":
        return this.#action(node);
    }
    throw new Error(`the tables have no row for ${node.type}, at ${JSON.stringify(node.location.start)}`);
  }

  /** What a choice is between, with those of a choice within it in its place. */
  #alternatives(node) {
    return node.alternatives.flatMap((one) => {
      const body = one.type === "rule_ref" ? this.#rules.get(one.name).body : one;
      return body.type === "choice" ? this.#alternatives(body) : [one];
    });
  }

  #sequence(node) {
    const picked = node.elements.flatMap((one, index) => (one.pick ? [index] : []));
    const parts = node.elements.map((one) => this.#part(one));
    if (picked.length > 1) throw new Error(`a sequence gives one value, at ${JSON.stringify(node.location.start)}`);
    return picked.length === 1 ? row("pick", parts, picked[0]) : row("sequence", parts);
  }

  #action({ expression, code }) {
    const taken = expression.type === "semantic_and" && FOUND.test(code) ? TAKEN.exec(expression.code) : null;
    if (taken !== null) return row("take", this.#function(`() => ${taken[1]}`));
    const elements = expression.type === "sequence" ? expression.elements : [expression];
    const labels = elements.flatMap((one) => (one.type === "labeled" && one.label !== null ? [one.label] : []));
    const kept = elements.map((one) => (one.type === "labeled" && one.label !== null ? 1 : 0));
    if (labels.length > VALUE_COUNT_MAX) throw new Error(`an action takes too many values, at ${JSON.stringify(expression.location.start)}`);
    const parts = elements.map((one) => this.#part(one));
    return row("action", parts, kept, this.#function(`(${labels.join(", ")}) => {${code}}`));
  }

  #word(word) {
    return this.#words.indexOf(word) + 1;
  }

  /** The words that `node` may begin with, as the number of a set; -1 where it may begin with anything. */
  #set(node) {
    const first = this.#first(node);
    if (first.anything || first.nothing) return -1;
    const set = JSON.stringify(bitsOf([...first.words].map((word) => this.#word(word)), this.#words.length));
    const known = this.#sets.indexOf(set);
    return known >= 0 ? known : this.#sets.push(set) - 1;
  }

  #findFirsts() {
    for (const name of this.#rules.keys()) this.#firsts.set(name, { words: new Set(), anything: false, nothing: false });
    for (let size = -1, now = 0; size !== now; ) {
      size = now;
      now = 0;
      for (const [name, { body }] of this.#rules) {
        const first = this.#first(body);
        this.#firsts.set(name, first);
        now += first.words.size + (first.anything ? 1 : 0) + (first.nothing ? 1 : 0);
      }
    }
  }

  /** What an expression may begin with: words, anything else, and whether it may read nothing at all. */
  #first(node) {
    const of = (words, anything, nothing) => ({ words: new Set(words), anything, nothing });
    switch (node.type) {
      case "rule_ref":
        return this.#firsts.get(node.name);
      case "semantic_and": {
        const word = wordOf(node);
        return word === undefined ? of([], !LOOKS_ONLY.test(node.code), LOOKS_ONLY.test(node.code)) : of([word], false, false);
      }
      case "literal":
      case "simple_not":
      case "simple_and":
        return of([], false, true);
      case "group":
      case "named":
      case "labeled":
      case "action":
      case "one_or_more":
        return this.#first(node.expression);
      case "optional":
      case "zero_or_more":
        return { ...this.#first(node.expression), nothing: true };
      case "choice": {
        const firsts = node.alternatives.map((one) => this.#first(one));
        const words = firsts.flatMap((one) => [...one.words]);
        return of(words, firsts.some((one) => one.anything), firsts.some((one) => one.nothing));
      }
      case "sequence": {
        const all = of([], false, true);
        for (const element of node.elements) {
          const first = this.#first(element);
          for (const word of first.words) all.words.add(word);
          all.anything ||= first.anything;
          if (!first.nothing) return { ...all, nothing: false };
        }
        return all;
      }
    }
    return of([], true, false);
  }
}

/** Whether a rule is written out wherever it is named: one test, one word, or another rule by another name. */
function isSmall(body) {
  const expression = body.type === "action" ? body.expression : body;
  return expression.type === "semantic_and" || body.type === "rule_ref";
}

function row(kind, ...cells) {
  const at = KINDS.indexOf(kind);
  if (at < 0) throw new Error(`no kind of row is called ${kind}`);
  return [at, ...cells];
}

/** A bit for each word: word `n` is bit `n % 32` of number `n / 32`. */
function bitsOf(words, wordCount) {
  const bits = new Int32Array((wordCount >> 5) + 1);
  for (const word of words) bits[word >> 5] |= 1 << (word & 31);
  return [...bits];
}

function wordOf(node) {
  return node.type === "semantic_and" ? WORD_TEST.exec(node.code)?.[1] : undefined;
}
