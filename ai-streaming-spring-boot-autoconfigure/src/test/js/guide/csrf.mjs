import { stream } from "/ai-streaming/client.js";

const token = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1] ?? "";
const answer = stream("https://api.example.com/api/chat", { question: "Hello" }, {
  headers: { "X-XSRF-TOKEN": decodeURIComponent(token) },
  fetch: (url, init) => fetch(url, { ...init, credentials: "include" }), // cookies to another origin
});
for await (const event of answer) {
  if (event.type === "content") output.append(event.content);
}
