import { stream } from "/ai-streaming/client.js";

const form = new FormData();
form.append("question", "What is in this picture?");
form.append("picture", fileInput.files[0]);
for await (const event of stream("/ask", form)) {
  if (event.type === "content") output.append(event.content);
}
