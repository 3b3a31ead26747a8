// The conversation: what was asked and answered, and the answer that is being written.

import { announce } from "./announcer.js";
import { AnswerView } from "./answer.js";
import { open } from "./asking.js";
import { $, el } from "./dom.js";
import { failureOf, FILES_GONE, LEFT, REFUSED } from "./failures.js";
import { cut, load, newId } from "./kept.js";
import { recall, remember } from "./memory.js";
import { followAgain } from "./scroll.js";
import { TOOLS } from "./tools.js";
import { turnNode } from "./turn.js";

const OUTCOMES = { whole: {}, interrupted: { interrupted: true }, refused: { failure: REFUSED } };
const FORGOTTEN = "The server no longer has this conversation. Your next question begins a new one.";

export class Conversation {
  // {question, tools, fileNames, files, place, kept, node, view, streamId, taken, outcome}: "place" tells how many turns the server has
  // before it, and "kept" that it has this one; a stream as long as there may be more to read of it, a view until the end
  #turns = [];
  #id = newId();
  #running = null; // {stop, leave}: what ends the answer that is being written, or only the reading of it
  #on;

  /** "on": {running(yes), edit(turn), changed(empty), kept(), provider()}: what the page does, and which provider it has chosen. */
  constructor(on) {
    this.#on = on;
  }

  get id() {
    return this.#id;
  }

  get isRunning() {
    return this.#running !== null;
  }

  /** Shows what was there before the page was reloaded, and goes on with the answer that was being written. */
  async restore() {
    const remembered = recall();
    if (!remembered) return;
    this.#id = remembered.id;
    remembered.turns.forEach((turn) => this.#restore(turn));
    if (this.isRunning || !this.#turns.some(({ kept }) => kept)) return;
    const found = await load(this.#id).catch(() => true); // a server that is away has it perhaps
    if (found || this.isRunning || this.#id !== remembered.id) return;
    this.#id = newId();
    this.#turns.forEach((turn) => Object.assign(turn, { place: 0, kept: false }));
    this.#turns.at(-1).node.append(el("div.note", {}, el("div", { textContent: FORGOTTEN })));
    announce(FORGOTTEN);
    this.save();
  }

  /** Shows one that the server has kept, and goes on with the answer that is being written. */
  show(id, { turns, streamId }) {
    this.reset();
    this.#id = id;
    turns.forEach(({ question, files, events, state }, place) => {
      const fileNames = files.length > 0 ? files : undefined;
      const tools = events.some(({ toolCall }) => toolCall) ? TOOLS : undefined;
      const turn = { question, tools, fileNames, place, kept: true, taken: events, outcome: OUTCOMES[state] };
      this.#restore(streamId && place === turns.length - 1 ? { ...turn, streamId } : turn);
    });
    this.save();
  }

  #restore(turn) {
    this.#add(turn);
    if (turn.streamId) return this.#answer(turn);
    turn.outcome ??= { failure: LEFT };
    this.#view(turn, false).end(turn.outcome);
  }

  /** Asks, in the place of an earlier question and all that follows it, if "instead" is one. */
  ask(question, { instead, tools, files }) {
    if (instead) this.#cut(instead);
    this.#turns.forEach((earlier) => (earlier.streamId = null)); // who asks the next gives up on one that was lost
    const last = this.#turns.at(-1);
    const place = last ? last.place + (last.kept ? 1 : 0) : 0;
    const turn = { question, tools, place, ...(files.length > 0 && { files, fileNames: files.map(({ name }) => name) }) };
    this.#add(turn);
    this.#answer(turn, Boolean(instead) || last?.kept === false);
  }

  stop() {
    this.#running?.stop();
  }

  /** Begins a new one. An answer that is being written is left to the server, which soon gives it up unless somebody reads it. */
  reset() {
    this.#running?.leave();
    this.#cut(this.#turns[0]);
    this.#id = newId();
    this.save();
  }

  save() {
    const turns = this.#turns.map(({ node, view, files, ...turn }) => ({ ...turn, taken: view?.taken() ?? turn.taken }));
    remember({ id: this.#id, turns });
  }

  #add(turn) {
    document.querySelectorAll(".answer .retry").forEach((retry) => retry.remove());
    turn.node = turnNode($("conversation"), turn, () => this.isRunning || this.#on.edit(turn));
    this.#turns.push(turn);
    this.#on.changed(false);
    followAgain();
  }

  #cut(turn) {
    const from = this.#turns.indexOf(turn);
    if (from < 0) return;
    this.#turns.splice(from).forEach(({ node }) => node.remove());
    this.#on.changed(this.#turns.length === 0);
  }

  #view(turn, again) {
    const onRetry = () => {
      if (this.isRunning) return;
      this.#answer(turn, true);
      $("stop").focus();
    };
    const canAsk = turn.files || !turn.fileNames || turn.streamId; // files are gone with a reload
    return new AnswerView(turn.node, { taken: turn.taken, again, begun: Boolean(turn.streamId), onRetry: canAsk && onRetry });
  }

  /** Asks, or goes on with an answer that the server has begun; "afresh": without what the server may have from this turn on. */
  async #answer(turn, afresh = false) {
    const { question, tools, files, fileNames, streamId, place } = turn;
    const id = this.#id;
    turn.outcome = null;
    const view = this.#view(turn, true);
    view.readAloud();
    if (fileNames && !files && !streamId) return this.#finish(turn, view, { failure: FILES_GONE });
    turn.view = view;
    turn.kept = Boolean(streamId);
    let over = false; // for the reader
    const hangUp = new AbortController();
    const { answer, connection } = open(
      { streamId, question, conversation: id, provider: this.#on.provider(), tools, files },
      {
        signal: hangUp.signal,
        prepare: () => afresh && cut(id, place),
        onStart: (started) => {
          Object.assign(turn, { streamId: started ?? turn.streamId, kept: true });
          if (over) return;
          this.save();
          this.#on.kept();
        },
        onBreak: () => view.reconnecting(),
      },
    );
    const stop = () => {
      over = true;
      this.#finish(turn, view, { stopped: true });
      answer.stop().then(() => this.#on.kept());
    };
    const leave = () => {
      over = true;
      hangUp.abort();
      this.#setRunning(null);
    };
    this.#setRunning({ stop, leave });
    this.save();
    try {
      for await (const event of answer) if (!over) view.take(event);
      if (!over) this.#finish(turn, view, {});
    } catch (error) {
      if (!over) this.#finish(turn, view, { failure: failureOf(error, connection, turn.streamId) });
    }
  }

  #finish(turn, view, outcome) {
    view.end(outcome);
    const streamId = outcome.failure?.lost ? turn.streamId : null;
    Object.assign(turn, { outcome, view: null, taken: view.taken(), streamId });
    this.#setRunning(null);
    this.save();
    this.#on.kept();
  }

  #setRunning(running) {
    this.#running = running;
    $("conversation").setAttribute("aria-busy", this.isRunning);
    this.#on.running(this.isRunning);
  }
}
