// The chat page of the sample app. Nothing that the server sends is read as HTML but by markdown.js.

import { announce } from "./announcer.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { $ } from "./dom.js";
import { load } from "./kept.js";
import { ConversationList } from "./list.js";
import { chosenProvider, loadProviders } from "./providers.js";

const conversation = new Conversation({
  running: (running) => composer.setRunning(running),
  edit: (turn) => composer.edit(turn),
  provider: chosenProvider,
  kept: () => list.refresh(),
  changed(empty) {
    $("welcome").hidden = !empty;
    $("reset").hidden = empty;
  },
});
const composer = new Composer({
  ask: (question, more) => conversation.ask(question, more),
  stop: () => conversation.stop(),
});
let wanted = null; // the conversation that was chosen last
const list = new ConversationList({
  current: () => conversation.id,
  async open(id) {
    wanted = id;
    const here = id === conversation.id && conversation.isRunning;
    const found = here || (await load(id));
    if (id !== wanted) return; // another one since
    if (!here && found) {
      composer.cancel();
      conversation.show(id, found);
    }
    $("chats").hidePopover?.();
    announce(found ? "The conversation is shown." : "This conversation is no longer there.");
    list.refresh();
  },
  deleted(id) {
    if (id !== conversation.id) return;
    conversation.stop();
    conversation.reset();
    composer.cancel();
  },
});

$("reset").addEventListener("click", () => {
  conversation.reset();
  composer.cancel();
  composer.focus();
  list.refresh();
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
list.refresh();
loadProviders();
