import { HttpAgent } from "@ag-ui/client";
import { CopilotChat, CopilotKitProvider } from "@copilotkit/react-core/v2";

const agents = { default: new HttpAgent({ url: "/api/ag-ui" }) };
export const Page = () => <CopilotKitProvider selfManagedAgents={agents}><CopilotChat /></CopilotKitProvider>;
