import { stream } from "/ai-streaming/client.js";

const answer = stream("https://api.example.com/api/chat", { question: "Hello" }, {
  fetch: (url, init) => fetch(url, { ...init, credentials: "include" }),
});
for await (const event of answer) {
  if (event.type === "content") output.append(event.content);
}
