// Code, with its language and a button that copies it.

import { button, el } from "./dom.js";

export function copyButton(label, text) {
  if (!navigator.clipboard) return ""; // a page that came over plain http from another host has none
  const copy = button("copy", label, async () => {
    copy.textContent = await navigator.clipboard.writeText(text()).then(() => "Copied", () => "Not copied");
    setTimeout(() => (copy.textContent = label), 1500);
  });
  return copy;
}

/** A block that grows with "extend". */
export function codeBlock(language, code) {
  const text = document.createTextNode(code);
  const head = el("div.head", {}, el("span", { textContent: language || "code" }), copyButton("Copy", () => text.data));
  const pre = el("pre", { tabIndex: 0, dir: "ltr" }, el("code", {}, text));
  pre.setAttribute("role", "group"); // it scrolls, and so takes the focus, and so needs a name
  pre.setAttribute("aria-label", language ? `Code, ${language}` : "Code");
  return Object.assign(el("div.code", {}, head, pre), { codeText: text });
}
