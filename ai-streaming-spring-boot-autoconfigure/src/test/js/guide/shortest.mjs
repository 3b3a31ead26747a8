import { stream } from "/ai-streaming/client.js";

for await (const event of stream("/chat", { question: "Hello" })) {
  if (event.type === "content") output.append(event.content);
}
