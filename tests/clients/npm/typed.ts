// Asks with documents that graphql-codegen has typed from the schema: a wrong field would not compile.
import { GraphQLClient } from "graphql-request";

import {
  AskingAccountQueryDocument,
  AskingRenameMutationDocument,
  type Role,
} from "./made/graphql.js";

const client = new GraphQLClient(process.argv[2]);
const before = await client.request(AskingAccountQueryDocument, { uid: "elm" });
const role: Role | undefined = before.account?.role;
const changed = await client.request(AskingRenameMutationDocument, {
  input: { idempotencyKey: "typed", account: "elm", name: "Elm by typed" },
});
const done = changed.renameAccount;
if (done.__typename === "FactsWritten") {
  const revision: number = done.revision;
  void revision;
}
const after = await client.request(AskingAccountQueryDocument, { uid: "elm" });
console.log(JSON.stringify({ before, changed, after, role }));
