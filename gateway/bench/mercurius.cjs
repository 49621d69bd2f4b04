// Mercurius with its JIT over the same rows; prints its port. Arguments: folder of node_modules, rows.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const near = createRequire(process.argv[2] + "/");
const rows = JSON.parse(readFileSync(process.argv[3], "utf8"));
const byUid = new Map(rows.accounts.map((row) => [row.uid, row]));
const schema = `
  type Partner { uid: String! name: String! tier: Int! }
  type Account {
    uid: String! name: String! kind: String! city: String! open: Boolean! level: Int!
    source: String! note: String partner: Partner!
  }
  type Twig { uid: String! leaves: [Account!]! }
  type Tree { uid: String! twigs: [Twig!]! }
  type Query { account(uid: String!): Account accounts(first: Int!): [Account!]! tree: Tree! }
`;
const resolvers = {
  Query: {
    account: async (_, { uid }) => byUid.get(uid) ?? null,
    accounts: async (_, { first }) => rows.accounts.slice(0, first),
    tree: async () => rows.tree,
  },
};
const app = near("fastify")({ logger: false });
app.register(near("mercurius"), { schema, resolvers, jit: 1 });
app.listen({ host: "127.0.0.1", port: 0 }).then(() => console.log(app.server.address().port));
