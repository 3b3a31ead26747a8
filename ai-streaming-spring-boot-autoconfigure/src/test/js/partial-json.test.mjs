import assert from "node:assert/strict";
import { test } from "node:test";
import { partialJson } from "../../main/resources/dev/aistreaming/spring/frontend/partial-json.js";

const read = (...pieces) => {
  const next = partialJson();
  return pieces.map(next).at(-1);
};

const DOCUMENTS = [
  '{"title":"Soup","steps":["chop","cook"],"minutes":12.5e1,"hot":true,"cold":false,"left":null}',
  '[]',
  '{}',
  '[[[1,-2,0.5]],{"a":{"b":[{}]}}]',
  '{"é\\u00e9\\"\\\\\\/":"\\b\\f\\n\\r\\t🍲\\ud83c\\udf72"}',
  ' { "a" : [ 1 , 2 ] } ',
  '"text alone"',
];

test("shows what has arrived", () => {
  for (const [text, expected] of [
    ["", undefined],
    [" \n", undefined],
    ["{", {}],
    ['{"ti', {}],
    ['{"title":', {}],
    ['{"title":"', { title: "" }],
    ['{"title":"Soup', { title: "Soup" }],
    ['{"steps":[{"a":["x"],', { steps: [{ a: ["x"] }] }],
    ['{"minutes":1', {}],
    ['{"minutes":12,', { minutes: 12 }],
    ["[true,fals", [true]],
    ['["a\\u00e', ["a"]],
    ['["\\ud83c', [""]],
    ['["\\ud83c\\udf72', ["🍲"]],
    ['```json\n{"a":1}\n```', { a: 1 }],
    ['{"a":1} and more', { a: 1 }],
    ["no json", undefined],
    ['{"a":1,]', { a: 1 }],
    ["[01]", []],
    ["[1,]", [1]],
  ])
    assert.deepEqual(read(text), expected, text);
});

test("is the document in the end, however it is cut", () => {
  for (const text of DOCUMENTS)
    for (let size = 1; size <= text.length; size++) {
      const next = partialJson();
      let value;
      for (let at = 0; at < text.length; at += size) value = next(text.slice(at, at + size));
      assert.deepEqual(value, JSON.parse(text), `${text} in pieces of ${size}`);
    }
});

test("each prefix is the beginning of the document", () => {
  const begins = (part, whole) => {
    if (part === undefined) return true;
    if (typeof part === "string") return typeof whole === "string" && whole.startsWith(part);
    if (Array.isArray(part)) return Array.isArray(whole) && part.every((value, i) => begins(value, whole[i]));
    if (part && typeof part === "object") return Object.keys(part).every((name) => begins(part[name], whole[name]));
    return part === whole;
  };
  for (const text of DOCUMENTS)
    for (let end = 0; end <= text.length; end++)
      assert.ok(begins(read(text.slice(0, end)), JSON.parse(text)), text.slice(0, end));
});

test("the same object grows", () => {
  const next = partialJson();
  const first = next('{"a":[');
  assert.equal(next("1,2]}"), first);
  assert.deepEqual(first, { a: [1, 2] });
});

test("a name cannot reach the prototype", () => {
  const value = read('{"__proto__":{"polluted":true},"constructor":1}');
  assert.equal({}.polluted, undefined);
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  assert.deepEqual(Object.keys(value), ["__proto__", "constructor"]);
});

test("nothing is too deep or too long", () => {
  assert.ok(Array.isArray(read("[".repeat(100_000))));
  assert.deepEqual(read(`[${"1".repeat(100_000)}]`), []);
});

test("random text throws nothing", () => {
  const alphabet = '{}[]",:\\u0123tfn-e.` \n🍲';
  let seed = 1;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  for (let i = 0; i < 20_000; i++) {
    const next = partialJson();
    for (let j = 0; j < 10; j++) next(Array.from({ length: random(6) }, () => alphabet[random(alphabet.length)]).join(""));
  }
});

test("a long text in small pieces is read once", () => {
  const next = partialJson();
  next('{"text":"');
  for (let i = 0; i < 300_000; i++) next("word ");
  assert.equal(next('"}').text.length, 1_500_000);
});
