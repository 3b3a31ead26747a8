// Reads JSON while it arrives: partial-json.d.ts says how.

const ESCAPES = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", "/": "/" };
const LITERALS = { true: true, false: false, null: null };
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const MAX_DEPTH = 500;

/** Each character is read once, and the value grows in place. */
export function partialJson() {
  const open = []; // objects and lists that have not ended, the innermost last
  const names = []; // of the member that each of them is at
  let root;
  let state = beforeValue;
  let text = ""; // of the string or scalar that is being read
  let half = ""; // of a character
  let escape = "";
  let isName = false;

  return (piece) => {
    for (const c of piece.split("")) {
      state = state(c);
      if (state === broken) break;
    }
    if (state === inString && !isName) put(text);
    return root;
  };

  function put(value) {
    if (open.length === 0) root = value;
    else {
      const target = open.at(-1);
      const name = names.at(-1);
      if (name === "__proto__") Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
      else target[name] = value;
    }
  }

  function beforeValue(c) {
    if (isBlank(c)) return beforeValue;
    if (c === "`" && open.length === 0) return inFence;
    if (c === "{" || c === "[") return begin(c === "{" ? {} : []);
    if (c === '"') return beginString(false);
    if (!/[-0-9tfn]/.test(c)) return broken;
    text = c;
    return inScalar;
  }

  /** A model may put its JSON into a code block. */
  function inFence(c) {
    return c === "\n" ? beforeValue : inFence;
  }

  function begin(value) {
    if (open.length === MAX_DEPTH) return broken;
    put(value);
    open.push(value);
    names.push(Array.isArray(value) ? 0 : "");
    return Array.isArray(value) ? beforeValueOrEnd : beforeNameOrEnd;
  }

  function end(c) {
    if (c !== (Array.isArray(open.at(-1)) ? "]" : "}")) return broken;
    open.pop();
    names.pop();
    return afterValue();
  }

  function beforeValueOrEnd(c) {
    return c === "]" ? end(c) : isBlank(c) ? beforeValueOrEnd : beforeValue(c);
  }

  function beforeNameOrEnd(c) {
    return c === "}" ? end(c) : beforeName(c, beforeNameOrEnd);
  }

  function beforeName(c, blank = beforeName) {
    return c === '"' ? beginString(true) : isBlank(c) ? blank : broken;
  }

  function beforeColon(c) {
    return c === ":" ? beforeValue : isBlank(c) ? beforeColon : broken;
  }

  function afterValue() {
    return open.length === 0 ? broken : beforeCommaOrEnd; // what comes after the document is nobody's
  }

  function beforeCommaOrEnd(c) {
    if (isBlank(c)) return beforeCommaOrEnd;
    if (c !== ",") return end(c);
    if (!Array.isArray(open.at(-1))) return beforeName;
    names[names.length - 1]++;
    return beforeValue;
  }

  function beginString(name) {
    text = half = escape = "";
    isName = name;
    return inString;
  }

  function inString(c) {
    if (escape) {
      escape += c;
      if (escape[1] === "u") {
        if (!/^\\u[0-9a-fA-F]{0,4}$/.test(escape)) return broken;
        if (escape.length < 6) return inString;
        add(String.fromCharCode(parseInt(escape.slice(2), 16)));
      } else if (Object.hasOwn(ESCAPES, c)) add(ESCAPES[c]);
      else return broken;
      escape = "";
    } else if (c === "\\") escape = c;
    else if (c === '"') {
      text += half;
      if (isName) names[names.length - 1] = text;
      else put(text);
      return isName ? beforeColon : afterValue();
    } else if (c < " ") return broken;
    else add(c);
    return inString;
  }

  function add(c) {
    const isHalf = c >= "\ud800" && c <= "\udbff";
    text += isHalf ? half : half + c;
    half = isHalf ? c : "";
  }

  /** 12 is no beginning of 123: a number is there when something else comes. */
  function inScalar(c) {
    if (/[-+.0-9a-zA-Z]/.test(c)) {
      text += c;
      return text.length > 1000 ? broken : inScalar;
    }
    if (Object.hasOwn(LITERALS, text)) put(LITERALS[text]);
    else if (NUMBER.test(text)) put(Number(text));
    else return broken;
    return open.length === 0 ? broken : beforeCommaOrEnd(c);
  }

  function broken() {
    return broken;
  }
}

const isBlank = (c) => c === " " || c === "\n" || c === "\r" || c === "\t";
