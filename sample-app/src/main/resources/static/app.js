// The chat page of the sample app: a question goes out as a POST, its answer comes back as server-sent events.
// EventSource cannot POST, so fetch reads the stream. Nothing that the server sends is ever read as HTML.

import { codeBlock, copyButton, el, renderMarkdown } from "./render.js";

const RUN_WITH_KEY = "OPENAI_API_KEY=... mvn -pl sample-app -am spring-boot:run -Dspring-boot.run.profiles=openai";
const LOST = "The connection was lost before the answer was complete.";
const UNREADABLE = "The server sent something that is not an answer.";
const CUT = {
  length: "The answer reached the token limit and is cut off here.",
  content_filter: "A content filter ended the answer here.",
};

const $ = (id) => document.getElementById(id);
const input = $("question");

let providers = [];
let turns = []; // {question, node, answer}; the answer is empty until it is complete
let running = null; // the AbortController of the answer that is being written

/** What went wrong, in words for people. */
class Failure extends Error {
  constructor(message, facts) {
    super(message);
    Object.assign(this, { retryable: true }, facts);
  }
}

// --- The stream

/** The data of every event in a stream of bytes, however the bytes are cut into chunks. */
async function* readEvents(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let data = [];
  for (let ended = false; !ended; ) {
    const { done, value } = await reader.read();
    ended = done;
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const lines = rest.split(done ? /\r\n|\n|\r/ : /\r\n|\n|\r(?!$)/); // a CR at the end may be half a CRLF
    rest = lines.pop();
    for (const line of lines) {
      const field = /^data(?:: ?(.*))?$/s.exec(line); // other fields and comments are of no use here
      if (field) data.push(field[1] ?? "");
      if (line === "" && data.length > 0) yield data.splice(0).join("\n");
    }
  }
}

async function post(question, signal) {
  const history = turns.filter((turn) => turn.answer).flatMap((turn) => [
    { role: "user", content: turn.question },
    { role: "assistant", content: turn.answer },
  ]);
  const response = await fetch("api/chat/stream", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream, application/problem+json" },
    body: JSON.stringify({ question, provider: $("provider").value || undefined, history }),
    signal,
  });
  const type = response.headers.get("Content-Type") ?? "";
  if (response.ok && type.startsWith("text/event-stream")) return response;
  const problem = type.includes("json") ? await response.json() : {};
  const details = (problem.errors ?? []).map((error) => error.detail ?? error.message ?? error);
  const summary = problem.detail ?? problem.title ?? `The server did not send an answer (status ${response.status}).`;
  throw new Failure([summary, ...details].join("\n"), {
    retryable: problem.retryable ?? (response.status === 429 || response.status >= 500),
    retryAfter: Number(response.headers.get("Retry-After")) || 0,
  });
}

async function answer(turn) {
  const controller = new AbortController();
  const view = answerView(turn);
  const finish = (outcome) => {
    view.end(outcome); // the first outcome counts: a [DONE] comes after an error, too
    if (running === controller) setRunning(null);
  };
  setRunning(controller);
  let response = null;
  try {
    response = await post(turn.question, controller.signal);
    for await (const data of readEvents(response.body)) {
      const event = data === "[DONE]" ? null : JSON.parse(data);
      if (event === null) finish({}); // and read on: to hang up now would look like a reader who left
      else if (event.error !== undefined) finish({ failure: new Failure(event.error, event) });
      else view.take(event);
    }
    finish({ failure: new Failure(LOST) });
  } catch (error) {
    if (controller.signal.aborted) finish({ stopped: true });
    else if (error instanceof Failure) finish({ failure: error });
    else if (error instanceof SyntaxError) finish({ failure: new Failure(UNREADABLE) });
    else finish({ failure: new Failure(response ? LOST : "The server cannot be reached.") });
    controller.abort();
  }
}

// --- An answer on the page

function answerView(turn) {
  const body = el("div.body");
  const wait = el("div.wait", {}, el("i"), el("i"), el("i"));
  const node = el("div.answer", {}, el("h2.unseen", { textContent: "Answer" }), wait, body);
  let text = "", reasoning = null, metadata = {}, ended = false, frame = 0;

  node.classList.add("streaming");
  turn.node.querySelector(".answer")?.remove();
  turn.node.append(node);
  follow();

  function render() {
    frame = 0;
    renderMarkdown(body, text);
    follow();
  }

  function fold(title, content) {
    const box = el("details.fold", {}, el("summary", { textContent: title }), el("div", {}, content));
    node.insertBefore(box, body);
    return box;
  }

  function take({ content, reasoning: thought, toolCall, finishReason, ...more }) {
    if (ended) return;
    if (thought) (reasoning ??= fold("Reasoning", "")).lastChild.append(thought);
    if (toolCall) fold(`The model asks for the tool “${toolCall.name}”`, JSON.stringify(toolCall.arguments, null, 2));
    if (finishReason) metadata = { finishReason, ...more };
    if (content) {
      text += content;
      wait.remove();
    }
    frame ||= requestAnimationFrame(render); // at most once a frame, however fast the tokens come
  }

  function end({ failure, stopped }) {
    if (ended) return;
    ended = true;
    cancelAnimationFrame(frame);
    wait.remove();
    node.classList.remove("streaming");
    renderMarkdown(body, text);
    if (failure) node.append(failureNote(failure, turn, text));
    else if (stopped) node.append(note("You stopped this answer."));
    else {
      turn.answer = text;
      if (CUT[metadata.finishReason]) node.append(note(CUT[metadata.finishReason]));
      node.append(el("div.meta", {}, text ? copyButton("Copy answer", () => text) : "No text. ", facts(metadata)));
    }
    const prose = [...body.children].filter((block) => !block.matches(".code"));
    const complete = ["Answer complete.", ...prose.map((block) => block.textContent)].join(" ");
    $("status").textContent = failure?.message ?? (stopped ? "Answer stopped." : complete);
    follow();
  }

  return { take, end };
}

