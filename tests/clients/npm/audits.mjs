// The audits of graphql-http against a gateway: `node audits.mjs URL`, a JSON object of what came of each.
import { auditServer } from "graphql-http";

const found = await auditServer({ url: process.argv[2] });
console.log(
  JSON.stringify(found.map(({ id, name, status, reason }) => ({ id, name, status, reason }))),
);
