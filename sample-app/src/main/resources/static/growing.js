// A text that grows by some letters at a time. A block that is complete stays as it is, with the reader's selection in it, and is never
// looked at again: only what is open at the end is read and built anew, so that a token costs the same in a long answer as in a
// short one.

import { blocksOf, elementsOf } from "./markdown.js";

export class GrowingText {
  #target;
  #settled = ""; // the part of the text whose blocks are complete
  #open = []; // what the rest has become: {block, elements}
  #links = Object.create(null); // of names that a model may choose

  constructor(target) {
    this.#target = target;
  }

  /** Shows the text, of which a part may be shown already. */
  show(text) {
    if (!text.startsWith(this.#settled)) this.#clear();
    const blocks = blocksOf(text.slice(this.#settled.length), this.#links);
    this.#update(blocks.filter(isShown));
    this.#settle(blocks);
  }

  /** Shows the whole text: an address that was defined at its end holds for all of it. */
  end(text) {
    this.show(text);
    if (Object.keys(this.#links).length === 0) return;
    this.#clear(true);
    this.show(text);
  }

  #clear(keepLinks) {
    this.#target.replaceChildren();
    this.#settled = "";
    this.#open = [];
    if (!keepLinks) this.#links = Object.create(null);
  }

  #update(blocks) {
    blocks.forEach((block, i) => {
      const old = this.#open[i];
      if (old?.block.raw === block.raw && old.block.type === block.type) return;
      if (old && extendCode(old, block)) return;
      const elements = elementsOf(block);
      if (old) exchange(old.elements, elements, this.#target);
      else this.#target.append(...elements);
      this.#open[i] = { block, elements };
    });
    this.#open.splice(blocks.length).forEach(({ elements }) => elements.forEach((element) => element.remove()));
  }

  /** What comes next decides whether a block is complete, and its first line says what it is. */
  #settle(blocks) {
    let last = blocks.findLastIndex(({ type }) => type !== "space");
    if (last > 0 && !blocks[last].raw.includes("\n")) last = blocks.findLastIndex(({ type }, i) => i < last && type !== "space");
    if (last <= 0) return;
    const complete = blocks.slice(0, last);
    this.#settled += complete.map(({ raw }) => raw).join("");
    this.#open.splice(0, complete.filter(isShown).length);
  }
}

function isShown({ type }) {
  return type !== "space" && type !== "def";
}

/** Adds to a block of code what is new. */
function extendCode(old, block) {
  if (block.type !== "code" || old.block.type !== "code") return false;
  if (block.lang !== old.block.lang || !block.text.startsWith(old.block.text)) return false;
  old.elements[0].codeText.appendData(block.text.slice(old.block.text.length));
  old.block = block;
  return true;
}

/** Puts new elements in the place of old ones, and keeps of these what is the same. */
function exchange(old, fresh, target) {
  if (old.length === 1 && fresh.length === 1 && keepBeginning(old[0], fresh[0])) {
    fresh[0] = old[0];
    return;
  }
  const after = old.at(-1)?.nextSibling ?? null;
  old.forEach((element) => element.remove());
  fresh.forEach((element) => target.insertBefore(element, after));
}

/** Makes of an element what a new one is, if they are alike; lists and tables grow at the end. */
function keepBeginning(old, fresh) {
  if (old.codeText || !old.cloneNode(false).isEqualNode(fresh.cloneNode(false))) return false;
  const olds = [...old.childNodes];
  const news = [...fresh.childNodes];
  let same = 0;
  while (same < olds.length && same < news.length && olds[same].isEqualNode(news[same])) same++;
  const [last, next] = [olds[same], news[same]];
  if (last?.nodeType === Node.ELEMENT_NODE && next && keepBeginning(last, next)) same++;
  olds.slice(same).forEach((node) => node.remove());
  old.append(...news.slice(same));
  return true;
}
