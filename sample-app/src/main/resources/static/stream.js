// What goes over the wire: a question as a POST, and its answer as server-sent events, over as many connections as it takes.
// EventSource cannot POST, so fetch reads the stream.

const LOST = "The connection was lost before the answer was complete.";
const UNREACHABLE = "The server cannot be reached.";
const UNREADABLE = "The server sent something that is not an answer.";

/** How long to wait before each further connection, in milliseconds: together less than an answer goes on without a reader. */
const PAUSES = [250, 1000, 2000, 4000, 8000];

/** What went wrong, in words for people; "lost" where the answer may be there all the same. */
export class Failure extends Error {
  constructor(message, facts) {
    super(message);
    Object.assign(this, { retryable: true }, facts);
  }

  toJSON() {
    return { ...this, message: this.message };
  }
}

/** The events in a stream of bytes, with the id of the last one that had an id, however the bytes are cut into chunks. */
async function* readEvents(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let data = [];
  let id = "";
  try {
    for (let ended = false; !ended; ) {
      const { done, value } = await reader.read();
      ended = done;
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split(done ? /\r\n|\n|\r/ : /\r\n|\n|\r(?!$)/); // a CR at the end may be half a CRLF
      rest = lines.pop();
      for (const line of lines) {
        const [, name, value = ""] = /^(data|id)(?:: ?(.*))?$/s.exec(line) ?? []; // the rest is of no use here
        if (name === "data") data.push(value);
        if (name === "id") id = value;
        if (line === "" && data.length > 0) yield { id, data: data.splice(0).join("\n") };
      }
    }
  } finally {
    reader.cancel().catch(() => {}); // hangs up where the rest is not wanted; no matter if it broke
  }
}

/** The response, if it is a stream. */
async function checked(response) {
  const type = response.headers.get("Content-Type") ?? "";
  if (response.ok && type.startsWith("text/event-stream")) return response;
  const problem = type.includes("json") ? await response.json() : {};
  const details = (problem.errors ?? []).map((error) => error.detail ?? error.message ?? error);
  const summary = problem.detail ?? problem.title ?? `The server did not send an answer (status ${response.status}).`;
  throw new Failure([summary, ...details].join("\n"), {
    status: response.status,
    retryable: problem.retryable ?? (response.status === 429 || response.status >= 500),
    retryAfter: Number(response.headers.get("Retry-After")) || 0,
  });
}

function parts(question, files) {
  const form = new FormData();
  form.append("question", question);
  files.forEach((file) => form.append("files", file));
  return form;
}

/** Tells the server whether a tool may be called; returns what went wrong, in words for people. */
export async function decide({ id, streamId, toolCall }, approved) {
  const headers = { "Content-Type": "application/json" };
  const url = `api/chat/${encodeURIComponent(streamId)}/approvals/${encodeURIComponent(id)}`;
  try {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ approved }) });
    if (response.ok) return null;
    return response.status === 404 ? `Nobody waits for this call of “${toolCall.name}” any more.` : UNREADABLE;
  } catch {
    return UNREACHABLE;
  }
}

/** One answer, new, or one of which the server has told the stream's id. */
export class Answer {
  #connection = new AbortController();
  #streamId; // undefined until the server has told it, null if it keeps none
  #lastEventId = "";
  #stopped = false;

  constructor(streamId) {
    this.#streamId = streamId ?? undefined;
  }

  /** Ends the answer, also on the server, where it would go on for a while for a reader who may come back. */
  stop() {
    this.#stopped = true;
    if (this.#streamId === undefined) return; // who hangs up now will not learn what to end: see #connect
    this.#connection.abort();
    if (this.#streamId) {
      const ended = fetch(`api/chat/${this.#streamId}`, { method: "DELETE", keepalive: true });
      ended.catch(() => {}); // the server is out of reach, and will find that nobody reads
    }
  }

  /**
   * What the answer consists of, and null for its end, once. Asks only where there is no stream to read.
   * "onStart" is told the stream's id, "onBreak" that the connection broke and the next one is tried.
   */
  async *events(question, { onStart, onBreak }) {
    let ended = false;
    for (let failed = 0; !ended; failed++) {
      try {
        const response = await this.#connect(question, onStart);
        if (response.status === 204) { // all has been seen
          yield null;
          return;
        }
        for await (const { id, data } of readEvents(response.body)) {
          failed = 0;
          this.#lastEventId = id;
          ended ||= data === "[DONE]"; // and reads on: to hang up now would look like a reader who left
          yield ended ? null : JSON.parse(data);
        }
      } catch (error) {
        if (this.#stopped || ended) return;
        this.#passOnUnlessItMayPass(error);
      }
      if (this.#stopped || ended) return;
      if (!this.#streamId) throw new Failure(LOST);
      if (failed === PAUSES.length) throw new Failure(LOST, { lost: true });
      onBreak();
      await new Promise((resolve) => setTimeout(resolve, PAUSES[failed]));
      if (this.#stopped) return;
    }
  }

  async #connect(question, onStart) {
    const { signal } = this.#connection;
    const Accept = "text/event-stream, application/problem+json";
    if (this.#streamId) {
      const headers = { Accept, ...(this.#lastEventId && { "Last-Event-ID": this.#lastEventId }) };
      const response = await fetch(`api/chat/${this.#streamId}/stream`, { headers, signal });
      return response.status === 204 ? response : checked(response);
    }
    const { files = [], ...fields } = question;
    const json = new Blob([JSON.stringify({ ...fields, resumable: true })], { type: "application/json" });
    const headers = { Accept, ...(files.length === 0 && { "Content-Type": json.type }) };
    const body = files.length === 0 ? json : parts(json, files);
    const response = await checked(await fetch("api/chat/stream", { method: "POST", headers, body, signal }));
    this.#streamId = response.headers.get("X-AI-Stream-Id");
    if (this.#stopped) this.stop();
    else if (this.#streamId) onStart(this.#streamId);
    return response;
  }

  /** A connection that broke may be followed by a better one, where it is known what to read on it. */
  #passOnUnlessItMayPass(error) {
    if (error instanceof SyntaxError) throw new Failure(UNREADABLE);
    if (error instanceof Failure && !(this.#streamId && error.status >= 500)) throw error;
    if (this.#streamId === undefined) throw new Failure(UNREACHABLE);
  }
}
