// What an answer has cost, and how fast it came.

/** Below this, in milliseconds, an answer came in one piece: its speed is that of the whole request. */
const ONE_PIECE = 50;

export class Stopwatch {
  #asked = performance.now();
  #first = 0;
  #valid;

  /** What is read a second time does not tell how fast it was written. */
  constructor(valid) {
    this.#valid = valid;
  }

  piece() {
    this.#first ||= performance.now();
  }

  /** Somebody was waited for. */
  spoil() {
    this.#valid = false;
  }

  /** Tokens per second, or undefined. */
  rate(tokens) {
    const now = performance.now();
    const took = now - this.#first > ONE_PIECE ? now - this.#first : now - this.#asked;
    return this.#valid && tokens > 0 && took > 0 ? (1000 * tokens) / took : undefined;
  }
}

export function inWords({ provider, model, usage = {}, rate }) {
  const about = usage?.estimated ? "about " : "";
  const { inputTokens, outputTokens } = usage ?? {};
  return [
    provider,
    model,
    inputTokens != null && `${about}${grouped(inputTokens)} tokens in`,
    outputTokens != null && `${about}${grouped(outputTokens)} tokens out`,
    rate && `${grouped(rate)} tokens per second`,
  ].filter(Boolean).join(" · ");
}

function grouped(number) {
  return number.toLocaleString("en", { maximumFractionDigits: number < 10 ? 1 : 0 });
}