function facts({ provider, model, usage = {} }) {
  const { inputTokens, outputTokens } = usage;
  const read = inputTokens != null && `${inputTokens} tokens in`;
  const written = outputTokens != null && `${outputTokens} tokens out`;
  return [provider, model, read, written].filter(Boolean).join(" · ");
}

function note(text, ...more) {
  return el("div.note", {}, el("div", { textContent: text }), ...more);
}

function failureNote({ message, retryable, retryAfter }, turn, text) {
  const box = note(message + (text ? " What stands above is only a part of the answer." : ""));
  box.classList.add("bad");
  if (!retryable) return box;
  const retry = el("button.retry", { type: "button" });
  retry.onclick = () => {
    if (running) return;
    answer(turn);
    $("stop").focus();
  };
  const countDown = (seconds) => {
    retry.disabled = seconds > 0;
    retry.textContent = seconds > 0 ? `Try again in ${seconds} s` : "Try again";
    if (seconds > 0) setTimeout(countDown, 1000, seconds - 1);
  };
  countDown(retryAfter ?? 0);
  box.append(retry);
  return box;
}

// --- The page

let following = true; // whether the reader is at the end, and so wants to see what comes
let lastY = 0;

function onScroll() {
  const atEnd = document.documentElement.scrollHeight - innerHeight - scrollY < 3;
  following = atEnd || (following && scrollY >= lastY);
  lastY = scrollY;
}

function follow() {
  if (following) scrollTo(0, document.documentElement.scrollHeight);
}

function setRunning(controller) {
  running = controller;
  const [shown, gone] = running ? [$("stop"), $("send")] : [$("send"), $("stop")];
  const focused = document.activeElement === gone;
  shown.hidden = false;
  gone.hidden = true;
  if (focused) shown.focus();
  if (running) $("status").textContent = "The answer is being written.";
}

function ask(text) {
  const question = text.trim();
  if (running || question === "") return false;
  document.querySelectorAll(".retry").forEach((button) => button.remove());
  const heading = el("h2.unseen", { textContent: "Question" });
  const node = el("article.turn", {}, heading, el("div.question", { textContent: question }));
  $("conversation").append(node);
  $("welcome").hidden = true;
  $("reset").hidden = false;
  following = true;
  turns.push({ question, node, answer: "" });
  answer(turns.at(-1));
  return true;
}

function reset() {
  running?.abort();
  setRunning(null);
  turns = [];
  $("conversation").replaceChildren();
  $("welcome").hidden = false;
  $("reset").hidden = true;
  input.focus();
}

function typed() {
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight}px`;
  const { length } = input.value;
  $("count").textContent = length > input.maxLength - 400 ? `${length} / ${input.maxLength}` : "";
}

function showProvider() {
  const chosen = providers.find(({ name }) => name === $("provider").value);
  $("description").textContent = chosen?.description ?? "";
  $("demo").hidden = chosen?.name !== "demo";
  $("demo-switch").hidden = providers.length < 2;
  $("demo-key").hidden = providers.length > 1;
}

async function loadProviders() {
  try {
    const answered = await fetch("api/providers").then((response) => response.json());
    providers = answered.providers;
    $("provider").replaceChildren(...providers.map(({ name }) => new Option(name)));
    $("provider").value = answered.default;
    $("chooser").hidden = providers.length < 2;
    showProvider();
  } catch {
    $("description").textContent = "The list of providers cannot be loaded; the server's default one will answer.";
  }
}

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (ask(input.value)) input.value = "";
  typed();
});
input.addEventListener("input", typed);
input.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $("form").requestSubmit();
});
document.addEventListener("keydown", (event) => event.key === "Escape" && running?.abort());
document.addEventListener("scroll", onScroll);
$("stop").addEventListener("click", () => running?.abort());
$("reset").addEventListener("click", reset);
$("provider").addEventListener("change", showProvider);
$("chips").addEventListener("click", (event) => ask(event.target.closest("button")?.textContent ?? ""));
$("command").append(codeBlock("shell", RUN_WITH_KEY));
if (matchMedia("(hover: hover)").matches) input.focus(); // elsewhere it would bring up the keyboard
loadProviders();
