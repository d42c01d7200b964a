// `npm run demo`: sets everything up, then does the main job on the embedded PostgreSQL, with the real commands, in a copy of the
// example application below .stillhead/demo. Needs Node and npm only; works without a terminal.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { styleText } from 'node:util';
import { ROOT, setUp } from './setup.mjs';

const HOME = path.join(ROOT, '.stillhead', 'demo');
const BIN = path.join(ROOT, 'dist', 'main.js');
// What Stillhead keeps for all projects of a person, in the clone.
process.env.XDG_CACHE_HOME = path.join(ROOT, '.stillhead', 'cache');

const colours = process.stdout.isTTY === true;
const paint = (style, text) => (colours ? styleText(style, text) : text);

/** The edits of a developer: what is replaced in which entity. */
const EDITS = [
  {
    about: 'a column is renamed',
    file: 'person.entity.ts',
    from: "@Column({ name: 'birth_date', type: 'date', nullable: true })\n  birthDate",
    to: "@Column({ name: 'born_on', type: 'date', nullable: true })\n  bornOn",
  },
  {
    about: 'a new column is required',
    file: 'patient.entity.ts',
    from: "  @Column({ name: 'admitted_at'",
    to: "  @Column({ length: 40 })\n  ward: string;\n\n  @Column({ name: 'admitted_at'",
  },
  {
    about: 'an enum gets a value in the middle',
    file: 'assignment.entity.ts',
    from: "  Done = 'done',",
    to: "  Declined = 'declined',\n  Done = 'done',",
  },
  {
    about: 'a type changes',
    file: 'symptom.entity.ts',
    from: "@Column({ type: 'smallint', default: 1 })",
    to: "@Column({ type: 'integer', default: 1 })",
  },
];

const ROWS = `
  INSERT INTO persons (full_name, email, birth_date) VALUES
    ('Ada Lovelace', 'ada@example.org', '1815-12-10'), ('Grace Hopper', 'grace@example.org', '1906-12-09');
  INSERT INTO patients (person_id, record_number) SELECT id, 'r-' || id FROM persons;
  INSERT INTO symptoms (code, title) VALUES ('R51', 'Headache'), ('R05', 'Cough');
`;

await main();

async function main() {
  console.log(
    'The example application, a clinic, from no database to a second revision and back. Nothing is written outside this folder, but npm’s own cache.',
  );
  await setUp({ build: true });
  fs.rmSync(HOME, { recursive: true, force: true });
  fs.mkdirSync(HOME, { recursive: true });
  fs.cpSync(path.join(ROOT, 'entities'), path.join(HOME, 'entities'), { recursive: true });
  fs.copyFileSync(path.join(ROOT, 'tsconfig.json'), path.join(HOME, 'tsconfig.json'));
  fs.writeFileSync(path.join(HOME, 'package.json'), '{ "name": "clinic", "private": true }\n');
  fs.writeFileSync(
    path.join(HOME, 'stillhead.config.json'),
    '{ "dataSource": "entities/data-source.ts", "extensions": "create" }\n',
  );

  title('1. An empty database and the entities of a clinic: generate the first revision');
  stillhead(['revision', '--autogenerate', '-m', 'create the clinic']);
  showNewest(72);

  title('2. Run it, and ask whether models, migrations and database agree');
  stillhead(['upgrade']);
  stillhead(['check']);

  title('3. Put rows in, then edit the entities');
  await putRows();
  for (const edit of EDITS) applyEdit(edit);

  title('4. Generate the second revision: the rename is answered with a flag here; at a terminal it would be asked');
  stillhead(['revision', '--autogenerate', '-m', 'wards and birthdays', '--rename', 'persons.birth_date:born_on']);
  showNewest();

  title('5. What goes into the new column only a person knows: upgrade refuses, the step is written, upgrade goes on');
  stillhead(['upgrade'], 4);
  fillOpenStep();
  stillhead(['upgrade']);
  stillhead(['check']);
  await showRows();

  title('6. And all the way back');
  stillhead(['history', '--indicate-current']);
  stillhead(['downgrade', 'base']);
  stillhead(['inspect']);
  console.log(
    `\n${paint('green', 'done')}: nothing is left but Stillhead’s own table, at base. Look around in .stillhead/demo`,
  );
}

