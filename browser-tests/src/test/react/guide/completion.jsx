import { useCompletion } from "@ai-sdk/react";

export function Completion() {
  const { completion, complete } = useCompletion({ api: "/api/completion", streamProtocol: "text" });
  return <p onClick={() => complete("Hello")}>{completion}</p>;
}
