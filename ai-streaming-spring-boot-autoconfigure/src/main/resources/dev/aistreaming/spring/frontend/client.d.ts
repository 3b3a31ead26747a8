/** An answer that is read while it comes: to be iterated once. */
export interface Answer extends AsyncIterable<AnswerEvent> {
  /** The answer's id, from the response's head on; undefined where it is not kept. */
  readonly streamId: string | undefined;
  /** The id of the event that was read last, to go on after it; undefined where the answer is not kept. */
  readonly lastEventId: string | undefined;
  /**
   * Ends the loop without an error, and the answer on the server, by a DELETE to `stopUrl(streamId)`; without a `stopUrl`, only the
   * connection. Also before the first event. Settles when the server has answered, whatever it has answered.
   */
  stop(): Promise<void>;
}

export interface ToolCall {
  id: string;
  name: string;
  /** A string where the answer was cut before they were whole. */
  arguments: Record<string, unknown> | string;
}

/** The events of the wire format, each with its type. Further ones may come, with their first key as the type. */
export type AnswerEvent =
  | { type: "content"; content: string }
  | { type: "reasoning"; reasoning: string }
  | { type: "toolCall"; toolCall: ToolCall }
  | { type: "toolResult"; toolResult: { id: string; name: string; result?: unknown; error?: string } }
  | { type: "approval"; approval: { id: string; streamId?: string; toolCall: ToolCall } }
  | { type: "source"; source: { url?: string; document?: string; title?: string; snippet?: string } }
  | { type: "data"; data: { name: string; id?: string; value: unknown } }
  | { type: "object"; object: unknown }
  | { type: "step"; step: { finishReason: string } }
  | { type: "reset"; reset: { reason: string } }
  | {
      type: "finish";
      finishReason: "stop" | "length" | "tool_calls" | "content_filter" | "other";
      usage?: { inputTokens?: number; outputTokens?: number; estimated?: true };
      model?: string;
      provider?: string;
    };

export interface AnswerOptions {
  /** Aborted: the loop rejects with its reason, as fetch does. */
  signal?: AbortSignal;
  /** Sent with each request, such as a CSRF token. */
  headers?: HeadersInit;
  /** In place of the global fetch, such as one that sends credentials. */
  fetch?: typeof fetch;
  /** Where an answer is stopped. */
  stopUrl?: (streamId: string) => string;
  /** How often a connection that breaks is followed by another without an event between them: 5. Only where the answer is kept. */
  retries?: number;
  /** The wait before the first of them, in milliseconds, doubled for each further one: 250. */
  backoff?: number;
  /** To go on after this event. */
  lastEventId?: string;
}

/**
 * Asks. The request is sent when the loop begins.
 *
 * @param body sent as JSON; a FormData, a Blob, URLSearchParams or a string as it is
 */
export function stream(url: string | URL, body: unknown, options?: AnswerOptions): Answer;

/** Reads an answer that was begun before, such as before a reload: all of it, or what comes after `lastEventId`. */
export function resume(url: string | URL, options?: AnswerOptions): Answer;

/** What ended an answer early. */
export class AiStreamError extends Error {
  /** A code of the wire format; `network` where the connection is lost for good; undefined where a status says it all. */
  readonly code: string | undefined;
  /** Whether it may be of use to ask again. */
  readonly retryable: boolean;
  /** Seconds to wait before that. */
  readonly retryAfter: number | undefined;
  /** Of a response that was no stream. */
  readonly status: number | undefined;
}
