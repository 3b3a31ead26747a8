import { HttpAgent } from "@ag-ui/client";

const agent = new HttpAgent({ url: "/api/ag-ui", threadId: crypto.randomUUID() });
agent.addMessage({ id: crypto.randomUUID(), role: "user", content: "Hello" });
await agent.runAgent({ forwardedProps: { provider: "openai" } }, {
  onTextMessageContentEvent: ({ event }) => show(event.delta),
  onRunErrorEvent: ({ event }) => showError(event.message, event.code),
});
