import { AssistantRuntimeProvider } from "@assistant-ui/react";
import { useDataStreamRuntime } from "@assistant-ui/react-data-stream";

export function Assistant({ children }) {
  const runtime = useDataStreamRuntime({ api: "/api/ai-sdk/chat", protocol: "ui-message-stream" });
  return <AssistantRuntimeProvider runtime={runtime}>{children}</AssistantRuntimeProvider>;
}
