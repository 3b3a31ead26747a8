// A page as a React team writes it. Its address says which chat it shows, and with "&kept" that a reload goes on with the answer.

import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport } from "ai";
import { createRoot } from "react-dom/client";

const API = "/api/ai-sdk/chat";

const address = new URLSearchParams(location.search);
const id = address.get("chat");
const kept = address.has("kept");
const transport = new DefaultChatTransport({ api: API, body: { resumable: kept } });

function Part({ part }) {
  if (part.type === "text") return <span>{part.text}</span>;
  if (part.type.startsWith("tool-")) return <code>{[part.type, part.state, JSON.stringify(part.input)].join(" ")}</code>;
  return null;
}

function Chat() {
  const { messages, status, error, sendMessage, stop } = useChat({ id, transport, resume: kept });
  const send = (event) => {
    event.preventDefault();
    sendMessage({ text: new FormData(event.currentTarget).get("question") });
  };
  const stopForAll = () => {
    stop();
    if (kept) fetch(`${API}/${encodeURIComponent(id)}/stop`, { method: "POST" });
  };
  return (
    <main className={status}>
      {messages.map(({ id, role, parts }) => (
        <p key={id} className={role}>
          {parts.map((part, i) => <Part key={i} part={part} />)}
        </p>
      ))}
      {error && <em>{error.message}</em>}
      <form onSubmit={send}>
        <input id="question" name="question" aria-label="Question" />
        <button id="send">Send</button>
        <button id="stop" type="button" onClick={stopForAll}>Stop</button>
      </form>
    </main>
  );
}

createRoot(document.getElementById("page")).render(<Chat />);
