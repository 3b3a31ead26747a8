import { stream } from "/ai-streaming/client.js";
import { partialJson } from "/ai-streaming/partial-json.js";

const next = partialJson();
for await (const event of stream("/recipe", { question: "A soup for four" })) {
  if (event.type === "content") showRecipe(next(event.content)); // {title: "So", steps: []}
  if (event.type === "object") showRecipe(event.object); // complete, and checked by the server
}
