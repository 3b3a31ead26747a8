// The chat page of the sample app. Nothing that the server sends is read as HTML but by markdown.js.

import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { $ } from "./dom.js";
import { chosenProvider, loadProviders } from "./providers.js";

const conversation = new Conversation({
  running: (running) => composer.setRunning(running),
  edit: (turn) => composer.edit(turn),
  provider: chosenProvider,
  changed(empty) {
    $("welcome").hidden = !empty;
    $("reset").hidden = empty;
  },
});
const composer = new Composer({
  ask: (question, more) => conversation.ask(question, more),
  stop: () => conversation.stop(),
});

$("reset").addEventListener("click", () => {
  conversation.reset();
  composer.cancel();
  composer.focus();
});
$("suggestions").addEventListener("click", ({ target }) => {
  const chip = target.closest("button");
  if (!chip) return;
  composer.offerTools("tools" in chip.dataset);
  composer.send(chip.textContent);
});
addEventListener("pagehide", () => conversation.save()); // with what has been read so far
if (matchMedia("(hover: hover)").matches) composer.focus(); // elsewhere it would bring up the keyboard
$("welcome").hidden = false;
conversation.restore();
loadProviders();
