// The conversations that the server keeps for this browser. All of this throws where the server cannot be reached, or fails.

const urlOf = (id, rest = "") => `api/conversations/${encodeURIComponent(id)}${rest}`;

/** The response; null where there is no such conversation. */
async function send(method, url, body) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(url, { method, cache: "no-store", ...(body && { headers, body: JSON.stringify(body) }) });
  if (response.ok) return response;
  if (response.status === 404) return null;
  throw new Error(`The server answered with the status ${response.status}.`);
}

/** An id that nobody guesses. Other than randomUUID, this works over plain http from another host, too. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Some conversations, the one that was used last first: {conversations: [{id, title, at}], more}. */
export async function list(offset) {
  return (await send("GET", `api/conversations?offset=${offset}`)).json();
}

/** What was said: {title, turns: [{question, files, events, state}], streamId}; null where there is no such conversation. */
export async function load(id) {
  return (await send("GET", urlOf(id)))?.json() ?? null;
}

export const rename = (id, title) => send("PUT", urlOf(id, "/title"), { title });

export const remove = (id) => send("DELETE", urlOf(id));

/** Leaves the first turns of a conversation. */
export const cut = (id, turns) => send("DELETE", urlOf(id, `/turns?after=${turns}`));
