import { fetchServerSentEvents, useChat } from "@tanstack/ai-react";

export function Chat() {
  const { messages, sendMessage, stop } = useChat({
    connection: fetchServerSentEvents("/api/ag-ui", { body: { resumable: true } }),
  });
  return <>
    {messages.map(({ id, role, parts }) => <p key={id}>{role}: {parts.map((part) => part.type === "text" ? part.content : "")}</p>)}
    <form action={(data) => { sendMessage(data.get("question")); }}><input name="question" /></form>
    <button onClick={stop}>Stop</button>
  </>;
}
