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
      if (old && (extendCode(old, block) || extendParts(old, block))) return;
      const elements = elementsOf(block);
      const place = old?.elements[0];
      if (place) elements.forEach((element) => place.before(element));
      else this.#target.append(...elements);
      old?.elements.forEach((element) => element.remove());
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

/** Adds items to a list, or rows to a table, from the last one on, which may have grown. */
function extendParts(old, block) {
  const parts = partsOf(block);
  const before = partsOf(old.block);
  if (!parts || parts.alike !== before?.alike) return false;
  const same = before.keys.findIndex((key, i) => key !== parts.keys[i]);
  const from = same < 0 ? before.keys.length - 1 : same;
  if (from >= parts.keys.length) return false;
  const fresh = elementsOf({ ...block, [parts.name]: block[parts.name].slice(from) });
  const [oldBox, freshBox] = [old.elements, fresh].map(([element]) => element.querySelector("tbody") ?? element);
  while (oldBox.children.length > from) oldBox.lastChild.remove();
  oldBox.append(...freshBox.children);
  old.block = block;
  return true;
}

/** What a list or a table consists of; "alike" is what all parts of it have in common. */
function partsOf({ type, loose, ordered, header, align, rows, items }) {
  if (type === "list") return { name: "items", keys: items.map(({ raw }) => raw), alike: `${ordered} ${loose}` };
  if (type !== "table" || rows.length === 0) return null;
  const text = (cells) => cells.map((cell) => cell.text).join("\n");
  return { name: "rows", keys: rows.map(text), alike: `${text(header)} ${align}` };
}
