// graphql-request, which asks and acts and follows nothing.
import { GraphQLClient } from "graphql-request";

export function made(url) {
  const client = new GraphQLClient(url);
  const send = async (text, variables) => ({ data: await client.request(text, variables) });
  return { ask: send, act: send };
}
