// What went wrong, in words for people, and what they can do.

const LOST = "The connection was lost before the answer was complete.";
const UNREACHABLE = "The server cannot be reached. Check your connection, then try again.";
const UNREADABLE = "The server sent something that is not an answer.";

/** What to do, by the error's code. Of what passes by itself the button says all there is to say. */
const ADVICE = {
  authentication: "Whoever runs this application has to check the provider's key.",
  permission_denied: "Whoever runs this application has to check what the provider's key may do.",
  model_not_found: "Whoever runs this application has to check the name of the model. Another provider may answer meanwhile.",
  invalid_request: "Put the question differently, or leave out what you attached.",
  context_length_exceeded: "Begin a new conversation, or put the question shorter.",
  content_filtered: "Edit the question, and ask again.",
  rate_limited: "Wait a moment, then try again.",
  busy: "Wait a moment, then try again.",
  overloaded: "Wait a moment, or choose another provider.",
  quota_exceeded: "Whoever runs this application has to look at the account with the provider.",
  shutting_down: "It is being restarted: try again in a minute.",
};

/** What the page itself has to say of an answer that is not there: {message, retryable, again}. */
export const LEFT = { message: "The page was left before this answer was complete.", retryable: true, again: "Ask again" };
export const FILES_GONE = {
  message: "The files of this question are gone with the page. Edit the question, attach them again, and ask.",
  retryable: false,
  hopeless: true, // as it stands
};
export const REFUSED = { message: "The provider refused to answer this question.", retryable: false };
const EXPIRED = { message: "The server no longer has this answer. Asking again starts a new one.", retryable: true, again: "Ask again" };

/**
 * What is shown and remembered of an error; "lost" where the answer may be there all the same.
 *
 * @param connection of which asking.js tells
 * @param streamId of the answer, if it is kept
 */
export function failureOf(error, connection, streamId) {
  const { code, status, retryable = true, retryAfter = 0 } = error;
  if (code === "stream_expired") return EXPIRED;
  if (code === "network" && !connection.reached) {
    return { message: connection.begun ? LOST : UNREACHABLE, retryable: true, lost: Boolean(streamId) };
  }
  if (code === undefined && status === undefined) return { message: UNREADABLE, retryable: true };
  const advice = status === 400 ? undefined : ADVICE[code]; // what this server refuses, it explains
  return { message: [sentence(error.message), advice].filter(Boolean).join(" "), code, status, retryable, retryAfter };
}

function sentence(text) {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
