// The libraries of others, as WebJars. The build puts their versions in.

export { default as DOMPurify } from "./webjars/dompurify/${dompurify.version}/dist/purify.es.mjs";
export { Lexer, Marked } from "./webjars/marked/${marked.version}/lib/marked.esm.js";
