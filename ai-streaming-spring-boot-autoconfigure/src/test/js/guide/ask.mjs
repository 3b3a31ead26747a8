import { stream } from "/ai-streaming/client.js";

const answer = stream("/api/chat/stream", { question: "How do I add the starter?", resumable: true }, {
  stopUrl: (streamId) => `/api/chat/${streamId}`,
});
stopButton.onclick = () => answer.stop();
for await (const event of answer) {
  if (event.type === "content") output.append(event.content);
  if (event.type === "finish") console.log(event.finishReason, event.usage);
}
