// Ask a gateway by one of the clients that frontends use: `node asking.mjs CLIENT URL`. It prints what the
// question gave before the act, what the act gave, what the question gave after it, and what a client
// that can be told as it happens was told of the act, as one JSON object.
import { act, asked, followed, following, question, wanted } from "./documents.mjs";

const [name, url] = process.argv.slice(2);
const clients = await import(`./${name.split("-over-")[0]}.mjs`);
const client = clients.made(url, name);
const done = async (answered) => {
  const { data, error, errors } = await answered;
  if (error ?? errors) throw error ?? new Error(JSON.stringify(errors));
  return data;
};
const before = await done(client.ask(question, asked));
const coming = client.follow ? done(client.follow(following, followed(before))) : null;
const changed = await done(client.act(act, wanted(name)));
const told = await coming;
const after = await done(client.ask(question, asked));
console.log(JSON.stringify({ before, changed, after, told }));
process.exit(0);
