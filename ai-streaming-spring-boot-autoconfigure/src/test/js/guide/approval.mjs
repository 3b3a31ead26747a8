import { stream } from "/ai-streaming/client.js";

for await (const event of stream("/orders/ask", { question: "Refund order 7" })) {
  if (event.type === "content") output.append(event.content);
  if (event.type === "approval") decide(event.approval);
}

async function decide({ id, streamId, toolCall }) {
  const yes = confirm(`Run ${toolCall.name} with ${JSON.stringify(toolCall.arguments)}?`);
  await fetch(`/answers/${streamId}/approvals/${id}?yes=${yes}`, { method: "POST" });
}
