// What a screen reader is told while an answer is written. Not every token, which would be noise, and not the whole answer at its
// end, which nobody could interrupt or go back in: the beginning, in whole sentences and with pauses, to know what it is about;
// then that it is complete. All of it can be read in the conversation, which has headings.

import { $ } from "./dom.js";

const PAUSE = 5000; // milliseconds
const MOST = 600; // characters that are read out
const SENTENCES = /^.*[.!?…。！？؟۔।](?=\s|$)/s;

export function announce(text) {
  $("status").textContent = text;
}

/** Reads out the beginning of an answer. */
export class ReadAlong {
  #body;
  #said = 0; // characters of the prose
  #next = performance.now() + PAUSE;

  constructor(body) {
    this.#body = body;
    announce("The answer is being written.");
  }

  /** There is more of the answer than before. */
  grow() {
    if (this.#said >= MOST || performance.now() < this.#next) return;
    const prose = this.#prose();
    const rest = prose.slice(this.#said, MOST);
    const part = SENTENCES.exec(rest)?.[0] ?? (prose.length > MOST ? rest : "");
    if (!part.trim()) return;
    const goesOn = prose.length > MOST;
    this.#said = goesOn ? MOST : this.#said + part.length;
    this.#next = performance.now() + PAUSE;
    announce(goesOn ? `${part.trim()} … The answer goes on.` : part.trim());
  }

  end() {
    const prose = this.#prose();
    if (prose.length <= MOST) announce(`Answer complete. ${prose.slice(this.#said)}`.trim());
    else announce(`Answer complete. It has ${prose.trim().split(/\s+/).length} words.`);
  }

  /** Code is not for listening. */
  #prose() {
    return [...this.#body.children].filter((block) => !block.matches(".code")).map((block) => `${block.textContent} `).join("");
  }
}
