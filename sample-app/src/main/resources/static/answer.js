// An answer on the page.

import { copyButton, el, link, renderMarkdown } from "./render.js";

const CUT = {
  length: "The answer reached the token limit and is cut off here.",
  content_filter: "A content filter ended the answer here.",
};

/**
 * A new, empty answer in a node; "onGrow" is called when it has become longer, "onRetry" when the reader wants another, and
 * "onDecide" when the reader has said whether a tool may be called.
 */
export function answerView(parent, { onGrow, onRetry, onDecide }) {
  const body = el("div.body");
  const wait = el("div.wait", {}, el("i"), el("i"), el("i"));
  const broken = el("div.meta", { textContent: "The connection broke. Connecting again …" });
  const node = el("div.answer", {}, el("h2.unseen", { textContent: "Answer" }), wait, body);
  let text = "", thoughts = "", tools = [], sources = [], metadata = null, thinking = null, frame = 0;
  let stepStart = 0; // where in the text the last step begins
  let earlier = false; // whether what is shown is from an earlier attempt
  const boxes = new Map(); // of calls that have no result yet, by id

  node.classList.add("streaming");
  parent.querySelector(".answer")?.remove();
  parent.append(node);
  onGrow();

  function render() {
    frame = 0;
    renderMarkdown(body, text);
    onGrow();
  }

  function fold(title, content) {
    const box = el("details.fold", {}, el("summary", { textContent: title }), el("div", {}, content));
    node.insertBefore(box, body);
    return box;
  }

  /** Shows what was read before, until there is something new. */
  function showEarlier(pieces) {
    pieces.forEach(take);
    earlier = true;
  }

  function clear() {
    earlier = false;
    text = thoughts = "";
    tools = [];
    sources = [];
    stepStart = 0;
    metadata = thinking = null;
    boxes.clear();
    node.querySelectorAll(".fold, .approval").forEach((box) => box.remove());
  }

  function showCall({ id, name, arguments: given }) {
    boxes.set(id, fold(`The model asks for the tool “${name}”`, JSON.stringify(given, null, 2)));
  }

  function showResult({ id, name, result, error }) {
    node.querySelectorAll(".approval").forEach((box) => box.callId === id && box.remove());
    const box = boxes.get(id) ?? fold(`The tool “${name}”`, "");
    boxes.delete(id); // a later step may use the id again
    box.firstChild.textContent = error === undefined ? `The tool “${name}” was called` : `The tool “${name}” failed`;
    const shown = typeof (error ?? result) === "string" ? error ?? result : JSON.stringify(result, null, 2);
    box.append(el("div", { textContent: shown || "No result." }));
  }

  function showApproval(approval) {
    const { name, arguments: given } = approval.toolCall;
    const box = note(`The model wants to call “${name}” with ${JSON.stringify(given)}. May it?`);
    const decide = (approved) => async () => {
      buttons.forEach((button) => (button.disabled = true));
      const problem = await onDecide(approval, approved);
      box.firstChild.textContent = problem ?? (approved ? "You allowed it." : "You refused it.");
      buttons.forEach((button) => button.remove());
    };
    const buttons = [["Allow", true], ["Refuse", false]].map(([textContent, approved]) =>
      el("button.retry", { type: "button", textContent, onclick: decide(approved) }));
    box.classList.add("approval");
    box.callId = approval.toolCall.id;
    box.append(...buttons);
    node.append(box);
  }

  function take({ content, reasoning, toolCall, toolResult, approval, source, step, reset, finishReason, ...more }) {
    if (earlier) clear();
    broken.remove();
    if (reasoning) {
      thoughts += reasoning;
      (thinking ??= fold("Reasoning", "")).lastChild.append(reasoning);
    }
    if (toolCall || toolResult) tools.push(toolCall ? { toolCall } : { toolResult });
    if (toolCall) showCall(toolCall);
    if (toolResult) showResult(toolResult);
    if (approval) showApproval(approval);
    if (source) sources.push({ source });
    if (reset) text = text.slice(0, stepStart);
    if (step) {
      if (text.trim()) text = `${text.trimEnd()}\n\n`; // the next step begins a paragraph of its own
      stepStart = text.length;
    }
    if (finishReason) metadata = { finishReason, ...more };
    if (content) {
      text += content;
      wait.remove();
    }
    frame ||= requestAnimationFrame(render); // at most once a frame, however fast the tokens come
  }

  function reconnecting() {
    node.append(broken);
    onGrow();
  }

  /** Returns what is to be read out. */
  function end({ failure, stopped }) {
    cancelAnimationFrame(frame);
    if (earlier && !failure && !stopped) clear();
    wait.remove();
    broken.remove();
    node.classList.remove("streaming");
    node.querySelectorAll(".approval").forEach((box) => box.remove()); // nobody waits for it any more
    renderMarkdown(body, text);
    if (sources.length > 0) node.append(sourceList(sources));
    if (failure) node.append(failureNote(failure, text, onRetry));
    else if (stopped) node.append(note("You stopped this answer."));
    else {
      const cut = CUT[metadata?.finishReason];
      if (cut) node.append(note(cut));
      node.append(el("div.meta", {}, text ? copyButton("Copy answer", () => text) : "No text. ", facts(metadata)));
    }
    onGrow();
    const prose = [...body.children].filter((block) => !block.matches(".code"));
    const complete = ["Answer complete.", ...prose.map((block) => block.textContent)].join(" ");
    return failure?.message ?? (stopped ? "Answer stopped." : complete);
  }

  /** What was taken, in as few pieces as show the same. */
  function taken() {
    return [{ reasoning: thoughts }, ...tools, { content: text }, ...sources, metadata ?? {}];
  }

  return { take, taken, showEarlier, reconnecting, end };
}

function facts(metadata) {
  const { provider, model, usage = {} } = metadata ?? {};
  const { inputTokens, outputTokens } = usage;
  const read = inputTokens != null && `${inputTokens} tokens in`;
  const written = outputTokens != null && `${outputTokens} tokens out`;
  return [provider, model, read, written].filter(Boolean).join(" · ");
}

function sourceList(sources) {
  const items = sources.map(({ source: { url, title, document } }) =>
    el("li", {}, url && /^https?:/.test(url) ? link(title || url, url) : title || document || url || "A document"));
  return el("div.sources", {}, "Sources", el("ol", {}, ...items));
}

function note(text) {
  return el("div.note", {}, el("div", { textContent: text }));
}

function failureNote({ message, lost, retryable, retryAfter, again = lost ? "Connect again" : "Try again" }, text, onRetry) {
  const box = note(message + (text ? " What stands above is only a part of the answer." : ""));
  box.classList.add("bad");
  if (!retryable) return box;
  const retry = el("button.retry", { type: "button", onclick: onRetry });
  const countDown = (seconds) => {
    retry.disabled = seconds > 0;
    retry.textContent = seconds > 0 ? `${again} in ${seconds} s` : again;
    if (seconds > 0) setTimeout(countDown, 1000, seconds - 1);
  };
  countDown(retryAfter ?? 0);
  box.append(retry);
  return box;
}
