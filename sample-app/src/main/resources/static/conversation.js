// The conversation: what was asked and answered, and the answer that is being written.

import { AnswerView } from "./answer.js";
import { open } from "./asking.js";
import { $ } from "./dom.js";
import { failureOf, FILES_GONE, LEFT } from "./failures.js";
import { recall, remember } from "./memory.js";
import { followAgain } from "./scroll.js";
import { turnNode } from "./turn.js";

export class Conversation {
  // {question, tools, fileNames, files, node, view, streamId, taken, outcome}: a stream as long as there may be more to read of it, a view until
  // the end
  #turns = [];
  #running = null; // stops the answer that is being written
  #on;

  /** "on": {running(yes), edit(turn), changed(empty), provider()}: what the page does, and which provider it has chosen. */
  constructor(on) {
    this.#on = on;
  }

  get isRunning() {
    return this.#running !== null;
  }

  /** Shows what was there before the page was reloaded, and goes on with the answer that was being written. */
  restore() {
    for (const turn of recall()) {
      this.#add(turn);
      if (turn.streamId) {
        this.#answer(turn);
        continue;
      }
      turn.outcome ??= { failure: LEFT };
      this.#view(turn, false).end(turn.outcome);
    }
  }

  /** Asks, in the place of an earlier question and all that follows it, if "instead" is one. */
  ask(question, { instead, tools, files }) {
    if (instead) this.#cut(instead);
    this.#turns.forEach((earlier) => (earlier.streamId = null)); // who asks the next gives up on one that was lost
    const turn = { question, tools, ...(files.length > 0 && { files, fileNames: files.map(({ name }) => name) }) };
    this.#add(turn);
    this.#answer(turn);
  }

  stop() {
    this.#running?.();
  }

  reset() {
    this.stop();
    this.#cut(this.#turns[0]);
    this.save();
  }

  save() {
    remember(this.#turns.map(({ node, view, files, ...turn }) => ({ ...turn, taken: view?.taken() ?? turn.taken })));
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
      this.#answer(turn);
      $("stop").focus();
    };
    const canAsk = turn.files || !turn.fileNames || turn.streamId; // files are gone with a reload
    return new AnswerView(turn.node, { taken: turn.taken, again, begun: Boolean(turn.streamId), onRetry: canAsk && onRetry });
  }

  /** What has been said so far, as the server takes it: questions with a whole answer. */
  #history() {
    return this.#turns.flatMap(({ question, taken, outcome }) => {
      const text = taken?.find(({ content }) => content)?.content;
      if (!text || !outcome || outcome.failure || outcome.stopped) return [];
      return [{ role: "user", content: question }, { role: "assistant", content: text }];
    });
  }

  /** Asks, or goes on with an answer that the server has begun. */
  async #answer(turn) {
    const { question, tools, files, fileNames, streamId } = turn;
    turn.outcome = null;
    const request = { streamId, question, provider: this.#on.provider(), history: this.#history(), tools, files };
    const view = this.#view(turn, true);
    view.readAloud();
    if (fileNames && !files && !streamId) return this.#finish(turn, view, { failure: FILES_GONE });
    turn.view = view;
    const onStart = (id) => {
      turn.streamId = id;
      this.save();
    };
    const { answer, connection } = open(request, { onStart, onBreak: () => view.reconnecting() });
    let stopped = false;
    const stop = () => {
      stopped = true;
      this.#finish(turn, view, { stopped });
      answer.stop();
    };
    this.#setRunning(stop);
    this.save();
    try {
      for await (const event of answer) if (!stopped) view.take(event);
      if (!stopped) this.#finish(turn, view, {});
    } catch (error) {
      if (!stopped) this.#finish(turn, view, { failure: failureOf(error, connection, turn.streamId) });
    }
  }

  #finish(turn, view, outcome) {
    view.end(outcome);
    const streamId = outcome.failure?.lost ? turn.streamId : null;
    Object.assign(turn, { outcome, view: null, taken: view.taken(), streamId });
    this.#setRunning(null);
    this.save();
  }

  #setRunning(stop) {
    this.#running = stop;
    $("conversation").setAttribute("aria-busy", this.isRunning);
    this.#on.running(this.isRunning);
  }
}
