// Makes elements of text that nobody vouches for: a little Markdown, and no HTML. Text becomes text nodes, always.

/** An element; "div.note" has the class "note". Children that are text stay text. */
export function el(name, properties, ...children) {
  const [tag, className] = name.split(".");
  const node = Object.assign(document.createElement(tag), className && { className }, properties);
  node.append(...children);
  return node;
}

export function copyButton(label, text) {
  if (!navigator.clipboard) return ""; // a page that came over plain http from another host has none
  const onclick = async () => {
    button.textContent = await navigator.clipboard.writeText(text()).then(() => "Copied", () => "Not copied");
    setTimeout(() => (button.textContent = label), 1500);
  };
  const button = el("button.copy", { type: "button", textContent: label, onclick });
  return button;
}

export function codeBlock(language, code) {
  const head = el("div.head", {}, el("span", { textContent: language || "code" }), copyButton("Copy", () => code));
  return el("div.code", {}, head, el("pre", { tabIndex: 0 }, el("code", { textContent: code })));
}

/** Shows the text, and leaves those blocks alone that are there already, so that a selection in them stays. */
export function renderMarkdown(target, text) {
  const wanted = blocks(text);
  wanted.forEach((block, i) => {
    const source = JSON.stringify(block);
    const old = target.children[i];
    if (old?.source === source) return;
    const node = Object.assign(BUILD[block.type](block), { source });
    if (old) old.replaceWith(node);
    else target.append(node);
  });
  while (target.children.length > wanted.length) target.lastChild.remove();
}

const ITEM = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;

function blocks(text) {
  const result = [];
  let open = null; // the block that the next line may go on with
  const start = (type, facts) => result.push((open = { type, lines: [], ...facts }));
  for (const line of text.split(/\r?\n/)) {
    const [, indent, fence, info] = /^(\s*)(`{3,}|~{3,}(?!~))([^`]*)$/.exec(line) ?? [];
    const [, hashes, title] = /^(#{1,6})\s+(.*)$/.exec(line) ?? [];
    const item = ITEM.exec(line);
    if (open?.type === "code") {
      if (fence?.startsWith(open.fence) && info.trim() === "") open = null;
      else open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
    } else if (fence) start("code", { indent, fence, language: info.trim().split(/\s/)[0] });
    else if (hashes) start("heading", { tag: hashes.length < 3 ? "h3" : "h4", lines: [title] });
    else if (/^([-*_])\1{2,}\s*$/.test(line)) start("rule");
    else if (item) {
      const ordered = item[2] !== undefined;
      if (open?.type !== "list" || (item[1] === "" && open.ordered !== ordered)) start("list", { ordered });
      open.lines.push(line);
    } else if (line.trim() === "") open = open?.type === "list" ? open : null;
    else if (open?.type === "paragraph" || (open?.type === "list" && /^\s/.test(line))) open.lines.push(line);
    else start("paragraph", { lines: [line] });
  }
  return result;
}

const BUILD = {
  paragraph: ({ lines }) => el("p", {}, ...inline(lines.join("\n"))),
  heading: ({ tag, lines }) => el(tag, {}, ...inline(lines[0])),
  rule: () => el("hr"),
  code: ({ language, lines }) => codeBlock(language, lines.join("\n")),
  list: ({ lines }) => {
    const levels = []; // the open lists, the innermost last
    for (const line of lines) {
      const [, { length: indent } = "", number, text] = ITEM.exec(line) ?? [];
      if (text === undefined) {
        levels.at(-1).list.lastChild.append("\n", ...inline(line.trim()));
        continue;
      }
      while (levels.length > 1 && indent < levels.at(-1).indent) levels.pop();
      if (levels.length === 0 || indent > levels.at(-1).indent + 1) {
        const list = number === undefined ? el("ul") : el("ol", { start: number });
        levels.at(-1)?.list.lastChild.append(list);
        levels.push({ list, indent });
      }
      levels.at(-1).list.append(el("li", {}, ...inline(text)));
    }
    return levels[0].list;
  },
};

const INLINE = new RegExp([
  /``(.+?)``|`([^`]+)`/, // code
  /\*\*([^\s*][^*]*)\*\*/, // bold
  /\[([^[\]\n]+)\]\((https?:\/\/[^\s()]+)\)/, // a link with a label
  /(https?:\/\/[^\s<>()[\]"'`*]*[^\s<>()[\]"'`*.,;:!?])/, // a link without
].map(({ source }) => source).join("|"), "g");

/** Nodes for code, bold and links; a link goes to http or https and nowhere else. */
function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, ticked, code = ticked, bold, label, target, bare] = match;
    nodes.push(text.slice(from, match.index));
    from = match.index + whole.length;
    if (code) nodes.push(el("code", { textContent: code }));
    else if (bold) nodes.push(el("strong", {}, ...inline(bold)));
    else nodes.push(link(label ?? bare, target ?? bare));
  }
  return [...nodes, text.slice(from)];
}

/** To another site, which does not learn where the reader comes from. */
export function link(label, href) {
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", textContent: label });
}
