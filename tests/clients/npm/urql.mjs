// urql: `urql` asks by POST and has events over a WebSocket; `urql-over-get` asks by GET and has
// events as server-sent ones.
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from "@urql/core";
import { createClient } from "graphql-ws";
import { pipe, subscribe } from "wonka";
import WebSocket from "ws";

import { socket } from "./documents.mjs";

function overSocket(url) {
  const live = createClient({ url: socket(url), webSocketImpl: WebSocket });
  const forwardSubscription = ({ query, variables }) => ({
    subscribe: (sink) => ({ unsubscribe: live.subscribe({ query, variables }, sink) }),
  });
  const exchanges = [cacheExchange, fetchExchange, subscriptionExchange({ forwardSubscription })];
  return new Client({ url, exchanges, preferGetMethod: false });
}

function overEvents(url) {
  const exchanges = [fetchExchange];
  return new Client({ url, exchanges, preferGetMethod: "force", fetchSubscriptions: true });
}

export function made(url, name) {
  const client = name === "urql" ? overSocket(url) : overEvents(url);
  const policy = { requestPolicy: "network-only" };
  return {
    ask: (text, variables) => client.query(text, variables, policy).toPromise(),
    act: (text, variables) => client.mutation(text, variables).toPromise(),
    follow: (text, variables) =>
      new Promise((told) => pipe(client.subscription(text, variables), subscribe(told))),
  };
}
