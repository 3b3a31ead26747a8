// The pages of docs/getting-started.md, with the little of a browser that they use.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { after, beforeEach, test } from "node:test";

const CLIENT = new URL("../../main/resources/dev/aistreaming/spring/frontend/client.js", import.meta.url);
const EVENTS = [': keep-alive\n\ndata: {"content":"Hello"}\n\nda', 'ta: {"content":" world"}\n\ndata: [DONE]\n\n'];
const FAILURE = ['data: {"content":"Hello"}\n\ndata: {"error":"Too late.","code":"timeout","retryable":true}\n\ndata: [DONE]\n\n'];

const REFUSAL = ["{}"];

let script;
const requests = [];
const server = createServer(async (request, response) => {
  const record = { method: request.method, url: request.url, headers: request.headers, body: "" };
  for await (const chunk of request) record.body += chunk;
  requests.push(record);
  response.writeHead(script === REFUSAL ? 400 : 200, { "Content-Type": "text/event-stream" });
  for (const piece of script) await new Promise((written) => response.write(piece, () => setImmediate(written)));
  response.end();
}).listen(0, "127.0.0.1");
await once(server, "listening");
const origin = `http://127.0.0.1:${server.address().port}`;
const send = fetch;
after(() => server.close());

beforeEach(() => {
  requests.length = 0;
  globalThis.fetch = (path, init) => send(origin + path, init);
  globalThis.form = {};
  globalThis.question = { value: "What is it?" };
  globalThis.answer = { textContent: "" };
  globalThis.document = { cookie: "theme=dark; XSRF-TOKEN=a-token" };
});

const read = (page) => readFileSync(new URL(`guide/${page}`, import.meta.url), "utf8");

async function open(page) {
  const html = read(page);
  const [, code] = /<script type="module">([^]*)<\/script>/.exec(html);
  const module = code.replace("/ai-streaming/client.js", CLIENT) + `// ${page} ${Math.random()}`;
  await import(`data:text/javascript,${encodeURIComponent(module)}`);
}

const ask = () => globalThis.form.onsubmit({ preventDefault() {} });

test("the guide shows the pages that are tested here", () => {
  const guide = readFileSync(new URL("../../../../docs/getting-started.md", import.meta.url), "utf8");
  assert.ok(guide.includes(read("first-page.html")));
  assert.ok(guide.includes(/<script type="module">[^]*<\/script>/.exec(read("post-page.html"))[0]));
});

test("the first page shows an answer whose events are cut anywhere", async () => {
  script = EVENTS;
  await open("first-page.html");
  await ask();
  assert.equal(globalThis.answer.textContent, "Hello world");
  assert.equal(requests[0].url, "/chat?question=What%20is%20it%3F");
});

test("the first page shows an error below what had come", async () => {
  script = FAILURE;
  await open("first-page.html");
  await ask();
  assert.equal(globalThis.answer.textContent, "Hello\nToo late.");
});

test("the first page tells what was refused", async () => {
  script = REFUSAL;
  await open("first-page.html");
  await ask();
  assert.equal(globalThis.answer.textContent, "Status 400");
});

test("the page that posts sends its token and the turns before", async () => {
  script = EVENTS;
  await open("post-page.html");
  await ask();
  await ask();
  assert.equal(globalThis.answer.textContent, "Hello world");
  assert.equal(requests[1].method, "POST");
  assert.equal(requests[1].headers["x-xsrf-token"], "a-token");
  assert.deepEqual(JSON.parse(requests[1].body), {
    question: "What is it?",
    history: [{ role: "user", content: "What is it?" }, { role: "assistant", content: "Hello world" }],
  });
});

test("the page that posts shows an error below what had come", async () => {
  script = FAILURE;
  await open("post-page.html");
  await ask();
  assert.equal(globalThis.answer.textContent, "Hello\nToo late.");
});

test("a bearer token goes along in a header", async () => {
  script = EVENTS;
  const { stream } = await import(CLIENT);
  const question = "Hi";
  const token = "a-token";
  const events = stream('/chat', { question }, { headers: { Authorization: `Bearer ${token}` } });
  for await (const event of events) assert.equal(event.type, "content");
  assert.equal(requests[0].headers.authorization, "Bearer a-token");
});

test("a fetch of one's own sends cookies to another origin", async () => {
  script = EVENTS;
  const { stream } = await import(CLIENT);
  const question = "Hi";
  const token = "a-token";
  const api = origin;
  let sent;
  globalThis.fetch = (url, init) => send(url, (sent = init));
  const withCookies = (url, init) => fetch(url, { ...init, credentials: 'include' });
  const events = stream(`${api}/chat`, { question }, { fetch: withCookies, headers: { 'X-XSRF-TOKEN': token } });
  for await (const event of events) assert.equal(event.type, "content");
  assert.equal(sent.credentials, "include");
  assert.equal(requests[0].headers["x-xsrf-token"], "a-token");
});
