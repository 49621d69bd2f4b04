// GraphQL servers of Node.js with their JIT over the same rows; prints the port.
// Arguments: mercurius or yoga, the folder of node_modules, the rows.
const { readFileSync } = require("node:fs");
const { createServer } = require("node:http");
const { createRequire } = require("node:module");
const [, , name, folder, file] = process.argv;
const near = createRequire(folder + "/");
const rows = JSON.parse(readFileSync(file, "utf8"));
const byUid = new Map(rows.accounts.map((row) => [row.uid, row]));
const plain = `
    uid: String! name: String! kind: String! city: String! open: Boolean! level: Int!
    source: String! note: String partner: Partner!
`;
const schema = `
  type Partner { uid: String! name: String! tier: Int! }
  type Account { ${plain} }
  type Loaded { ${plain} }
  type Twig { uid: String! leaves: [Account!]! }
  type Tree { uid: String! twigs: [Twig!]! }
  type Query {
    account(uid: String!): Account accounts(first: Int!): [Account!]!
    loaded(first: Int!): [Loaded!]! tree: Tree!
  }
`;
const resolvers = {
  Query: {
    account: async (_, { uid }) => byUid.get(uid) ?? null,
    accounts: async (_, { first }) => rows.accounts.slice(0, first),
    loaded: async (_, { first }) => rows.accounts.slice(0, first),
    tree: async () => rows.tree,
  },
};

function mercurius() {
  const loaders = { Loaded: { partner: async (asked) => asked.map(({ obj }) => obj.partner) } };
  const app = near("fastify")({ logger: false });
  app.register(near("mercurius"), { schema, resolvers, loaders, jit: 1 });
  app.listen({ host: "127.0.0.1", port: 0 }).then(() => console.log(app.server.address().port));
}

function yoga() {
  const { createSchema, createYoga } = near("graphql-yoga");
  const { useGraphQlJit } = near("@envelop/graphql-jit");
  const DataLoader = near("dataloader");
  const partner = (row, _, context) =>
    (context.partners ??= new DataLoader(async (asked) => asked.map((each) => each.partner))).load(row);
  const app = createYoga({
    schema: createSchema({ typeDefs: schema, resolvers: { ...resolvers, Loaded: { partner } } }),
    plugins: [useGraphQlJit()],
    logging: false,
    graphiql: false,
  });
  const server = createServer(app);
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
}

({ mercurius, yoga })[name]();
