// Ask a gateway by one of the clients that frontends use: `node asking.mjs CLIENT URL`. It prints what the
// question gave before the act, what the act gave, and what the question gave after it, as one JSON object.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { Client, cacheExchange, fetchExchange } from "@urql/core";
import { GraphQLClient } from "graphql-request";

import { act, asked, question, wanted } from "./documents.mjs";

const clients = {
  apollo(url) {
    const client = new ApolloClient({ link: new HttpLink({ uri: url }), cache: new InMemoryCache() });
    return {
      ask: (text, variables) =>
        client.query({ query: gql(text), variables, fetchPolicy: "network-only" }),
      act: (text, variables) => client.mutate({ mutation: gql(text), variables }),
    };
  },
  urql(url) {
    const client = new Client({
      url,
      exchanges: [cacheExchange, fetchExchange],
      preferGetMethod: false,
    });
    return {
      ask: (text, variables) =>
        client.query(text, variables, { requestPolicy: "network-only" }).toPromise(),
      act: (text, variables) => client.mutation(text, variables).toPromise(),
    };
  },
  "urql-get"(url) {
    const client = new Client({ url, exchanges: [fetchExchange], preferGetMethod: "force" });
    return {
      ask: (text, variables) => client.query(text, variables).toPromise(),
      act: (text, variables) => client.mutation(text, variables).toPromise(),
    };
  },
  "graphql-request"(url) {
    const client = new GraphQLClient(url);
    const send = async (text, variables) => ({ data: await client.request(text, variables) });
    return { ask: send, act: send };
  },
};

const [name, url] = process.argv.slice(2);
const client = clients[name](url);
const done = async (answered) => {
  const { data, error } = await answered;
  if (error) throw error;
  return data;
};
const before = await done(client.ask(question, asked));
const changed = await done(client.act(act, wanted(name)));
const after = await done(client.ask(question, asked));
console.log(JSON.stringify({ before, changed, after }));
process.exit(0);
