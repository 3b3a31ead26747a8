// Markdown as elements. What a model writes may come from anybody, so: HTML in it is shown as text, the sanitizer looks at all the
// rest, and no picture is loaded, since its address would tell another site what was said here.

import { codeBlock } from "./code.js";
import { el, outward } from "./dom.js";
import { DOMPurify, Lexer, Marked } from "./libraries.js";

/** HTML that models write because Markdown has no word for it. */
const HARMLESS_TAG = /^<(?:br ?\/?|\/?(?:sub|sup|kbd))>/i;
const QUOTED_ADDRESS = /^https?:\/\/[^\s<"]+(?=")/i;
const WEB = /^(?:https?|mailto):/i;

const marked = new Marked({
  breaks: true,
  tokenizer: {
    html: () => undefined,
    tag(source) {
      const [raw] = HARMLESS_TAG.exec(source) ?? [];
      return raw && { type: "html", raw, text: raw, block: false, inLink: false, inRawBlock: false };
    },
    url(source) {
      const [raw] = QUOTED_ADDRESS.exec(source) ?? []; // as in HTML, which is text here
      return raw ? { type: "link", raw, text: raw, href: raw, tokens: [{ type: "text", raw, text: raw }] } : false;
    },
  },
  renderer: {
    heading({ tokens, depth }) {
      const tag = depth < 3 ? "h3" : "h4"; // below the page's own
      return `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`;
    },
    image({ href, text }) {
      const address = WEB.test(href) ? `<a href="${escape(href)}">${escape(href)}</a>` : "not shown";
      return `${escape(text || "Picture")} (${address})`;
    },
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
  },
});

DOMPurify.setConfig({
  ALLOWED_TAGS: [
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "hr", "kbd", "li", "ol", "p", "pre", "strong", "sub", "sup",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
  ],
  ALLOWED_ATTR: ["align", "class", "href", "start", "title"], // no id and no name: they would be variables of the page
  ADD_URI_SAFE_ATTR: ["align", "start"],
  ALLOWED_URI_REGEXP: WEB,
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
});

function escape(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The blocks of a text: {raw, type, ..} each. "links" holds the addresses that it defines for "[label][name]", and gets new ones. */
export function blocksOf(text, links) {
  const lexer = new Lexer(marked.defaults);
  lexer.tokens.links = links;
  return lexer.lex(text);
}

/** The elements of a block. */
export function elementsOf(block) {
  if (block.type === "code") return [codeBlock(languageOf(block.lang), block.text)]; // needs no sanitizer: it is text
  const fragment = DOMPurify.sanitize(marked.parser([block]));
  fragment.querySelectorAll("[class]").forEach((node) => node.matches("pre > code") || node.removeAttribute("class"));
  fragment.querySelectorAll("a").forEach((anchor) => (anchor.hasAttribute("href") ? outward(anchor) : anchor.replaceWith(...anchor.childNodes)));
  fragment.querySelectorAll("pre").forEach((pre) =>
    pre.replaceWith(codeBlock(languageOf(pre.firstChild?.className?.replace("language-", "")), pre.textContent.replace(/\n$/, ""))));
  [...fragment.children].forEach((element) => element.matches(".code") || (element.dir = "auto"));
  fragment.querySelectorAll("table").forEach(letScroll);
  return [...fragment.children];
}

function languageOf(info) {
  return (info ?? "").trim().split(/[\s,{]/)[0].slice(0, 30);
}

/** A table that is wider than the page moves by itself. */
function letScroll(table) {
  const frame = el("div.table", { tabIndex: 0 });
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Table");
  table.before(frame);
  frame.append(table);
}
