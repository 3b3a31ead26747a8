import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";

const FILE = new URL("../../main/resources/dev/aistreaming/spring/frontend/client.js", import.meta.url);
const { AiStreamError, resume, stream } = await import(FILE);

const ID = "0123456789abcdef0123456789abcdef";
const servers = [];
after(() => servers.forEach((server) => server.close() && server.closeAllConnections()));

/** A server that plays these scripts one after the other; the last one is played again. Requests are kept. */
async function serve(...scripts) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const script = scripts.length > 1 && request.method !== "DELETE" ? scripts.shift() : scripts[0];
    const record = { method: request.method, url: request.url, headers: request.headers, body: "" };
    requests.push(record);
    response.on("close", () => (record.left = !response.writableFinished));
    for await (const chunk of request) record.body += chunk;
    if (request.method === "DELETE") return response.writeHead(204).end();
    await script(response, record);
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}/chat`, requests };
}

const head = (response, more = {}) => response.writeHead(200, { "Content-Type": "text/event-stream", ...more }).flushHeaders();
const kept = { "X-AI-Stream-Id": ID };
const event = (data, number) => (number === undefined ? "" : `id: ${ID}:${number}\n`) + `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
const whole = (body) => (response) => {
  head(response);
  response.end(body);
};
const flushed = (response, text) => new Promise((resolve) => response.write(text, () => setImmediate(resolve)));

async function read(answer, onEvent = () => {}) {
  const events = [];
  try {
    for await (const event of answer) {
      events.push(event);
      if (onEvent(event, events) === "leave") break;
    }
    return { events };
  } catch (error) {
    return { events, error };
  }
}

const content = (events) => events.map(({ content = "" }) => content).join("");
const quick = { backoff: 1 };

async function until(condition) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test("is small, and does nothing that a content security policy forbids", () => {
  const source = readFileSync(FILE, "utf8");
  assert.ok(gzipSync(source, { level: 9 }).length <= 3072);
  assert.doesNotMatch(source, /\beval\b|new Function|innerHTML|\bimport\b/);
});

test("gives each event its type", async () => {
  const events = [{ content: "a" }, { reasoning: "r" }, { toolCall: { id: "1", name: "n", arguments: {} } }, { data: { name: "n", value: 1 } }, { news: 1 }, { finishReason: "stop", usage: {}, model: "m", provider: "p" }];
  const { url } = await serve(whole(events.map((e) => event(e)).join("") + event("[DONE]")));
  const { events: got, error } = await read(stream(url, {}));
  assert.equal(error, undefined);
  assert.deepEqual(got.map(({ type }) => type), ["content", "reasoning", "toolCall", "data", "news", "finish"]);
  assert.deepEqual(got[2].toolCall, events[2].toolCall);
});

test("reads the same in any cut and with any line end", async () => {
  const plain = `: hello\n\n${event({ content: "Ça va 🍲?" })}id: x\n\n${event({ content: " \n" })}${event("[DONE]")}`;
  for (const text of [plain, plain.replaceAll("\n", "\r\n"), `\ufeff${plain}`]) {
    const bytes = Buffer.from(text);
    for (let size = 1; size < 12; size++) {
      const body = new ReadableStream({
        start(controller) {
          for (let at = 0; at < bytes.length; at += size) controller.enqueue(new Uint8Array(bytes.subarray(at, at + size)));
          controller.close();
        },
      });
      const { events, error } = await read(stream("http://x/", {}, { fetch: async () => new Response(body) }));
      assert.equal(error, undefined);
      assert.equal(content(events), "Ça va 🍲? \n");
    }
  }
});

test("posts JSON with the headers it was given, and a form as it is", async () => {
  const { url, requests } = await serve(whole(event("[DONE]")));
  await read(stream(url, { question: "ä" }, { headers: { "X-CSRF-TOKEN": "t" } }));
  const form = new FormData();
  form.append("question", "hi");
  await read(stream(url, form));
  assert.equal(requests[0].body, '{"question":"ä"}');
  assert.equal(requests[0].headers["content-type"], "application/json");
  assert.equal(requests[0].headers.accept, "text/event-stream");
  assert.equal(requests[0].headers["x-csrf-token"], "t");
  assert.match(requests[1].headers["content-type"], /^multipart\/form-data/);
});

