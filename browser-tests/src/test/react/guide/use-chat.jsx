import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport } from "ai";

const transport = new DefaultChatTransport({ api: "/api/ai-sdk/chat", body: { provider: "openai" } });

export function Chat() {
  const { messages, sendMessage, stop, error } = useChat({ transport });
  return <>
    {messages.map(({ id, role, parts }) => <p key={id}>{role}: {parts.map((part) => part.type === "text" ? part.text : "")}</p>)}
    {error && <p role="alert">{error.message}</p>}
    <form action={(data) => { sendMessage({ text: data.get("question") }); }}><input name="question" /></form>
    <button onClick={stop}>Stop</button>
  </>;
}
