// Elements. Text becomes text nodes, always.

/** The element of the page that has this id. */
export const $ = (id) => document.getElementById(id);

/** A new element; "div.note.bad" has the classes "note" and "bad". Children that are text stay text. */
export function el(name, properties, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = Object.assign(document.createElement(tag), classes.length > 0 && { className: classes.join(" ") }, properties);
  node.append(...children);
  return node;
}

export function button(name, textContent, onclick) {
  return el(`button.${name}`, { type: "button", textContent, onclick });
}

/** To another site, which neither gets hold of this page nor learns where the reader comes from. */
export function link(label, href) {
  return outward(el("a", { href, textContent: label }));
}

export function outward(anchor) {
  return Object.assign(anchor, { target: "_blank", rel: "noopener noreferrer" });
}

/** A box that the reader can open. */
export function fold(name, title, ...children) {
  return el(`details.fold.${name}`, {}, el("summary", { textContent: title, dir: "auto" }), ...children);
}
