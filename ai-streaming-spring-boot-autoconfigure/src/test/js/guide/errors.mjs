import { stream } from "/ai-streaming/client.js";

const answer = stream("/api/chat/stream", { question: "Hello" });
try {
  for await (const event of answer) show(event);
} catch (error) {
  showError(error.message, error.retryable);
}
