// Apollo Client: questions and acts over HTTP, events over a WebSocket.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import WebSocket from "ws";

import { socket } from "./documents.mjs";

export function made(url) {
  const live = new GraphQLWsLink(createClient({ url: socket(url), webSocketImpl: WebSocket }));
  const link = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    live,
    new HttpLink({ uri: url }),
  );
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  return {
    ask: (text, variables) =>
      client.query({ query: gql(text), variables, fetchPolicy: "network-only" }),
    act: (text, variables) => client.mutate({ mutation: gql(text), variables }),
    follow: (text, variables) =>
      new Promise((next, error) =>
        client.subscribe({ query: gql(text), variables }).subscribe({ next, error }),
      ),
  };
}
