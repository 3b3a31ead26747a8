import { useState } from "react";

export function Approval({ id, streamId, toolName, input }) {
  const [answered, setAnswered] = useState(false);
  const answer = async (yes) => {
    setAnswered(true);
    await fetch(`/answers/${streamId}/approvals/${id}?yes=${yes}`, { method: "POST" });
  };
  return <p>
    May {toolName} run with {JSON.stringify(input)}?
    <button disabled={answered} onClick={() => answer(true)}>Allow</button>
    <button disabled={answered} onClick={() => answer(false)}>Refuse</button>
  </p>;
}

export const Part = ({ part }) =>
  part.type === "data-approval" ? <Approval {...part.data} /> : part.type === "text" ? part.text : null;
