// The chat page of the sample app. Nothing that the server sends is ever read as HTML.

import { answerView } from "./answer.js";
import { recall, recallProvider, remember, rememberProvider } from "./memory.js";
import { codeBlock, el } from "./render.js";
import { Answer, decide, Failure } from "./stream.js";

const RUN_WITH_KEY = "OPENAI_API_KEY=... mvn -pl sample-app -am spring-boot:run -Dspring-boot.run.profiles=openai";
const LEFT = "The page was left before this answer was complete.";
const FILES_GONE = "The files of this question are gone with the page. Attach them again, and ask again.";
const EXPIRED = "The server no longer has this answer. Asking again starts a new one.";

const TOOLS = ["time", "search_docs", "write_note"];

const $ = (id) => document.getElementById(id);
const input = $("question");

let providers = [];
// {question, tools, fileNames, files, node, view, streamId, taken, outcome}: a stream as long as there may be more to read of it, a view until the end
let turns = [];
let attached = []; // files that go with the next question
let running = null; // stops the answer that is being written

// --- The conversation

function save() {
  remember(turns.map(({ node, view, files, ...turn }) => ({ ...turn, taken: view?.taken() ?? turn.taken })));
}

/** What has been said so far, as the server takes it: questions with a whole answer. */
function history() {
  return turns.flatMap(({ question, taken, outcome }) => {
    const text = taken?.find(({ content }) => content)?.content;
    if (!text || !outcome || outcome.failure || outcome.stopped) return [];
    return [{ role: "user", content: question }, { role: "assistant", content: text }];
  });
}

function viewOf(turn) {
  const onRetry = () => {
    if (running) return;
    answer(turn);
    $("stop").focus();
  };
  return answerView(turn.node, { onGrow: follow, onRetry, onDecide: decide });
}

/** Asks, or goes on with an answer that the server has begun. */
async function answer(turn) {
  const { question, tools, files, fileNames } = turn;
  const stream = new Answer(turn.streamId);
  const view = viewOf(turn);
  if (turn.taken) view.showEarlier(turn.taken);
  let ended = false;
  const finish = (outcome) => {
    if (ended) return; // the first outcome counts: a [DONE] comes after an error, too
    ended = true;
    $("status").textContent = view.end(outcome);
    const streamId = outcome.failure?.lost ? turn.streamId : null;
    Object.assign(turn, { outcome, view: null, taken: view.taken(), streamId });
    save();
    if (running === stop) setRunning(null);
  };
  const stop = () => {
    stream.stop();
    finish({ stopped: true });
  };
  const onStart = (streamId) => {
    turn.streamId = streamId;
    save();
  };
  Object.assign(turn, { outcome: null, view });
  save();
  setRunning(stop);
  try {
    if (fileNames && !files && !turn.streamId) throw new Failure(FILES_GONE, { retryable: false });
    const request = { question, provider: $("provider").value || undefined, history: history(), tools, files };
    for await (const event of stream.events(request, { onStart, onBreak: view.reconnecting })) {
      if (event === null) finish({});
      else if (event.error !== undefined) finish({ failure: failureOf(event) });
      else if (!ended) view.take(event);
    }
  } catch (failure) {
    finish({ failure });
  }
}

function failureOf(event) {
  return event.code === "stream_expired" ? new Failure(EXPIRED, { again: "Ask again" }) : new Failure(event.error, event);
}

/** Shows what was there before the page was reloaded, and goes on with the answer that was being written. */
function restore() {
  for (const turn of recall()) {
    addTurn(turn);
    if (turn.streamId) answer(turn);
    else {
      turn.outcome ??= { failure: new Failure(LEFT, { again: "Ask again" }) };
      const view = viewOf(turn);
      turn.taken?.forEach(view.take);
      view.end(turn.outcome);
    }
  }
  $("welcome").hidden = turns.length > 0;
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

function setRunning(stop) {
  running = stop;
  const [shown, gone] = running ? [$("stop"), $("send")] : [$("send"), $("stop")];
  const focused = document.activeElement === gone;
  shown.hidden = false;
  gone.hidden = true;
  if (focused) shown.focus();
  if (running) $("status").textContent = "The answer is being written.";
}

function addTurn(turn) {
  document.querySelectorAll(".retry").forEach((button) => button.remove());
  const heading = el("h2.unseen", { textContent: "Question" });
  const attached = turn.fileNames ? [el("div.attached", { textContent: turn.fileNames.join(", ") })] : [];
  turn.node = el("article.turn", {}, heading, el("div.question", { textContent: turn.question }), ...attached);
  $("conversation").append(turn.node);
  $("welcome").hidden = true;
  $("reset").hidden = false;
  following = true;
  turns.push(turn);
}

function ask(text) {
  const question = text.trim();
  if (running || question === "") return false;
  turns.forEach((earlier) => (earlier.streamId = null)); // who asks the next gives up on one that was lost
  const turn = { question, tools: $("tools").getAttribute("aria-pressed") === "true" ? TOOLS : undefined };
  if (attached.length > 0) {
    turn.files = attached;
    turn.fileNames = attached.map(({ name }) => name);
    attach([]);
  }
  addTurn(turn);
  answer(turn);
  return true;
}

/** Stops the answer, and offers its question to be put better. */
function stopAndEdit() {
  if (!running) return;
  running();
  if (input.value !== "") return;
  input.value = turns.at(-1).question;
  typed();
  input.select();
}

function reset() {
  running?.();
  turns = [];
  save();
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

function attach(files) {
  attached = files;
  $("attached").textContent = files.map(({ name }) => name).join(", ");
  $("attached").hidden = $("detach").hidden = files.length === 0;
  $("file").value = "";
}

function offerTools(offered) {
  $("tools").setAttribute("aria-pressed", offered);
}

function showProvider() {
  const chosen = providers.find(({ name }) => name === $("provider").value);
  $("description").textContent = chosen?.description ?? "";
  const demo = chosen?.name === "demo";
  $("demo").hidden = !demo;
  $("demo-chips").hidden = !demo;
  $("model-chips").hidden = demo;
  $("suggestions").hidden = false;
  $("demo-switch").hidden = providers.length < 2;
  $("demo-key").hidden = providers.length > 1;
}

async function loadProviders() {
  try {
    const answered = await fetch("api/providers").then((response) => response.json());
    providers = answered.providers;
    $("provider").replaceChildren(...providers.map(({ name }) => new Option(name)));
    const chosen = recallProvider();
    $("provider").value = providers.some(({ name }) => name === chosen) ? chosen : answered.default;
    $("chooser").hidden = providers.length < 2;
    showProvider();
  } catch {
    showProvider();
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
document.addEventListener("keydown", (event) => event.key === "Escape" && stopAndEdit());
document.addEventListener("scroll", onScroll);
$("stop").addEventListener("click", stopAndEdit);
$("reset").addEventListener("click", reset);
$("provider").addEventListener("change", () => {
  rememberProvider($("provider").value);
  showProvider();
});
$("attach").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => attach([...$("file").files]));
$("detach").addEventListener("click", () => attach([]));
$("tools").addEventListener("click", () => offerTools($("tools").getAttribute("aria-pressed") !== "true"));
addEventListener("pagehide", save); // with what has been read so far
$("suggestions").addEventListener("click", (event) => {
  const chip = event.target.closest("button");
  if (!chip) return;
  if ("tools" in chip.dataset) offerTools(true);
  ask(chip.textContent);
});
$("command").append(codeBlock("shell", RUN_WITH_KEY));
if (matchMedia("(hover: hover)").matches) input.focus(); // elsewhere it would bring up the keyboard
restore();
loadProviders();