/** Runs a command as a person would, and stops the demo where it ends otherwise than expected. */
function stillhead(args, expected = 0) {
  console.log(`\n${paint('bold', `$ stillhead ${args.map(quoted).join(' ')}`)}`);
  const { status } = spawnSync(process.execPath, [BIN, ...args, '--embedded'], {
    cwd: HOME,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status === expected) return;
  console.error(`the demo stops here: exit code ${status}, expected ${expected}`);
  process.exit(1);
}

function quoted(argument) {
  return /^[\w./:-]+$/.test(argument) ? argument : `"${argument}"`;
}

function title(text) {
  console.log(`\n${paint(['bold', 'cyan'], `── ${text}`)}`);
}

function newest() {
  const folder = path.join(HOME, 'migrations');
  const files = fs.readdirSync(folder).map((name) => path.join(folder, name));
  return files.sort((one, other) => fs.statSync(other).mtimeMs - fs.statSync(one).mtimeMs)[0];
}

/** Prints a revision; of a long one the beginning. */
function showNewest(most = Infinity) {
  const file = newest();
  const shown = path.relative(HOME, file);
  const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  console.log(`\n${paint('bold', lines.length > most ? `$ head -n ${most} ${shown}` : `$ cat ${shown}`)}`);
  console.log(lines.slice(0, most).join('\n'));
  if (lines.length > most) {
    console.log(paint('dim', `  … and ${lines.length - most} lines more: ${path.relative(process.cwd(), file)}`));
  }
}

function applyEdit({ about, file, from, to }) {
  const target = path.join(HOME, 'entities', file);
  const text = fs.readFileSync(target, 'utf8');
  if (!text.includes(from)) throw new Error(`the demo’s edit of ${file} does not fit: ${from}`);
  fs.writeFileSync(target, text.replace(from, to));
  const [before, after] = [text, fs.readFileSync(target, 'utf8')].map((each) => each.split('\n'));
  console.log(`\n${paint('dim', `entities/${file}: ${about}`)}`);
  const only = (lines, others) => lines.filter((line) => line.trim() !== '' && !others.includes(line));
  for (const line of only(before, after)) console.log(paint('red', `-${line}`));
  for (const line of only(after, before)) console.log(paint('green', `+${line}`));
}

/** Replaces `op.todo(…)` by the statement that does it. */
function fillOpenStep() {
  const file = newest();
  const written = "await op.execute(op.sql`UPDATE patients SET ward = 'general'`);";
  const text = fs.readFileSync(file, 'utf8').replace(/await op\.todo\([\s\S]*?\);\n/, `${written}\n`);
  fs.writeFileSync(file, text);
  console.log(`\n${paint('dim', `${path.relative(HOME, file)}: the open step, written`)}`);
  console.log(paint('green', `+  ${written}`));
}

async function withDatabase(action) {
  const { openEmbedded } = await import(path.join(ROOT, 'dist', 'scratch', 'embedded.js'));
  const database = await openEmbedded({ directory: path.join(HOME, '.stillhead', 'pgdata') });
  try {
    const session = await database.session();
    await action(session);
    await session.close();
  } finally {
    await database.close();
  }
}

async function putRows() {
  await withDatabase((session) => session.script(ROWS));
  console.log('\nrows: 2 persons, 2 patients, 2 symptoms');
}

async function showRows() {
  console.log('\nThe rows, after all of it:');
  await withDatabase(async (session) => {
    const rows = await session.query(
      'SELECT full_name, born_on::text, ward FROM persons JOIN patients ON patients.person_id = persons.id ORDER BY persons.id',
    );
    for (const { full_name: name, born_on: born, ward } of rows) console.log(`  ${name.padEnd(14)}${born}  ${ward}`);
  });
}
