// What each client asks: a question, and an act that is sent once.
export const question = `query Account($uid: String!) {
  account(uid: $uid) { uid name role }
}`;
export const act = `mutation Rename($input: RenameAccountInput!) {
  renameAccount(input: $input) {
    __typename
    ... on FactsWritten { revision replayed }
    ... on Refusal { code message }
  }
}`;
export const asked = { uid: "elm" };
export const wanted = (client) => ({
  input: { idempotencyKey: client, account: "elm", name: `Elm by ${client}` },
});
