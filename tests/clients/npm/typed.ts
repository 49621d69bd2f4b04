// Asks with documents that graphql-codegen has typed from the schema: a wrong field would not compile.
import { type ResultOf } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { GraphQLClient } from "graphql-request";
import { createClient } from "graphql-ws";
import WebSocket from "ws";

import {
  AskingAccountQueryDocument,
  AskingFollowSubscriptionDocument,
  AskingRenameMutationDocument,
  type AskingFollowSubscriptionSubscriptionVariables,
  type Role,
} from "./made/graphql.js";

type Told = ResultOf<typeof AskingFollowSubscriptionDocument>;
const url = process.argv[2];
const client = new GraphQLClient(url);
const live = createClient({ url: url.replace(/^http/, "ws"), webSocketImpl: WebSocket });
const followed = async (variables: AskingFollowSubscriptionSubscriptionVariables) => {
  const query = print(AskingFollowSubscriptionDocument);
  for await (const { data } of live.iterate<Told>({ query, variables })) return data;
};
const before = await client.request(AskingAccountQueryDocument, { uid: "elm" });
const role: Role | undefined = before.account?.role;
const coming = followed({ uids: ["elm"], after: before.changes.newestCursor });
const changed = await client.request(AskingRenameMutationDocument, {
  input: { idempotencyKey: "typed", account: "elm", name: "Elm by typed" },
});
const done = changed.renameAccount;
if (done.__typename === "FactsWritten") {
  const revision: number = done.revision;
  void revision;
}
const told = await coming;
const name: string | null | undefined = told?.accountChanged.account?.name;
void name;
const after = await client.request(AskingAccountQueryDocument, { uid: "elm" });
console.log(JSON.stringify({ before, changed, after, role, told }));
process.exit(0);
