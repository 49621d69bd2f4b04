// Asks with what the Relay compiler has made: `node relayed.mjs URL` in the folder that it was made in.
import relay from "relay-runtime";

import question from "./made/askingAccountQuery.graphql.js";
import act from "./made/askingRenameMutation.graphql.js";

const { Environment, Network, RecordSource, Store, commitMutation, fetchQuery } = relay;
const url = process.argv[2];
const send = async ({ text }, variables) => {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ query: text, variables });
  return (await fetch(url, { method: "POST", headers, body })).json();
};
const environment = new Environment({
  network: Network.create(send),
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
const before = await asked();
const changed = await acted();
const after = await asked();
console.log(JSON.stringify({ before, changed, after }));
