// An answer on the page.

import { copyButton, el, renderMarkdown } from "./render.js";

const CUT = {
  length: "The answer reached the token limit and is cut off here.",
  content_filter: "A content filter ended the answer here.",
};

/** A new, empty answer in a node; "onGrow" is called when it has become longer, "onRetry" when the reader wants another. */
export function answerView(parent, { onGrow, onRetry }) {
  const body = el("div.body");
  const wait = el("div.wait", {}, el("i"), el("i"), el("i"));
  const broken = el("div.meta", { textContent: "The connection broke. Connecting again …" });
  const node = el("div.answer", {}, el("h2.unseen", { textContent: "Answer" }), wait, body);
  let text = "", thoughts = "", toolCalls = [], metadata = null, thinking = null, frame = 0;
  let earlier = false; // whether what is shown is from an earlier attempt

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
    toolCalls = [];
    metadata = thinking = null;
    node.querySelectorAll(".fold").forEach((box) => box.remove());
  }

  function take({ content, reasoning, toolCall, finishReason, ...more }) {
    if (earlier) clear();
    broken.remove();
    if (reasoning) {
      thoughts += reasoning;
      (thinking ??= fold("Reasoning", "")).lastChild.append(reasoning);
    }
    if (toolCall) {
      toolCalls.push({ toolCall });
      fold(`The model asks for the tool “${toolCall.name}”`, JSON.stringify(toolCall.arguments, null, 2));
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
    renderMarkdown(body, text);
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
    return [{ reasoning: thoughts }, ...toolCalls, { content: text }, metadata ?? {}];
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
