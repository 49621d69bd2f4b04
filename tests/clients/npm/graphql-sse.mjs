// graphql-sse: questions, acts and events, each as a stream of server-sent events of its own.
import { createClient } from "graphql-sse";

export function made(url) {
  const client = createClient({ url });
  const first = async (query, variables) => {
    for await (const told of client.iterate({ query, variables })) return told;
  };
  return { ask: first, act: first, follow: first };
}
