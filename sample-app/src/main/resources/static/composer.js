// Where a question is written: its text, the files beside it, whether tools are offered, and whether it takes the place of an earlier one.

import { announce } from "./announcer.js";
import { $ } from "./dom.js";
import { TOOLS } from "./tools.js";

const NEAR_THE_END = 400; // characters that are left when they begin to be counted

export class Composer {
  #input = $("question");
  #attached = [];
  #instead = null; // the question that is edited
  #ask;
  #running = false;

  /** "ask" is called with the question and {instead, tools, files}; "stop" when the reader has seen enough. */
  constructor({ ask, stop }) {
    this.#ask = ask;
    $("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.send();
    });
    document.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || document.querySelector(":popover-open")) return;
      if (this.#running) stop();
      else if (this.#instead) this.cancel();
    });
    $("stop").addEventListener("click", stop);
    $("cancel-edit").addEventListener("click", () => this.cancel());
    $("attach").addEventListener("click", () => $("file").click());
    $("file").addEventListener("change", () => this.#attach([...$("file").files]));
    $("detach").addEventListener("click", () => this.#attach([]));
    $("tools").addEventListener("click", () => this.offerTools(!this.#offersTools));
  }

  get #offersTools() {
    return $("tools").getAttribute("aria-pressed") === "true";
  }

  focus() {
    this.#input.focus();
  }

  send(text = this.#input.value) {
    const question = text.trim();
    if (this.#running || question === "") return;
    const [instead, files] = [this.#instead, this.#attached];
    this.cancel();
    this.#ask(question, { instead, files, tools: this.#offersTools ? TOOLS : undefined });
  }

  /** Takes an earlier question up again. */
  edit(turn) {
    this.#instead = turn;
    $("editing").hidden = false;
    this.#fill(turn.question);
    this.#attach(turn.files ?? []);
    this.offerTools(Boolean(turn.tools));
    this.focus();
    announce("You edit an earlier question. Escape leaves it as it was.");
  }

  /** Leaves an earlier question as it was, and begins afresh. */
  cancel() {
    this.#instead = null;
    $("editing").hidden = true;
    this.#fill("");
    this.#attach([]);
    if (document.activeElement === $("cancel-edit") || document.activeElement === document.body) this.focus();
  }

  offerTools(offered) {
    $("tools").setAttribute("aria-pressed", offered);
  }

  setRunning(running) {
    this.#running = running;
    const [shown, gone] = running ? [$("stop"), $("send")] : [$("send"), $("stop")];
    const focused = document.activeElement === gone;
    shown.hidden = false;
    gone.hidden = true;
    if (focused) shown.focus();
  }

  #fill(text) {
    this.#input.value = text;
    this.#typed();
  }

  #typed() {
    const { length } = this.#input.value;
    this.#input.style.height = "auto";
    this.#input.style.height = `${this.#input.scrollHeight}px`;
    $("count").textContent = length > this.#input.maxLength - NEAR_THE_END ? `${length} / ${this.#input.maxLength}` : "";
  }

  #attach(files) {
    this.#attached = files;
    $("attached").textContent = files.map(({ name }) => name).join(", ");
    $("attached").hidden = $("detach").hidden = files.length === 0;
    $("file").value = "";
  }
}
