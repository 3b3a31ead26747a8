// Shows the component of docs/getting-started.md in the sample application.

import { createRoot } from "react-dom/client";
import { Chat } from "./stream-chat.jsx";

createRoot(document.getElementById("page")).render(<Chat url="/api/chat/stream" />);
