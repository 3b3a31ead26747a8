// A question on the page, above its answer.

import { button, el } from "./dom.js";

/** Adds a question to the conversation; "onEdit" is called when the reader wants to put it differently. Returns its element. */
export function turnNode(parent, { question, fileNames, tools }, onEdit) {
  const beside = [fileNames?.join(", "), tools && "with tools"].filter(Boolean).join(" · ");
  const edit = button("edit.quiet-text", "Edit", onEdit);
  edit.setAttribute("aria-label", "Edit this question");
  const node = el(
    "article.turn",
    {},
    el("h2.unseen", { textContent: "Question" }),
    el("div.question", { textContent: question, dir: "auto" }),
    el("div.below-question", {}, el("span.attached", { textContent: beside }), edit),
  );
  parent.append(node);
  return node;
}
