// Reads answers of an ai-streaming server: client.d.ts says how.

/** How long a stop waits for the head of a response, in milliseconds. */
const HEAD = 5000;

export class AiStreamError extends Error {
  constructor(message, { code, retryable = false, retryAfter, status } = {}) {
    super(message);
    Object.assign(this, { name: "AiStreamError", code, retryable, retryAfter, status });
  }
}

export const stream = (url, body, options) => open(url, { method: "POST", body }, options);

export const resume = (url, options) => open(url, { method: "GET" }, options);

function open(url, request, options = {}) {
  const { signal, headers, fetch: send = fetch, stopUrl, retries = 5, backoff = 250, lastEventId } = options;
  const hangUp = new AbortController();
  let stopped = false;
  let pending; // the response that is waited for, or was last
  let stopWaiting;
  const stop = new Promise((resolve) => (stopWaiting = resolve));

  const answer = {
    streamId: undefined,
    lastEventId,
    [Symbol.asyncIterator]: () => events,
    async stop() {
      stopped = true;
      stopWaiting();
      if (pending) await within(HEAD, pending.catch(() => {})); // its head says which answer it is
      hangUp.abort();
      if (stopUrl && answer.streamId) await send(stopUrl(answer.streamId), { method: "DELETE", headers }).catch(() => {});
    },
  };
  const events = read();
  return answer;

  async function* read() {
    signal?.addEventListener("abort", () => hangUp.abort(), { signal: hangUp.signal });
    let failures = 0;
    try {
      while (!stopped) {
        try {
          signal?.throwIfAborted();
          pending = connect();
          const response = await Promise.race([pending, stop]);
          if (stopped || response.status === 204) return;
          for await (const { id, data } of frames(response.body)) {
            if (stopped || data === "[DONE]") return;
            const event = data !== undefined && typed(JSON.parse(data));
            answer.lastEventId = id ?? answer.lastEventId; // before the loop may be left
            if (event) {
              failures = 0;
              yield event;
            }
          }
          throw new TypeError("an end without [DONE]");
        } catch (error) {
          if (stopped) return;
          if (signal?.aborted) throw signal.reason;
          const failure = toFailure(error);
          if (!mayGoOn(failure) || failures === retries) throw failure;
        }
        await pause(backoff * 2 ** failures++);
      }
    } finally {
      if (!stopped) hangUp.abort();
    }
  }

  async function connect() {
    const { method, body } = request;
    const json = body !== undefined && !/^\[object (String|FormData|Blob|URLSearchParams)]$/.test(Object.prototype.toString.call(body));
    const sent = new Headers(headers);
    sent.set("Accept", "text/event-stream");
    if (json && !sent.has("Content-Type")) sent.set("Content-Type", "application/json");
    if (answer.lastEventId) sent.set("Last-Event-ID", answer.lastEventId);
    const init = { method, headers: sent, body: json ? JSON.stringify(body) : body, signal: hangUp.signal };
    const response = await send(url, init);
    if (!response.ok) throw await refusal(response);
    answer.streamId = response.headers.get("X-AI-Stream-Id") ?? answer.streamId;
    if (answer.streamId) answer.lastEventId ??= `${answer.streamId}:0`;
    return response;
  }

  /** To ask again what is not kept would be paid for again; and what the server says itself is the end. */
  function mayGoOn({ code, status, cause }) {
    const isLost = Boolean(cause) && code === "network";
    return answer.lastEventId ? isLost || status >= 500 : isLost && request.method === "GET";
  }

  function pause(millis) {
    const aborted = new Promise((resolve) => hangUp.signal.addEventListener("abort", resolve));
    return within(millis, stop, aborted);
  }
}

/** Waits so long, or until one of the others has settled. */
function within(millis, ...others) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, millis)));
  return Promise.race([late, ...others]).finally(() => clearTimeout(timer));
}

function typed(event) {
  if (event === null || typeof event !== "object") throw new SyntaxError("no object");
  if (event.error !== undefined) throw new AiStreamError(event.error, event);
  const [first] = Object.keys(event);
  return { type: first === "finishReason" ? "finish" : first, ...event };
}

function toFailure(error) {
  if (error instanceof AiStreamError) return error;
  const [message, code] =
    error instanceof SyntaxError
      ? ["The server sent what is no event.", "malformed_response"]
      : ["The connection to the server was lost.", "network"];
  return Object.assign(new AiStreamError(message, { code, retryable: true }), { cause: error });
}

async function refusal(response) {
  const { status } = response;
  const { detail, code, retryable = status === 429 || status >= 500 } = await response.json().catch(() => ({}));
  const retryAfter = Number(response.headers.get("Retry-After")) || undefined;
  return new AiStreamError(detail ?? `The server answered with the status ${status}.`, { code, retryable, retryAfter, status });
}

/** What comes between blank lines: the last id and all data of it. What is not ended by one was cut. */
async function* frames(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let frame = {};
  for (let chunk; !(chunk = await reader.read()).done; ) {
    const lines = (rest + decoder.decode(chunk.value, { stream: true })).split("\n");
    rest = lines.pop();
    for (const raw of lines) {
      const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
      const [, field, value] = /^(id|data): ?(.*)$/.exec(line) ?? [];
      if (line === "") {
        yield frame;
        frame = {};
      } else if (field === "id") frame.id = value;
      else if (field) frame.data = frame.data === undefined ? value : `${frame.data}\n${value}`;
    }
  }
}
