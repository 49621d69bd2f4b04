// Asks with what the Relay compiler has made: `node relayed.mjs URL` in the folder that it was made in.
import { createClient } from "graphql-ws";
import relay from "relay-runtime";
import WebSocket from "ws";

import follow from "./made/askingFollowSubscription.graphql.js";
import question from "./made/askingAccountQuery.graphql.js";
import act from "./made/askingRenameMutation.graphql.js";

const { Environment, Network, Observable, RecordSource, Store } = relay;
const { commitMutation, fetchQuery, requestSubscription } = relay;
const url = process.argv[2];
const live = createClient({ url: url.replace(/^http/, "ws"), webSocketImpl: WebSocket });
const send = async ({ text }, variables) => {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ query: text, variables });
  return (await fetch(url, { method: "POST", headers, body })).json();
};
const listen = ({ text }, variables) =>
  Observable.create((sink) => live.subscribe({ query: text, variables }, sink));
const environment = new Environment({
  network: Network.create(send, listen),
  store: new Store(new RecordSource()),
});
const asked = () =>
  fetchQuery(environment, question, { uid: "elm" }, { fetchPolicy: "network-only" }).toPromise();
const acted = () =>
  new Promise((resolve, reject) =>
    commitMutation(environment, {
      mutation: act,
      variables: { input: { idempotencyKey: "relay", account: "elm", name: "Elm by relay" } },
      onCompleted: resolve,
      onError: reject,
    }),
  );
const followed = (after) =>
  new Promise((onNext, onError) =>
    requestSubscription(environment, {
      subscription: follow,
      variables: { uids: ["elm"], after },
      onNext,
      onError,
    }),
  );
const before = await asked();
const coming = followed(before.changes.newestCursor);
const changed = await acted();
const told = await coming;
const after = await asked();
console.log(JSON.stringify({ before, changed, after, told }));
process.exit(0);