test("throws what the server says went wrong, after what had arrived", async () => {
  const { url } = await serve(whole(event({ content: "a" }) + event({ error: "Too busy.", code: "overloaded", retryable: true, retryAfter: 7 }) + event("[DONE]")));
  const { events, error } = await read(stream(url, {}));
  assert.equal(content(events), "a");
  assert.ok(error instanceof AiStreamError);
  assert.deepEqual([error.message, error.code, error.retryable, error.retryAfter], ["Too busy.", "overloaded", true, 7]);
});

test("an error of the server's own network is the end of the answer", async () => {
  const { url, requests } = await serve((response) => {
    head(response, kept);
    response.end(event({ error: "The provider is out of reach.", code: "network", retryable: true }, 1) + event("[DONE]", 2));
  });
  const { error } = await read(stream(url, {}, quick));
  assert.deepEqual([error.message, requests.length], ["The provider is out of reach.", 1]);
});

test("throws what problem details say, or at least the status", async () => {
  const { url } = await serve(
    (response) => response.writeHead(429, { "Content-Type": "application/problem+json", "Retry-After": "3" }).end('{"detail":"Too many.","code":"busy","retryable":true}'),
    (response) => response.writeHead(502).end("<html>"),
  );
  const { error: busy } = await read(stream(url, {}));
  assert.deepEqual([busy.message, busy.code, busy.retryable, busy.retryAfter, busy.status], ["Too many.", "busy", true, 3, 429]);
  const { error: proxy } = await read(stream(url, {}));
  assert.deepEqual([proxy.status, proxy.retryable], [502, true]);
  assert.match(proxy.message, /502/);
});

test("goes on over connections that break, without a gap or a repetition", async () => {
  const part = (from, to, end) => async (response) => {
    head(response, kept);
    if (from === 1) await flushed(response, `id: ${ID}:0\n\n`);
    for (let i = from; i <= to; i++) await flushed(response, event({ content: `${i} ` }, i));
    await flushed(response, end ?? `id: ${ID}:99\ndata: {"content":"cut`);
    if (end) response.end();
    else response.destroy();
  };
  const { url, requests } = await serve(part(1, 3), part(4, 4), (response) => response.writeHead(503).end(), part(5, 6, event("[DONE]", 7)));
  const answer = stream(url, { question: "hi" }, quick);
  const { events, error } = await read(answer);
  assert.equal(error, undefined);
  assert.equal(content(events), "1 2 3 4 5 6 ");
  assert.deepEqual(requests.map(({ headers }) => headers["last-event-id"]), [undefined, `${ID}:3`, `${ID}:4`, `${ID}:4`]);
  assert.deepEqual(new Set(requests.map(({ body }) => body)), new Set(['{"question":"hi"}']));
  assert.equal(answer.streamId, ID);
});

test("comes back before the first event", async () => {
  const { url, requests } = await serve(
    (response) => {
      head(response, kept);
      setImmediate(() => response.destroy());
    },
    whole(event({ content: "a" }, 1) + event("[DONE]", 2)),
  );
  assert.equal(content((await read(stream(url, {}, quick))).events), "a");
  assert.equal(requests[1].headers["last-event-id"], `${ID}:0`);
});

test("gives up after so many connections without an event between them", async () => {
  const { url, requests } = await serve((response) => {
    head(response, kept);
    setImmediate(() => response.destroy());
  });
  const { error } = await read(stream(url, {}, { backoff: 1, retries: 2 }));
  assert.deepEqual([error.code, error.retryable, requests.length], ["network", true, 3]);
});

test("an answer that is not kept is not asked for again", async () => {
  const { url, requests } = await serve(whole(event({ content: "a" })));
  const { events, error } = await read(stream(url, {}, quick));
  assert.deepEqual([content(events), error.code, requests.length], ["a", "network", 1]);
});

test("nothing more is to come after a 204", async () => {
  const { url } = await serve((response) => response.writeHead(204).end());
  assert.deepEqual(await read(resume(url, { lastEventId: `${ID}:3` })), { events: [] });
});

