// graphql-ws: questions, acts and events over one WebSocket.
import { createClient } from "graphql-ws";
import WebSocket from "ws";

import { socket } from "./documents.mjs";

export function made(url) {
  const client = createClient({ url: socket(url), webSocketImpl: WebSocket, lazy: false });
  const first = async (query, variables) => {
    for await (const told of client.iterate({ query, variables })) return told;
  };
  return { ask: first, act: first, follow: first };
}
