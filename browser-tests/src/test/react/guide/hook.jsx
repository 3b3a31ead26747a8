import { useRef, useState } from "react";
import { stream } from "/ai-streaming/client.js";

export function Chat() {
  const [text, setText] = useState("");
  const [error, setError] = useState();
  const answer = useRef();

  async function ask(event) {
    event.preventDefault();
    setText("");
    setError();
    answer.current = stream("/chat", { question: new FormData(event.currentTarget).get("question") });
    try {
      for await (const event of answer.current) {
        if (event.type === "content") setText((before) => before + event.content);
      }
    } catch (failure) {
      setError(failure.message);
    }
  }

  return <>
    <form onSubmit={ask}><input name="question" /></form>
    <p>{text}</p>
    {error && <p role="alert">{error}</p>}
    <button onClick={() => answer.current?.stop()}>Stop</button>
  </>;
}
