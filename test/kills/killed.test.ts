/**
 * `kill -9` before, in and after every call to the server of an upgrade of 30 statements: then what `current` says is what the catalog
 * holds, and the next run completes. What the catalog holds is asked by plain SQL.
 */
import { transformFileSync } from '@swc/core';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { DataSource } from 'typeorm';

import { current, type Position } from '../../src/index';
import { createDatabase, type TestDatabase } from '../support/database';
import { makeProject, type Project } from '../database/runner/project';

const ROOT = path.resolve(__dirname, '../..');
const STATEMENTS = 30;
const AT_ONCE = 4;
/** Before a call is the same as after the one before it: only the first has a `before` of its own. */
const momentsAt = (place: number) => (place === 1 ? ['before', 'in', 'after'] : ['in', 'after']);

let compiled: string;
/** What every attempt starts from, copied. */
let start: TestDatabase;
beforeAll(async () => {
  start = await createDatabase({ prefix: 'killed' });
  const client = await start.client();
  await client.query(
    `CREATE TABLE base AS SELECT generate_series(1, 3000) AS id; CREATE TABLE log (n int); CREATE TYPE mood AS ENUM ('m')`,
  );
  await client.end();
  compiled = fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-killed-'));
  const source = path.join(ROOT, 'src');
  for (const name of fs.readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const target = path.join(compiled, 'src', name.replace(/\.ts$/, '.js'));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    const { code } = transformFileSync(path.join(source, name), {
      swcrc: false,
      jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
      module: { type: 'commonjs', ignoreDynamic: false },
    });
    fs.writeFileSync(target, code);
  }
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(compiled, 'node_modules'));
});
afterAll(async () => {
  await start.drop();
  fs.rmSync(compiled, { recursive: true, force: true });
});

type Kind = 'inside' | 'outside' | 'own';

function kindOf(number: number): Kind {
  if (number === 1 || number === 11 || number === 12 || number === STATEMENTS) return 'outside';
  return number === 6 || number === 20 ? 'own' : 'inside';
}

function call(number: number): string {
  if (kindOf(number) === 'outside')
    return `await op.createIndex('base', { name: 'i${number}', columns: ['id'], concurrently: true });`;
  if (kindOf(number) === 'own') return `await op.addEnumValue('mood', 'm${number}');`;
  return `await op.execute('INSERT INTO log VALUES (${number})');`;
}

/** The upgrade, killed at one place; true when it came to its end before. */
async function killed(project: Project, place: number, moment: string): Promise<boolean> {
  const child = path.join(__dirname, 'killed-child.cjs');
  const args = [
    child,
    path.join(compiled, 'src'),
    project.folder,
    JSON.stringify(project.database.typeormOptions),
    String(place),
    moment,
  ];
  const process = spawn('node', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    process.once('exit', (...ended) => {
      resolve(ended);
    }),
  );
  if (signal === null && code !== 0) throw new Error(`the child ended with ${code}`);
  return signal === null;
}

/** Until the server has seen that the client is gone. */
async function alone(project: Project): Promise<void> {
  const query = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'stillhead'`;
  for (let wait = 0; wait < 200; wait++) {
    if ((await project.database.query<{ n: number }>(query))[0]?.n === 0) return;
    await sleep(20);
  }
  throw new Error('the killed client is still connected');
}

async function present(project: Project): Promise<ReadonlySet<number>> {
  const rows = await project.database.query<{ n: number }>(`
    SELECT n FROM log UNION ALL
    SELECT substr(enumlabel, 2)::int FROM pg_enum WHERE enumlabel ~ '^m\\d' UNION ALL
    SELECT substr(relname, 2)::int FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid WHERE relname ~ '^i\\d+$' AND indisvalid`);
  const numbers = rows.map((row) => row.n);
  expect(numbers).toHaveLength(new Set(numbers).size);
  return new Set(numbers);
}

async function prepare(): Promise<Project> {
  const project = await makeProject(start.name);
  const numbers = Array.from({ length: STATEMENTS }, (_, index) => index + 1);
  project.write('aaaa', numbers.map((number) => `  ${call(number)}`).join('\n'));
  const config = JSON.stringify({ migrations: { directory: '.' } });
  fs.writeFileSync(path.join(project.folder, 'stillhead.config.json'), config);
  return project;
}

/** What the command `current` says. */
async function positionNow({ folder, database }: Project): Promise<Position> {
  const dataSource = new DataSource({ ...database.typeormOptions });
  const { position, revisions } = await current({ cwd: folder, dataSource });
  expect(revisions.map(({ revision }) => revision)).toEqual(position.at);
  return position;
}

/** How many statements are done by what `current` says, which may not contradict itself. */
function doneBy({ at, pending, unfinished }: Position): number {
  if (at.length === 0) {
    expect([pending, unfinished?.revision ?? 'aaaa', unfinished?.direction ?? 'upgrade']).toEqual([
      1,
      'aaaa',
      'upgrade',
    ]);
    return unfinished?.statements ?? 0;
  }
  expect([at, pending, unfinished]).toEqual([['aaaa'], 0, undefined]);
  return STATEMENTS;
}

/** True when there was nothing left to kill. */
async function attempt(place: number, moment: string): Promise<boolean> {
  const project = await prepare();
  try {
    const ended = await killed(project, place, moment);
    await alone(project);
    const said = await positionNow(project);
    const found = await present(project);
    const done = doneBy(said);
    for (let number = 1; number <= STATEMENTS; number++) {
      // A step outside a transaction may be done before it is recorded: the one that comes next.
      const unknown = number === done + 1 && kindOf(number) === 'outside';
      if (!unknown) expect([place, moment, number, found.has(number)]).toEqual([place, moment, number, number <= done]);
    }
    expect(await project.upgrade()).toMatchObject({ heads: ['aaaa'] });
    expect((await present(project)).size).toBe(STATEMENTS);
    expect(doneBy(await positionNow(project))).toBe(STATEMENTS);
    return ended;
  } finally {
    await project.close();
  }
}

test('every place', async () => {
  let place = 0;
  let over = false;
  const worker = async (): Promise<void> => {
    while (!over) {
      const own = ++place;
      for (const moment of momentsAt(own)) over = (await attempt(own, moment)) || over;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(place).toBeGreaterThan(STATEMENTS);
}, 300_000);
