/** The results as Markdown, to be read in a terminal and pasted into README.md. */
import fs from 'node:fs';

const START = '<!-- bench -->';
const END = '<!-- /bench -->';

/** Replaces what stands between the markers. */
export function writeBlock(file, text) {
  const content = fs.readFileSync(file, 'utf8');
  const [from, to] = [content.indexOf(START), content.indexOf(END)];
  if (from === -1 || to === -1) throw new Error(`${file} has no ${START} … ${END}`);
  fs.writeFileSync(file, `${content.slice(0, from + START.length)}\n\n${text}\n\n${content.slice(to)}`);
}

export function markdown(results, bars) {
  const { environment: e } = results;
  const where =
    `${e.cpu}, ${e.memory}, ${e.system}, load ${e.load}; Node ${e.node}, PostgreSQL ${e.postgres} on the same machine, ` +
    `TypeORM ${e.typeorm}, ${e.pgDump === null ? 'no pg_dump' : `pg_dump ${e.pgDump}`}; ${e.date}`;
  return [
    `Measured on ${where}.`,
    table(
      ['in sync', 'tables', 'time', 'CPU', 'CPU of the server', 'peak memory', 'statements', 'round trips'],
      results.sizes.flatMap(comparisonRows),
    ),
    'The fastest of several runs, in turns. Connect, read the catalog, compare, settle. TypeORM: `log()` alone, after `initialize()`. What comes before, for both:',
    table(
      ['tables', 'start-up', 'loading TypeScript', '`buildMetadatas()`', 'our model of it', 'peak memory'],
      results.sizes.map(modelRow),
    ),
    table(
      ['where the time goes', ...results.sizes.map((size) => `${count(size.tables)} tables`)],
      ['connect', 'catalog', 'compare', 'settle'].map((name) => [
        name,
        ...results.sizes.map((size) => ms(size.stillhead.phases[name].ms)),
      ]),
    ),
    table(
      ['command, start to end', 'time', 'CPU', 'peak memory'],
      Object.entries({
        help: '`stillhead --help`',
        history: '`history`, 500 revisions',
        upgrade: '`upgrade`, 500 revisions, nothing pending',
      }).map(([name, text]) => [text, ...cost(results.commands[name])]),
    ),
    table(
      ['bar', 'measured', ''],
      bars.map(({ text, measured, holds }) => [text, measured, holds === null ? '–' : holds ? 'holds' : '**fails**']),
    ),
  ].join('\n\n');
}

function comparisonRows(size) {
  const rows = [];
  const add = (name, found, statements, roundTrips) => {
    if (found === undefined) return;
    const { ms: time, cpu } = found.phases?.total ?? found;
    const numbers = [ms(time), ms(cpu), ms(found.serverCpu), mb(found.memory), statements, roundTrips];
    rows.push([name, count(size.tables), ...numbers]);
  };
  add('Stillhead', size.stillhead, count(size.near.statements), String(size.near.roundTrips));
  add('Stillhead, the first time', size.first, '', '');
  if (size.log !== undefined) add('TypeORM `log()`', size.log, count(size.log.queries), count(size.log.queries));
  add('`pg_dump --schema-only`', size.pgDump, '', '');
  return rows;
}

function modelRow(size) {
  const { phases, memory } = size.model;
  const parts = ['startUp', 'load', 'buildMetadatas', 'model'].map((name) => ms(phases[name].ms));
  return [count(size.tables), ...parts, mb(memory)];
}

function cost({ ms: time, cpu, memory }) {
  return [ms(time), ms(cpu), mb(memory)];
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

const count = (number) => number.toLocaleString('en');
const mb = (number) => (number === null || number === undefined ? '' : `${Math.round(number)} MB`);
function ms(number) {
  if (number === null || number === undefined) return '';
  return number < 1000 ? `${Math.round(number)} ms` : `${(number / 1000).toFixed(number < 10_000 ? 2 : 1)} s`;
}
