// What the documentation shows of pages: the modules in guide/ run as they are.

import assert from "node:assert/strict";
import { register } from "node:module";
import { beforeEach, mock, test } from "node:test";

const SERVED = new URL("../../main/resources/dev/aistreaming/spring/frontend/", import.meta.url).href;
const ID = "0123456789abcdef0123456789abcdef";

register(`data:text/javascript,${encodeURIComponent(`
  export const resolve = (name, context, next) =>
    next(name.startsWith("/ai-streaming/") ? ${JSON.stringify(SERVED)} + name.slice("/ai-streaming/".length) : name, context);
`)}`);

const run = (example) => import(`./guide/${example}.mjs`);
const line = (data) => `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
const answerOf = (...events) => () => new Response(events.map(line).join("") + line("[DONE]"), { headers: { "X-AI-Stream-Id": ID } });

let requests;
let output;

/** A page whose server answers a path so; everything else with 204. */
function page(answers, globals = {}) {
  requests = [];
  output = "";
  Object.assign(globalThis, { output: { append: (text) => (output += text) } }, globals);
  globalThis.fetch = async (url, init = {}) => {
    requests.push({ url: String(url), ...init });
    return answers[String(url)]?.() ?? new Response(null, { status: 204 });
  };
}

beforeEach(() => mock.restoreAll());

test("asks, shows the answer, and can stop it", async () => {
  const log = mock.method(console, "log", () => {});
  page({ "/api/chat/stream": answerOf({ content: "Add " }, { content: "it." }, { finishReason: "stop", usage: { outputTokens: 2 } }) }, { stopButton: {} });
  await run("ask");
  await stopButton.onclick();

  assert.equal(output, "Add it.");
  assert.deepEqual(log.mock.calls[0].arguments, ["stop", { outputTokens: 2 }]);
  assert.deepEqual(JSON.parse(requests[0].body), { question: "How do I add the starter?", resumable: true });
  assert.deepEqual([requests[1].method, requests[1].url], ["DELETE", `/api/chat/${ID}`]);
});

test("shows an error in words", async () => {
  const shown = [];
  page({ "/api/chat/stream": answerOf({ content: "a" }, { error: "Too busy.", code: "overloaded", retryable: true }) }, {
    show: ({ content }) => shown.push(content),
    showError: (...error) => shown.push(error),
  });
  await run("errors");

  assert.deepEqual(shown, ["a", ["Too busy.", true]]);
});

test("reads the answer again after a reload", async () => {
  const shown = [];
  const answer = answerOf({ content: "a" });
  page({ "/api/chat/stream": answer, [`/api/chat/${ID}/stream`]: answer }, {
    question: "Hello",
    sessionStorage: {},
    show: ({ content }) => shown.push(content),
  });
  await run("reload");

  assert.deepEqual(shown, ["a", "a"]);
  assert.equal(requests[1].method, "GET");
});

test("shows an object while it arrives", async () => {
  const shown = [];
  page({ "/recipe": answerOf({ content: '{"title":"So' }, { content: 'up"}' }, { object: { title: "Soup", steps: [] } }) }, {
    showRecipe: (recipe) => shown.push(structuredClone(recipe)),
  });
  await run("object");

  assert.deepEqual(shown, [{ title: "So" }, { title: "Soup" }, { title: "Soup", steps: [] }]);
});

test("asks the user whether a tool may run", async () => {
  const asked = [];
  const approval = { id: "a1", streamId: "s1", toolCall: { id: "call_1", name: "refund", arguments: { order: 7 } } };
  page({ "/orders/ask": answerOf({ approval }, { content: "Done." }) }, { confirm: (text) => asked.push(text) > 0 });
  await run("approval");

  assert.deepEqual(asked, ['Run refund with {"order":7}?']);
  assert.deepEqual([requests[1].method, requests[1].url], ["POST", "/answers/s1/approvals/a1?yes=true"]);
  assert.equal(output, "Done.");
});

test("uploads a file with the question", async () => {
  page({ "/ask": answerOf({ content: "A cat." }) }, { fileInput: { files: [new Blob(["picture"])] } });
  await run("upload");

  assert.equal(output, "A cat.");
  assert.equal(requests[0].body.get("question"), "What is in this picture?");
});

test("sends a CSRF token", async () => {
  page({ "/api/chat": answerOf({ content: "Hi" }) }, { document: { cookie: "a=b; XSRF-TOKEN=4%2F711" } });
  await run("csrf");

  assert.equal(new Headers(requests[0].headers).get("X-XSRF-TOKEN"), "4/711");
});

test("sends cookies to another origin", async () => {
  page({ "https://api.example.com/api/chat": answerOf({ content: "Hi" }) });
  await run("credentials");

  assert.equal(requests[0].credentials, "include");
  assert.equal(output, "Hi");
});

test("needs three lines", async () => {
  page({ "/chat": answerOf({ content: "Hi" }) });
  await run("shortest");

  assert.equal(output, "Hi");
});
