import { resume, stream } from "/ai-streaming/client.js";

const answer = stream("/api/chat/stream", { question, resumable: true });
for await (const event of answer) {
  sessionStorage.streamId = answer.streamId;
  show(event);
}

// after the reload: the whole answer, or the part after the option lastEventId
for await (const event of resume(`/api/chat/${sessionStorage.streamId}/stream`)) show(event);
