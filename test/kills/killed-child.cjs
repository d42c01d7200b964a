// Upgrades a database and ends itself by SIGKILL at one place: argv is compiled src, folder of revisions, connection options as JSON,
// the number of the call to the server, and `before`, `in` or `after`. Ends with 0 when there are fewer calls.
const { readFileSync } = require('node:fs');
const path = require('node:path');

const [source, folder, connection, place, moment] = process.argv.slice(2);
const load = (file) => require(path.join(source, file));

function die() {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

function deadly(session) {
  let calls = 0;
  const wrap =
    (send) =>
    async (...args) => {
      if (++calls !== Number(place)) return send(...args);
      if (moment === 'before') return die();
      const sent = send(...args);
      sent.catch(() => undefined);
      if (moment === 'in') return new Promise((resolve) => setTimeout(resolve, 2)).then(die);
      return sent.then(die, die);
    };
  return { ...session, query: wrap(session.query), script: wrap(session.script) };
}

async function main() {
  const { openDatabase } = load('database.js');
  const { readHistory } = load('revisions/read.js');
  const { planUpgrade } = load('revisions/plan.js');
  const { readHeads } = load('runner/version-table.js');
  const { runPlan } = load('runner/run.js');
  const session = await openDatabase({ dataSourceOptions: JSON.parse(connection) });
  const history = await readHistory([folder]);
  const options = {
    versionTable: { schema: 'public', name: 'stillhead_version' },
    defaultSchema: 'public',
    loadRevision: async (file) => {
      const module = { exports: {} };
      new Function('exports', readFileSync(file, 'utf8'))(module.exports);
      return module.exports;
    },
  };
  const plan = planUpgrade(history, await readHeads(session, options.versionTable), history.heads);
  await runPlan(deadly(session), plan, options);
  await session.close();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
