import { stream } from "/ai-streaming/client.js";

const token = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1] ?? "";
const answer = stream("/api/chat", { question: "Hello" }, {
  headers: { "X-XSRF-TOKEN": decodeURIComponent(token) },
});
for await (const event of answer) {
  if (event.type === "content") output.append(event.content);
}
