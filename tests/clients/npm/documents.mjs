// What each client asks: a question, an act that is sent once, and to be told of it as it happens.
export const question = `query Account($uid: String!) {
  account(uid: $uid) { uid name role }
  changes(first: 1) { newestCursor }
}`;
export const act = `mutation Rename($input: RenameAccountInput!) {
  renameAccount(input: $input) {
    __typename
    ... on FactsWritten { revision replayed }
    ... on Refusal { code message }
  }
}`;
export const following = `subscription Followed($uids: [String!]!, $after: String) {
  accountChanged(uids: $uids, after: $after) {
    cursor
    event { kind actor }
    account { uid name }
  }
}`;
export const asked = { uid: "elm" };
export const wanted = (client) => ({
  input: { idempotencyKey: client, account: "elm", name: `Elm by ${client}` },
});
export const followed = (before) => ({ uids: ["elm"], after: before.changes.newestCursor });
export const socket = (url) => url.replace(/^http/, "ws");
