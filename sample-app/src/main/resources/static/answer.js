// An answer on the page.

import { announce, ReadAlong } from "./announcer.js";
import { copyButton } from "./code.js";
import { button, el, fold, link } from "./dom.js";
import { inWords, Stopwatch } from "./figures.js";
import { GrowingText } from "./growing.js";
import { Pace } from "./pace.js";
import { follow } from "./scroll.js";
import { ToolBoxes } from "./tools.js";

const CUT = {
  length: "The answer reached the token limit and is cut off here. Ask the model to go on.",
  content_filter: "A content filter ended the answer here.",
};

export class AnswerView {
  #node;
  #body = el("div.body");
  #wait = el("div.wait", {}, el("i"), el("i"), el("i"));
  #broken = el("div.below-answer", { textContent: "The connection broke. Connecting again …" });
  #shown = new GrowingText(this.#body);
  #pace = new Pace(() => this.#draw());
  #boxes = new ToolBoxes((box) => this.#insert(box));
  #onRetry;
  #watch;
  #aloud;
  #text = "";
  #stepStart = 0; // where in the text the last step begins
  #thoughts = "";
  #thinking = null; // the text node of the thoughts on the page
  #tools = [];
  #sources = [];
  #metadata = null;
  #earlier; // what is shown is from an earlier attempt

  /**
   * An answer in a node.
   *
   * @param taken what was read of it before
   * @param again whether it is read anew: what was read before stays until there is something new
   * @param begun whether the server has begun it before
   * @param onRetry called when the reader wants another; falsy: there can be none
   */
  constructor(parent, { taken, again, begun, onRetry }) {
    this.#onRetry = onRetry;
    this.#watch = new Stopwatch(!begun);
    this.#node = el("div.answer.streaming", {}, el("h2.unseen", { textContent: "Answer" }), this.#wait, this.#body);
    parent.querySelector(".answer")?.remove();
    parent.append(this.#node);
    taken?.forEach((event) => this.take(event));
    this.#earlier = again;
    follow();
  }

  readAloud() {
    this.#aloud = new ReadAlong(this.#body);
  }

  take({ content, reasoning, toolCall, toolResult, approval, source, step, reset, finishReason, usage, provider, model, rate }) {
    if (this.#earlier) this.#clear();
    this.#watch.piece();
    this.#broken.remove();
    if (reasoning) this.#thoughts += reasoning;
    if (toolCall || toolResult) this.#tools.push(toolCall ? { toolCall } : { toolResult });
    if (toolCall) this.#boxes.call(toolCall);
    if (toolResult) this.#boxes.result(toolResult);
    if (approval) {
      this.#watch.spoil();
      this.#boxes.ask(approval);
    }
    if (source) this.#sources.push({ source });
    if (reset) this.#text = this.#text.slice(0, this.#stepStart);
    if (step) {
      if (this.#text.trim()) this.#text = `${this.#text.trimEnd()}\n\n`; // the next step begins a paragraph of its own
      this.#stepStart = this.#text.length;
    }
    if (finishReason) this.#metadata = { finishReason, usage, provider, model, rate: rate ?? this.#watch.rate(usage?.outputTokens) };
    if (content) {
      this.#text += content.replaceAll("\r", "");
      this.#wait.remove();
    }
    this.#pace.soon();
  }

  reconnecting() {
    this.#node.append(this.#broken);
    follow();
  }

  end({ failure, stopped, interrupted }) {
    this.#pace.end();
    if (this.#earlier && !failure && !stopped) this.#clear();
    this.#wait.remove();
    this.#broken.remove();
    this.#boxes.end();
    this.#node.classList.remove("streaming");
    this.#think();
    this.#shown.end(this.#text);
    if (this.#sources.length > 0) this.#node.append(sourceList(this.#sources));
    if (failure) this.#node.append(failureNote(failure, this.#text, this.#onRetry));
    else this.#node.append(...this.#notes({ stopped, interrupted }), this.#actions());
    follow();
    if (!this.#aloud) return;
    if (failure) announce(failure.message);
    else if (stopped) announce("Answer stopped.");
    else this.#aloud.end();
  }

  /** What was taken, in as few pieces as show the same. */
  taken() {
    return [{ reasoning: this.#thoughts }, ...this.#tools, { content: this.#text }, ...this.#sources, this.#metadata ?? {}];
  }

  #draw() {
    this.#think();
    this.#shown.show(this.#text);
    this.#aloud?.grow();
    follow();
  }

  #think() {
    if (!this.#thoughts) return;
    if (!this.#thinking) {
      this.#thinking = document.createTextNode("");
      this.#insert(fold("reasoning", "Reasoning", el("div.text", { dir: "auto" }, this.#thinking)));
    }
    this.#thinking.appendData(this.#thoughts.slice(this.#thinking.length));
  }

  #insert(box) {
    if (box.matches(".approval")) this.#node.append(box);
    else this.#node.insertBefore(box, this.#wait.isConnected ? this.#wait : this.#body);
  }

  #clear() {
    this.#earlier = false;
    this.#text = this.#thoughts = "";
    this.#stepStart = 0;
    this.#tools = [];
    this.#sources = [];
    this.#metadata = null;
    this.#thinking?.parentNode.parentNode.remove();
    this.#thinking = null;
    this.#boxes.clear();
  }

  #notes({ stopped, interrupted }) {
    const note = stopped ? "You stopped this answer." : interrupted ? "This answer was interrupted." : CUT[this.#metadata?.finishReason];
    return note ? [el("div.note", {}, el("div", { textContent: note }))] : [];
  }

  #actions() {
    const copy = this.#text ? copyButton("Copy answer", () => this.#text) : el("span", { textContent: "No text." });
    const figures = this.#metadata ? [el("span.usage", { textContent: inWords(this.#metadata) })] : [];
    const retry = this.#onRetry ? [button("retry.quiet-text", "Ask again", this.#onRetry)] : [];
    return el("div.below-answer", {}, copy, ...retry, ...figures);
  }
}

function sourceList(sources) {
  const items = sources.map(({ source: { url, title, document } }) =>
    el("li", { dir: "auto" }, /^https?:/.test(url ?? "") ? link(title || url, url) : title || document || url || "A document"));
  return fold("sources", sources.length === 1 ? "1 source" : `${sources.length} sources`, el("ol", {}, ...items));
}

function failureNote({ message, lost, retryable, hopeless, retryAfter, again }, text, onRetry) {
  const part = text && !hopeless ? " What stands above is only a part of the answer." : "";
  const box = el("div.note.bad.failure", {}, el("div", { textContent: message + part, dir: "auto" }));
  if (hopeless || !onRetry) return box;
  const label = again ?? (lost ? "Connect again" : retryable ? "Try again" : "Ask again");
  const retry = button("retry.plain", label, onRetry);
  const countDown = (seconds) => {
    retry.disabled = seconds > 0;
    retry.textContent = seconds > 0 ? `${label} in ${seconds} s` : label;
    if (seconds > 0) setTimeout(countDown, 1000, seconds - 1);
  };
  countDown(retryAfter || 0);
  box.append(retry);
  return box;
}
