// What an answer does with tools: calls, their results, and those that wait for the reader's word.

import { announce } from "./announcer.js";
import { decide } from "./asking.js";
import { $, button, el, fold } from "./dom.js";

/** Those that a question may offer to the model. */
export const TOOLS = ["time", "search_docs", "write_note"];

export class ToolBoxes {
  #show;
  #open = new Map(); // the boxes of calls that have no result yet, by the call's id
  #boxes = [];

  /** "show" puts a box on the page. */
  constructor(show) {
    this.#show = show;
  }

  call({ id, name, arguments: given }) {
    this.#open.set(id, this.#box(`The model asks for the tool “${name}”`, "Arguments", JSON.stringify(given, null, 2)));
  }

  result({ id, name, result, error }) {
    this.#boxes.filter(({ callId }) => callId === id).forEach((box) => box.remove());
    const box = this.#open.get(id) ?? this.#box(`The tool “${name}”`);
    this.#open.delete(id); // a later step may use the id again
    box.firstChild.textContent = error === undefined ? `The tool “${name}” was called` : `The tool “${name}” failed`;
    const shown = error ?? (typeof result === "string" ? result : JSON.stringify(result, null, 2));
    box.append(...entry(error === undefined ? "Result" : "Error", shown || "No result."));
  }

  ask(approval) {
    const { id, name, arguments: given } = approval.toolCall;
    const asking = `The model wants to call “${name}” with ${JSON.stringify(given)}. May it?`;
    const text = el("div", { textContent: asking, dir: "auto" });
    const answerWith = (approved) => async () => {
      buttons.forEach((choice) => (choice.disabled = true));
      text.textContent = (await decide(approval, approved)) ?? (approved ? "You allowed it." : "You refused it.");
      if (document.activeElement === document.body || choices.contains(document.activeElement)) $("question").focus();
      choices.remove();
      announce(text.textContent);
    };
    const buttons = [button("plain", "Allow", answerWith(true)), button("plain", "Refuse", answerWith(false))];
    const choices = el("span.choices", {}, ...buttons);
    this.#add(Object.assign(el("div.note.approval", {}, text, choices), { callId: id }));
    announce(asking);
  }

  clear() {
    this.#boxes.forEach((box) => box.remove());
    this.#boxes = [];
    this.#open.clear();
  }

  /** Nobody waits for a decision any more. */
  end() {
    this.#boxes.filter((box) => box.callId !== undefined).forEach((box) => box.remove());
  }

  #box(title, label, text) {
    return this.#add(fold("tool", title, ...(text === undefined ? [] : entry(label, text))));
  }

  #add(box) {
    this.#boxes.push(box);
    this.#show(box);
    return box;
  }
}

function entry(label, text) {
  return [el("div.label", { textContent: label }), el("div.text", { textContent: text, dir: "auto" })];
}
