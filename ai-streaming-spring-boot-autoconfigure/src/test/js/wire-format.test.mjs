import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, test } from "node:test";

/** The clients of docs/wire-format.md and docs/resumable-streams.md, word for word. */

const servers = [];
after(() => servers.forEach((server) => server.close() && server.closeAllConnections()));

/** A server that plays these responses one after the other, and what it was asked. */
async function serve(...responses) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.headers["last-event-id"]);
    responses.shift()(response);
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}`, asked };
}

const stream = (body, headers = {}) => (response) => {
  response.writeHead(200, { "Content-Type": "text/event-stream", ...headers });
  response.end(body);
};
const broken = (body, headers) => (response) => {
  response.writeHead(200, { "Content-Type": "text/event-stream", ...headers });
  response.write(body, () => setTimeout(() => response.destroy(), 20));
};

async function answerOf(url, question, answer, showError) {
  const fetch = (path) => globalThis.fetch(url + path);
  const response = await fetch('/chat?question=' + encodeURIComponent(question));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  for (let chunk; !(chunk = await reader.read()).done;) {
    buffer += chunk.value;
    const events = buffer.split('\n\n');
    buffer = events.pop();
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (!data || data === '[DONE]') continue;
      const { content, error } = JSON.parse(data);
      if (content) answer.append(content);
      if (error) showError(error);
    }
  }
}

test("a dozen lines read an answer with heart-beats, ids and an error", async () => {
  const { url } = await serve(
    stream('id: 9f:0\n\nid: 9f:1\ndata: {"content":" Hé"}\n\n: keep-alive\n\ndata: {"content":"llo"}\n\n'
      + 'data: {"error":"The AI provider is overloaded.","code":"overloaded","retryable":true}\n\ndata: [DONE]\n\n'),
  );
  let text = "";
  const errors = [];
  await answerOf(url, "Hi?", { append: (more) => (text += more) }, (error) => errors.push(error));

  assert.equal(text, " Héllo");
  assert.deepEqual(errors, ["The AI provider is overloaded."]);
});

test("an EventSource is closed at the end", () => {
  let closed = false;
  const shown = [];
  class EventSource {
    constructor(url) {
      this.url = url;
    }
    close() {
      closed = true;
    }
  }
  const open = (question, show) => {
    const source = new EventSource('/chat?question=' + encodeURIComponent(question));
    source.onmessage = ({ data }) => data === '[DONE]' ? source.close() : show(JSON.parse(data));
    return source;
  };

  const source = open("Hi?", (event) => shown.push(event));
  source.onmessage({ data: '{"content":"Hello"}' });
  assert.equal(closed, false);
  source.onmessage({ data: "[DONE]" });

  assert.equal(source.url, "/chat?question=Hi%3F");
  assert.deepEqual(shown, [{ content: "Hello" }]);
  assert.equal(closed, true);
});

async function read(url, lastEventId, show) {
  for (let failed = 0; failed < 5; failed++) {
    try {
      const response = await fetch(url, { headers: lastEventId ? { 'Last-Event-ID': lastEventId } : {} });
      if (response.status === 204) return;
      if (!response.ok) throw new Error('status ' + response.status);
      const streamId = response.headers.get('X-AI-Stream-Id');
      lastEventId ||= streamId && streamId + ':0';
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let buffer = '';
      for (let chunk; !(chunk = await reader.read()).done;) {
        buffer += chunk.value;
        const events = buffer.split('\n\n');
        buffer = events.pop();
        for (const event of events) {
          const [, id, data] = /^(?:id: (.*)\n)?data: (.*)$/.exec(event) ?? [];
          if (data === '[DONE]') return;
          if (data) show(JSON.parse(data));
          lastEventId = id ?? lastEventId;
          failed = 0;
        }
      }
    } catch (error) {
      if (!lastEventId || !(error instanceof TypeError)) throw error; // a TypeError: the connection broke
    }
    if (!lastEventId) break; // the answer is not kept: asking again would be paid for again
    await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** failed));
  }
  throw new Error('The connection was lost.');
}

test("a connection that breaks is followed by one that goes on after the last event", async () => {
  const kept = { "X-AI-Stream-Id": "9f" };
  const { url, asked } = await serve(
    broken('id: 9f:0\n\nid: 9f:1\ndata: {"content":"Hello"}\n\nid: 9f:2\ndata: {"con', kept),
    stream('id: 9f:2\ndata: {"content":" world"}\n\nid: 9f:3\ndata: [DONE]\n\n', kept),
  );
  const shown = [];
  await read(url, null, (event) => shown.push(event.content));

  assert.deepEqual(shown, ["Hello", " world"]);
  assert.deepEqual(asked, [undefined, "9f:1"]);
});

test("an answer that is not kept is not asked for again", async () => {
  const { url, asked } = await serve(broken('data: {"content":"Hello"}\n\n'));

  await assert.rejects(read(url, null, () => {}), TypeError);
  assert.equal(asked.length, 1);
});

test("what is complete and has been seen ends at once", async () => {
  const { url } = await serve((response) => response.writeHead(204).end());

  await read(url, "9f:3", () => assert.fail("nothing is shown"));
});
