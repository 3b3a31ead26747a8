// Keeps the end of the conversation in sight for a reader who is there, and leaves alone one who reads further up.

import { $ } from "./dom.js";

let following = true; // whether the reader is at the end, and so wants to see what comes
let lastY = 0;

export function follow() {
  if (following) scrollTo(0, document.documentElement.scrollHeight);
  else $("latest").hidden = false;
}

export function followAgain() {
  following = true;
  $("latest").hidden = true;
  follow();
}

document.addEventListener("scroll", () => {
  const atEnd = document.documentElement.scrollHeight - innerHeight - scrollY < 3;
  following = atEnd || (following && scrollY >= lastY);
  if (following) $("latest").hidden = true;
  lastY = scrollY;
});
$("latest").addEventListener("click", followAgain);
