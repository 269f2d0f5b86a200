// Makes of grammar/*.peggy the functions that sentences are read by, one a rule, of the parts in src/language/parts.ts. Peggy's own parsers are a
// function an action as well, keep a count of where a mistake may lie at every step, and try each alternative; here each choice knows which
// words may begin its alternatives, so that a sentence goes straight to its own, and a mistake is looked for only when there is one.
//
// A rule becomes a part first. A number is the word with that number, 0 nothing at all; a text is the function that reads it; a row begins with its
// kind.
import peggy from "peggy";

/** Tests that look and never move, nor need be asked where the words that may follow them are known. */
const LOOKS_ONLY = /^\s*return begins\(/;
const WORD_TEST = /^\s*return word\("([a-z0-9-]+)"\);\s*$/;
const TAKEN = /^\s*return take\((.*)\);\s*$/;
const FOUND = /^\s*return m\.found;\s*$/;

/** So many alternatives are asked one after the other; for more there is a list of those that fit a word. */
const FEW = 4;

/** The source text of src/generated/parser.js. */
export function generateParser(grammars, startRules) {
  const plugin = {
    use(config) {
      // Peggy takes a test for something that never moves, and would see loops without end wherever one stands first.
      config.passes.prepare = config.passes.prepare.filter((pass) => pass.name !== "reportInfiniteRecursion");
      config.passes.check = config.passes.check.filter((pass) => pass.name !== "reportInfiniteRepetition");
      config.passes.generate = [
        (ast, options) => {
          ast.code = new Rules(ast).source(options.allowedStartRules);
        },
      ];
    },
  };
  return peggy.generate(grammars, { output: "source", format: "es", allowedStartRules: startRules, plugins: [plugin] });
}

class Rules {
  #words = [];
  #functions = [];
  #choices = [];
  /** Functions of alternatives that several choices have, by where they stand in the grammar. */
  #shared = new Map();
  #sets = [];
  /** Expressions by the name of their rule. */
  #rules = new Map();
  #firsts = new Map();
  #timesChosen = new Map();

  constructor(ast) {
    this.ast = ast;
    for (const rule of ast.rules) this.#rules.set(rule.name, rule.expression);
    for (const body of this.#rules.values()) {
      const word = wordOf(body);
      if (word !== undefined && !this.#words.includes(word)) this.#words.push(word);
    }
    this.#findFirsts();
    for (const { expression } of ast.rules) this.#countChosen(expression);
  }

  /** How many choices have each alternative: those of a rule that is a choice stand in every choice that names it. */
  #countChosen(node) {
    if (node.type === "choice") for (const one of this.#alternatives(node)) this.#timesChosen.set(one, (this.#timesChosen.get(one) ?? 0) + 1);
    for (const below of [node.expression ?? [], node.alternatives ?? [], node.elements ?? []].flat()) this.#countChosen(below);
  }

  source(startRules) {
    // A small rule stands wherever it is named, and nowhere else.
    const rules = [...this.#rules].flatMap(([name, body]) =>
      isSmall(body) ? [] : [`function read${name}() {${new Body().of(this.#part(body))}}`],
    );
    const starts = startRules.map((name) => `${name}() {${new Body().of(this.#part({ type: "rule_ref", name }))}}`);
    const prelude = [this.ast.initializer ?? []].flat().map(({ code }) => code);
    return [
      "// Made by build-parser.mjs from grammar/*.peggy.",
      'import { Choice, failed, none, taken, Words } from "../language/parts.js";',
      `export const words = ${JSON.stringify(this.#words.join(" "))}.split(" ");`,
      // As a text: V8 keeps it in a tenth of the room that nested arrays take in its kept code, and a process reads the few sets that it needs.
      `const w = new Words(words, ${JSON.stringify(this.#sets.join("\n"))});`,
      ...this.#choices.map((sets, index) => `const c${index} = new Choice(${JSON.stringify(sets)});`),
      "let m, lexer;",
      ...prelude,
      ...this.#functions.map((text, index) => `function f${index}${text}`),
      ...[...this.#shared.values()].map(({ name, body }) => `function ${name}() {${body}}`),
      ...rules,
      `const starts = {\n${starts.join(",\n")}\n};`,
      // A sentence that is offered instead of a wrong one is read while its file is being read.
      "export function readBy(machine, rule) {",
      "  const outer = m;",
      "  m = machine;",
      "  lexer = machine.lexer;",
      "  try {",
      "    return starts[rule]();",
      "  } finally {",
      "    m = outer;",
      "    lexer = outer?.lexer;",
      "  }",
      "}",
      "",
    ].join("\n");
  }

  #function(text) {
    const known = this.#functions.indexOf(text);
    return known >= 0 ? known : this.#functions.push(text) - 1;
  }

  /** An expression as a part. */
  #part(node) {
    switch (node.type) {
      case "rule_ref": {
        const body = this.#rules.get(node.name);
        return isSmall(body) ? this.#part(body) : `read${node.name}`;
      }
      case "semantic_and": {
        const word = wordOf(node);
        return word === undefined ? ["test", this.#function(`() {${node.code}}`)] : this.#word(word);
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
        const sets = alternatives.map((one) => this.#set(one));
        const known = alternatives.length > FEW ? this.#choices.push(sets) - 1 : -1;
        return ["choice", alternatives.map((one) => this.#alternative(one)), sets, known];
      }
      case "optional":
      case "zero_or_more":
      case "one_or_more":
      case "simple_not":
      case "simple_and":
        return [node.type, this.#part(node.expression), this.#set(node.expression)];
      case "sequence":
        return this.#sequence(node);
      case "action":
        return this.#action(node);
    }
    throw new Error(`there is no part for ${node.type}, at ${JSON.stringify(node.location.start)}`);
  }

  /** What a choice is between, with those of a choice within it in its place. */
  #alternatives(node) {
    return node.alternatives.flatMap((one) => {
      const body = one.type === "rule_ref" ? this.#rules.get(one.name) : one;
      return body.type === "choice" ? this.#alternatives(body) : [one];
    });
  }

  /** One that more than one choice has is a function of its own. */
  #alternative(node) {
    const part = this.#part(node);
    if (!Array.isArray(part) || this.#timesChosen.get(node) < 2) return part;
    if (!this.#shared.has(node)) this.#shared.set(node, { name: `alternative${this.#shared.size}`, body: new Body().of(part) });
    return this.#shared.get(node).name;
  }

  #sequence(node) {
    const picked = node.elements.flatMap((one, index) => (one.pick ? [index] : []));
    const parts = node.elements.map((one) => this.#part(one));
    if (picked.length > 1) throw new Error(`a sequence gives one value, at ${JSON.stringify(node.location.start)}`);
    return picked.length === 1 ? ["pick", parts, picked[0]] : ["sequence", parts];
  }

  #action({ expression, code }) {
    const taken = expression.type === "semantic_and" && FOUND.test(code) ? TAKEN.exec(expression.code) : null;
    if (taken !== null) return ["take", this.#function(`() { return ${taken[1]}; }`)];
    const elements = expression.type === "sequence" ? expression.elements : [expression];
    const labels = elements.flatMap((one) => (one.type === "labeled" && one.label !== null ? [one.label] : []));
    const kept = elements.map((one) => (one.type === "labeled" && one.label !== null ? 1 : 0));
    const parts = elements.map((one) => this.#part(one));
    return ["action", parts, kept, this.#function(`(${labels.join(", ")}) {${code}}`)];
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
      for (const [name, body] of this.#rules) {
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

/** The body of a rule's function. A part becomes statements that leave its value, or `failed`, in a variable. */
class Body {
  #count = 0;

  of(part) {
    return `let v;${this.#read(part, "v")}return v;`;
  }

  #fresh(letter) {
    return `${letter}${this.#count++}`;
  }

  #read(part, to) {
    if (part === 0) return `${to}="";`;
    if (typeof part === "number") return `${to}=w.read(m,${part});`;
    if (typeof part === "string") return `${to}=${part}();`;
    switch (part[0]) {
      // A question to the scanner, which may move on.
      case "test":
        return `m.from=m.at;${to}=f${part[1]}()?undefined:failed;`;
      case "take":
        return `${to}=taken(m,f${part[1]}());`;
      case "sequence":
        return this.#all(part[1], to, (values) => `${to}=[${values.join(",")}];`);
      case "pick":
        return this.#all(part[1], to, (values) => `${to}=${values[part[2]]};`);
      case "action": {
        const kept = (values) => values.filter((_, index) => part[2][index] === 1);
        return this.#all(part[1], to, (values, start) => `m.from=${start};${to}=f${part[3]}(${kept(values).join(",")});`);
      }
      case "choice":
        return this.#choice(part, to);
      case "optional": {
        const value = this.#fresh("v");
        return `${to}=null;${this.#ifAhead(part[2], `let ${value};${this.#read(part[1], value)}if(${value}!==failed)${to}=${value};`)}`;
      }
      case "zero_or_more":
        return this.#repeated(part, to, "none");
      case "one_or_more":
        return this.#repeated(part, to, "failed");
      case "simple_not":
        return this.#look(part, to, "failed", "undefined");
      case "simple_and":
        return this.#look(part, to, "undefined", "failed");
    }
    throw new Error(`no kind of part is called ${part[0]}`);
  }

  /** One part after the other; where one fails, the place is as it was before the first. */
  #all(parts, to, make) {
    const [block, start] = [this.#fresh("b"), this.#fresh("s")];
    const values = parts.map(() => this.#fresh("v"));
    const steps = parts.map((part, index) => {
      const back = index === 0 ? "" : `m.at=${start};`;
      return `let ${values[index]};${this.#read(part, values[index])}if(${values[index]}===failed){${back}${to}=failed;break ${block};}`;
    });
    return `${block}:{const ${start}=m.at;${steps.join("")}${make(values, start)}}`;
  }

  #choice([, parts, sets, known], to) {
    const block = this.#fresh("b");
    if (known < 0) {
      const tried = parts.map((part, index) => {
        const done = index === parts.length - 1 ? "" : `if(${to}!==failed)break ${block};`;
        return this.#ifAhead(sets[index], `${this.#read(part, to)}${done}`);
      });
      return `${block}:{${to}=failed;${tried.join("")}}`;
    }
    const [fitting, index] = [this.#fresh("v"), this.#fresh("i")];
    const cases = parts.map((part, at) => `case ${at}:${this.#read(part, to)}break;`);
    return (
      `${to}=failed;const ${fitting}=w.fitting(m,c${known});` +
      `${block}:for(let ${index}=0;${index}<${fitting}.length;${index}++){switch(${fitting}[${index}]){${cases.join("")}}if(${to}!==failed)break ${block};}`
    );
  }

  #repeated([, part, set], to, otherwise) {
    const [block, all, start, value] = [this.#fresh("b"), this.#fresh("v"), this.#fresh("s"), this.#fresh("v")];
    const ahead = set < 0 ? "true" : `w.isAhead(m,${set})`;
    return (
      `let ${all};${block}:while(${ahead}){const ${start}=m.at;let ${value};${this.#read(part, value)}if(${value}===failed)break ${block};` +
      `if(${all}===undefined)${all}=[${value}];else ${all}.push(${value});if(m.at===${start})break ${block};}${to}=${all}??${otherwise};`
    );
  }

  /** Looks without moving. */
  #look([, part, set], to, found, otherwise) {
    const [start, value] = [this.#fresh("s"), this.#fresh("v")];
    const look = `const ${start}=m.at;let ${value};${this.#read(part, value)}m.at=${start};${to}=${value}===failed?${otherwise}:${found};`;
    return `${to}=${otherwise};${this.#ifAhead(set, look)}`;
  }

  #ifAhead(set, code) {
    return set < 0 ? `{${code}}` : `if(w.isAhead(m,${set})){${code}}`;
  }
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
