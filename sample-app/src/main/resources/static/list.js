// The list of earlier conversations: beside the conversation where there is room, else in a drawer.

import { announce } from "./announcer.js";
import { $, button, el } from "./dom.js";
import { list, remove, rename } from "./kept.js";

const MAX_TITLE = 255;
const UNTITLED = "Untitled";
const NOT_LOADED = "The conversations cannot be loaded.";
const FAILED = "That did not work. Check your connection, then try again.";

export class ConversationList {
  #on;
  #shown = ""; // what is on the page, to leave it alone where nothing is new
  #pages = 1;
  #asked = 0;

  /** "on": {current(): the id of the conversation on the page, open(id), deleted(id)}, of which "open" may fail. */
  constructor(on) {
    this.#on = on;
    $("more-chats").addEventListener("click", () => {
      this.#pages++;
      this.refresh();
    });
  }

  /** Shows what the server has, unless the reader is about to change a title. */
  async refresh() {
    const asked = ++this.#asked;
    try {
      const found = await this.#load();
      if (asked !== this.#asked || $("chat-list").querySelector("form")) return;
      if ($("chats-note").textContent === NOT_LOADED) this.#note("");
      this.#show(found);
    } catch {
      if (asked === this.#asked) this.#note(NOT_LOADED);
    }
  }

  async #load() {
    const found = { conversations: [], more: true };
    for (let page = 0; page < this.#pages && found.more; page++) {
      const { conversations, more } = await list(found.conversations.length);
      found.conversations.push(...conversations);
      found.more = more;
    }
    return found;
  }

  #show({ conversations, more }) {
    $("no-chats").hidden = conversations.length > 0;
    $("more-chats").hidden = !more;
    const current = this.#on.current();
    const shown = JSON.stringify([current, conversations]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const { id, name } = focusedIn($("chat-list"));
    const rows = conversations.map((conversation) => this.#row(conversation, conversation.id === current));
    $("chat-list").replaceChildren(...rows);
    rows.find(({ dataset }) => dataset.id === id)?.querySelector(`.${name}`).focus();
  }

  #row({ id, title, at }, isCurrent) {
    const row = $("chat").content.firstElementChild.cloneNode(true);
    const [open, change, away] = row.children;
    const name = title ?? UNTITLED;
    row.dataset.id = id;
    open.firstElementChild.textContent = name;
    open.lastElementChild.textContent = inWords(new Date(at));
    open.lastElementChild.dateTime = at;
    if (isCurrent) open.setAttribute("aria-current", "true");
    open.onclick = () => this.#try(() => this.#on.open(id));
    change.setAttribute("aria-label", `Rename “${name}”`);
    change.onclick = () => this.#rename(row, id, name);
    away.setAttribute("aria-label", `Delete “${name}”`);
    away.onclick = () => this.#confirm(row, id, name);
    return row;
  }

  #rename(row, id, name) {
    const title = el("input", { value: name, maxLength: MAX_TITLE, dir: "auto", autocomplete: "off" });
    title.setAttribute("aria-label", "Title");
    this.#ask(row, "rename", [title], "Save", async () => {
      const text = title.value.trim();
      if (text && text !== name) await rename(id, text);
    });
    title.select();
  }

  #confirm(row, id, name) {
    const question = el("span", { textContent: `Delete “${name}”?`, dir: "auto" });
    const next = row.nextElementSibling ?? row.previousElementSibling;
    this.#ask(row, "delete", [question], "Delete", async () => {
      await remove(id);
      row.remove();
      this.#on.deleted(id);
      announce("The conversation is deleted.");
      (next?.querySelector(".open") ?? $("question")).focus();
    });
    announce(question.textContent);
  }

  /** In the place of a row, until the reader has decided. */
  #ask(row, from, content, label, act) {
    const usual = [...row.children];
    const back = () => {
      row.replaceChildren(...usual);
      if (row.isConnected) row.querySelector(`.${from}`).focus();
      this.refresh();
    };
    const cancel = button("plain", "Cancel", back);
    const sure = el("button.plain", { type: "submit", textContent: label });
    const form = el("form", {}, ...content, el("span.choices", {}, sure, cancel));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#try(act).then(back);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // which would close the drawer ...
      event.stopPropagation(); // ... and stop an answer
      back();
    });
    row.replaceChildren(form);
    (form.querySelector("input") ?? cancel).focus(); // a key that is held down deletes nothing
  }

  async #try(act) {
    try {
      await act();
      this.#note("");
    } catch {
      this.#note(FAILED);
    }
  }

  #note(text) {
    $("chats-note").textContent = text;
  }
}

function focusedIn(parent) {
  const focused = document.activeElement;
  const row = parent.contains(focused) && focused.closest("[data-id]");
  return row ? { id: row.dataset.id, name: focused.classList[focused.classList.length - 1] } : {};
}

function inWords(time) {
  const isToday = time.toDateString() === new Date().toDateString();
  return isToday
    ? time.toLocaleTimeString("en", { hour: "numeric", minute: "2-digit" })
    : time.toLocaleDateString("en", { day: "numeric", month: "short", year: "numeric" });
}
