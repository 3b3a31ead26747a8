// The component of docs/getting-started.md: a conversation without a library, but for the module that the starter serves.

import { useEffect, useRef, useState } from "react";

const MODULE = "/ai-streaming/client.js"; // served by the Spring Boot application
const { stream } = await import(/* @vite-ignore */ MODULE);

const csrf = () => ({ "X-XSRF-TOKEN": /XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1] ?? "" });

export function Chat({ url = "/chat" }) {
  const [turns, setTurns] = useState([]);
  const [error, setError] = useState();
  const answer = useRef();

  useEffect(() => () => answer.current?.stop(), []); // hang up when the component goes away

  async function ask(event) {
    event.preventDefault();
    const question = new FormData(event.currentTarget).get("question");
    event.currentTarget.reset();
    answer.current?.stop();
    setError(undefined);

    let content = "";
    const show = () => setTurns([...turns, { role: "user", content: question }, { role: "assistant", content }]);
    show();
    answer.current = stream(url, { question, history: turns.filter(({ content }) => content) }, { headers: csrf() });
    try {
      for await (const event of answer.current) {
        if (event.type === "content") content += event.content;
        if (event.type === "reset") content = ""; // another provider begins again
        show();
      }
    } catch (failure) {
      setError(failure.message);
    }
  }

  return (
    <main>
      {turns.map(({ role, content }, i) => <p key={i} className={role} style={{ whiteSpace: "pre-wrap" }}>{content}</p>)}
      {error && <p role="alert">{error}</p>}
      <form onSubmit={ask}>
        <input id="question" name="question" aria-label="Question" required />
        <button>Ask</button>
        <button id="stop" type="button" onClick={() => answer.current?.stop()}>Stop</button>
      </form>
    </main>
  );
}