test("resumes by a GET after the event that it was given", async () => {
  const { url, requests } = await serve(whole(event({ content: "b" }, 4) + event("[DONE]", 5)));
  const answer = resume(url, { lastEventId: `${ID}:3` });
  assert.equal(answer.lastEventId, `${ID}:3`);
  assert.equal(content((await read(answer)).events), "b");
  assert.deepEqual([requests[0].method, requests[0].headers["last-event-id"], requests[0].body], ["GET", `${ID}:3`, ""]);
  assert.equal(answer.lastEventId, `${ID}:4`);
});

const endless = async (response) => {
  head(response, kept);
  for (let i = 1; !response.destroyed && i < 500; i++) {
    await flushed(response, event({ content: `${i} ` }, i));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

test("an abort rejects with its reason and hangs up", async () => {
  const { url, requests } = await serve(endless);
  const abort = new AbortController();
  const { events, error } = await read(stream(url, {}, { signal: abort.signal }), ({ content }) => void (content === "3 " && abort.abort()));
  assert.equal(error.name, "AbortError");
  assert.match(content(events), /^1 2 3 /);
  await until(() => requests[0].left);
  const { error: early } = await read(stream(url, {}, { signal: AbortSignal.abort(new Error("mine")) }));
  assert.equal(early.message, "mine");
  assert.equal(requests.length, 1);
});

test("leaving the loop hangs up, and remembers what was read", async () => {
  const { url, requests } = await serve(endless);
  const answer = stream(url, {});
  await read(answer, ({ content }) => (content === "3 " ? "leave" : undefined));
  assert.equal(answer.lastEventId, `${ID}:3`);
  await until(() => requests[0].left);
});

test("stop ends the loop without an error, and the answer on the server", async () => {
  const { url, requests } = await serve(endless);
  const answer = stream(url, {}, { stopUrl: (id) => `${url}/${id}`, headers: { "X-CSRF-TOKEN": "t" } });
  let stopped;
  const { events, error } = await read(answer, ({ content }) => void (content === "3 " && (stopped = answer.stop())));
  await stopped;
  assert.deepEqual([content(events), error], ["1 2 3 ", undefined]);
  const { method, url: path, headers } = requests.at(-1);
  assert.deepEqual([method, path, headers["x-csrf-token"]], ["DELETE", `/chat/${ID}`, "t"]);
  assert.ok(requests[0].left);
});

test("stop ends the loop while nothing comes, and tells the server once it is known which answer it is", async () => {
  let answered;
  const { url, requests } = await serve((response) => void (answered = () => head(response, kept)));
  const answer = stream(url, {}, { stopUrl: (id) => `${url}/${id}` });
  const result = read(answer);
  await until(() => answered);
  const stopped = answer.stop();
  assert.deepEqual(await result, { events: [] });
  answered();
  await stopped;
  assert.equal(requests.at(-1).method, "DELETE");
});

test("stop before the loop begins asks nobody", async () => {
  const { url, requests } = await serve(endless);
  const answer = stream(url, {});
  await answer.stop();
  assert.deepEqual(await read(answer), { events: [] });
  assert.equal(requests.length, 0);
});

test("stop ends the wait between two connections", async () => {
  const { url } = await serve((response) => {
    head(response, kept);
    setImmediate(() => response.destroy());
  });
  const answer = stream(url, {}, { backoff: 1_000_000 });
  const result = read(answer);
  await until(() => answer.streamId);
  await answer.stop();
  assert.deepEqual(await result, { events: [] });
});

test("what is no event ends the answer as an error, and is not asked for for ever", async () => {
  for (const data of ["{nonsense", "null", "3"]) {
    const { url, requests } = await serve((response) => {
      head(response, kept);
      response.end(event(data, 1) + event("[DONE]", 2));
    });
    const { error } = await read(stream(url, {}, quick));
    assert.deepEqual([error.code, requests.length], ["malformed_response", 1]);
  }
});

test("reads no faster than the loop takes", async () => {
  let sent = 0;
  const big = event({ content: "x".repeat(1_000_000) });
  const { url } = await serve(async (response) => {
    head(response);
    for (; sent < 200 && !response.destroyed; sent++) if (!response.write(big)) await Promise.race([once(response, "drain"), once(response, "close")]);
    response.end(event("[DONE]"));
  });
  let seen = 0;
  for await (const _ of stream(url, {})) {
    if (++seen === 3) {
      const before = sent;
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.ok(sent - before < 100, `${sent} MB were sent while 3 had been taken`);
      break;
    }
  }
});
