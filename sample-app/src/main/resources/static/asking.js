// A question on its way to the server, and its answer on the way back.

import { resume, stream } from "./ai-streaming/client.js";

const stopUrl = (streamId) => `api/chat/${encodeURIComponent(streamId)}`;

/**
 * The answer to a question, or one that the server has begun, if "streamId" says which; and how its connection is: whether the last
 * one was made ("reached"), and whether there has been one.
 *
 * "prepare" is called before the question is sent, "onStart" when the server has taken it, with the id of the answer's stream or, where
 * that is not kept, null, and "onBreak" when the connection broke and the next is tried. "signal" ends the reading, but not the answer.
 */
export function open({ streamId, files, ...question }, { prepare, signal, onStart, onBreak }) {
  const connection = { reached: false, begun: false };
  const connect = async (url, init) => {
    if (init.method === "DELETE") return fetch(url, init); // stops the answer
    connection.reached = false;
    if (connection.begun) onBreak();
    else await prepare?.();
    const response = await fetch(url, files?.length > 0 && init.body ? withFiles(init, files) : init);
    const id = response.headers.get("X-AI-Stream-Id");
    if (response.ok && !connection.begun) onStart(id);
    Object.assign(connection, { reached: true, begun: true });
    return response;
  };
  const options = { stopUrl, fetch: connect, signal };
  const answer = streamId
    ? resume(`${stopUrl(streamId)}/stream`, options)
    : stream("api/chat/stream", { ...question, resumable: true }, options);
  return { answer, connection };
}

/** The same request, with the files beside the question. */
function withFiles(init, files) {
  const headers = new Headers(init.headers);
  headers.delete("Content-Type"); // which fetch knows better
  const body = new FormData();
  body.append("question", new Blob([init.body], { type: "application/json" }));
  files.forEach((file) => body.append("files", file));
  return { ...init, headers, body };
}

/** Tells the server whether a tool may be called; returns what went wrong, in words for people. */
export async function decide({ id, streamId, toolCall }, approved) {
  const headers = { "Content-Type": "application/json" };
  const url = `${stopUrl(streamId)}/approvals/${encodeURIComponent(id)}`;
  try {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ approved }) });
    if (response.ok) return null;
    return response.status === 404
      ? `Nobody waits for this call of “${toolCall.name}” any more.`
      : `The server did not take your decision (status ${response.status}).`;
  } catch {
    return "The server cannot be reached. Your decision is not known to it.";
  }
}
