// Which provider answers, and what the empty page says about it.

import { $ } from "./dom.js";
import { recallProvider, rememberProvider } from "./memory.js";

let providers = [];

/** The name of the provider that was chosen; undefined: the server's default one. */
export function chosenProvider() {
  return $("provider").value || recallProvider() || undefined;
}

function show() {
  const chosen = providers.find(({ name }) => name === $("provider").value);
  const demo = chosen?.name === "demo";
  $("description").textContent = chosen?.description ?? "";
  $("demo").hidden = !demo;
  $("demo-chips").hidden = !demo;
  $("model-chips").hidden = demo;
  $("suggestions").hidden = false;
  $("demo-switch").hidden = providers.length < 2;
  $("demo-key").hidden = providers.length > 1;
}

export async function loadProviders() {
  $("provider").addEventListener("change", () => {
    rememberProvider($("provider").value);
    show();
  });
  try {
    const answered = await fetch("api/providers").then((response) => response.json());
    providers = answered.providers;
    $("provider").replaceChildren(...providers.map(({ name }) => new Option(name)));
    const chosen = recallProvider();
    $("provider").value = providers.some(({ name }) => name === chosen) ? chosen : answered.default;
    $("chooser").hidden = providers.length < 2;
    show();
  } catch {
    show();
    $("description").textContent = "The list of providers cannot be loaded; the server's default one will answer.";
  }
}
