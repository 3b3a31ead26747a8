// The development server of docs/getting-started.md; the tests in a browser do without.

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: {
      "/chat": "http://localhost:8080",
      "/ai-streaming": "http://localhost:8080",
    },
  },
});
