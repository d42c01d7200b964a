/** Exit 5 of `check` means that `upgrade` is all there is to do: what else a pending revision may need, and what is there already. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DataSource, EntitySchema, type EntitySchemaOptions } from 'typeorm';
import { check, downgrade, revision, stamp, upgrade } from '../../../src/index';
import { checkJson, checkLines } from '../../../src/report/check';
import { createDatabase, type TestDatabase } from '../../support/database';
import { fingerprint } from '../../support/fingerprint';

type Fields = EntitySchemaOptions<Record<string, unknown>>['columns'];

const OLD: Fields = {
  id: { type: Number, primary: true, generated: true },
  fuel: { type: 'enum', enum: ['oil', 'coal'], nullable: true },
};
const NEW: Fields = {
  ...OLD,
  fuel: { type: 'enum', enum: ['oil', 'coal', 'gas'], nullable: true },
  nickname: { type: 'varchar', nullable: true },
};

let database: TestDatabase;
let cwd: string;

beforeEach(async () => {
  database = await createDatabase();
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-pending-'));
  fs.writeFileSync(path.join(cwd, 'stillhead.config.json'), '{ "migrations": { "language": "js" } }');
  await revision({ ...model(OLD), message: 'old', autogenerate: true, id: 'aaaa' });
  await upgrade(model(OLD));
  await revision({ ...model(NEW), message: 'new', autogenerate: true, id: 'bbbb' });
});
afterEach(async () => {
  await database.drop();
  fs.rmSync(cwd, { recursive: true, force: true });
});

function model(columns: Fields): { dataSource: DataSource; cwd: string } {
  const entities = [new EntitySchema({ name: 'jobs', columns })];
  return { dataSource: new DataSource({ ...database.typeormOptions, entities }), cwd };
}

/** In front of the column that the pending revision adds. */
function write(line: string): string {
  const folder = path.join(cwd, 'migrations');
  const name = fs.readdirSync(folder).find((each) => each.includes('bbbb')) ?? '';
  const before = fs.readFileSync(path.join(folder, name), 'utf8');
  const after = before.replace('  await op.addColumn(', `  ${line}\n  await op.addColumn(`);
  expect(after).not.toBe(before);
  fs.writeFileSync(path.join(folder, name), after);
  return `migrations/${name}:${after.split('\n').findIndex((each) => each.includes(line)) + 1}`;
}

const lines = (found: Awaited<ReturnType<typeof check>>): readonly string[] => checkLines(found, (_tone, text) => text);

describe('an open step', () => {
  test('is named where its table has rows, as upgrade stops at it, and is none where it has not', async () => {
    const place = write(`await op.todo('Say which fuel.', { table: 'jobs' });`);
    expect(await check(model(NEW))).toMatchObject({ state: 'behind', open: [] });
    await database.query('INSERT INTO jobs DEFAULT VALUES');
    const start = await fingerprint(database);
    const found = await check(model(NEW));
    expect(found).toMatchObject({ state: 'open', open: [{ revision: 'bbbb', text: 'Say which fuel.' }] });
    expect(checkJson(found)).toMatchObject({ inSync: false, pending: 1, open: [{ revision: 'bbbb' }] });
    expect(lines(found).at(-1)).toBe(
      `exit 3 · 1 revision pending, with an open step (bbbb, ${place}): write it; then  stillhead upgrade`,
    );
    expect(await fingerprint(database)).toEqual(start);
    await expect(upgrade(model(NEW))).rejects.toMatchObject({ code: 'TODO_OPEN' });
  });
});

describe('a database that holds what pending revisions make', () => {
  test('and all of it: stamp head is named, and it is what puts it right', async () => {
    await upgrade(model(NEW));
    await database.query('DROP TABLE stillhead_version; CREATE TABLE of_others (id int)');
    const found = await check(model(NEW));
    expect(found).toMatchObject({
      state: 'held',
      held: { objects: ['enum jobs_fuel_enum', 'table jobs'], atHead: true },
    });
    expect(checkJson(found)).toMatchObject({ inSync: false, pending: 2, unmanaged: ['table of_others'] });
    expect(checkJson(found).held).toEqual(['enum jobs_fuel_enum', 'table jobs']);
    const text = lines(found);
    expect(text[0]).toMatch(
      / holds already what pending revisions make, 1 enum, 1 table, at base, 2 revisions behind$/,
    );
    expect(text.at(-1)).toMatch(/^exit 3 · .* stillhead stamp head$/);
    await expect(upgrade(model(NEW))).rejects.toMatchObject({ code: 'STATEMENT_FAILED' });
    await stamp({ ...model(NEW), revision: 'head' });
    expect(await check(model(NEW))).toMatchObject({ state: 'agrees', held: null });
  });

  test('and only what an older one makes: a person says which', async () => {
    await database.query('DROP TABLE stillhead_version');
    const found = await check(model(NEW));
    expect(found).toMatchObject({ state: 'held', held: { atHead: false } });
    expect(lines(found).at(-1)).toMatch(/^exit 3 · .* stillhead stamp <revision>, then {2}stillhead check$/);
    await stamp({ ...model(NEW), revision: 'aaaa' });
    expect(await check(model(NEW))).toMatchObject({ state: 'behind', held: null });
  });

  test('a column that somebody made by hand', async () => {
    await database.query('ALTER TABLE jobs ADD nickname varchar');
    const found = await check(model(NEW));
    expect(found).toMatchObject({ state: 'held', held: { objects: ['column jobs.nickname'] } });
    await expect(upgrade(model(NEW))).rejects.toMatchObject({ code: 'STATEMENT_FAILED' });
  });

  test('is none where the revision makes it only if it is not there', async () => {
    await database.query('CREATE TABLE notes (id int)');
    write('await op.execute(op.sql`CREATE TABLE IF NOT EXISTS notes (id int)`);');
    expect(await check(model(NEW))).toMatchObject({ state: 'ahead', difference: { operations: [] }, held: null });
    await upgrade(model(NEW));
  });
});

describe('a pending revision that fails on the throw-away database', () => {
  const OF_NOBODY = 'await op.execute(op.sql`UPDATE jobs SET of_nobody = 1`);';

  test('and would fail on any other fails check, with file and line', async () => {
    const place = write(OF_NOBODY);
    const thrown: unknown = await check(model(NEW)).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      code: 'STATEMENT_FAILED',
      exitCode: 1,
      facts: { sqlstate: '42703', state: 'found on a throw-away database; yours was not touched' },
    });
    expect(JSON.stringify(thrown)).toContain(place);
  });

  test('and would fail on any other: a table that is made twice', async () => {
    write('await op.execute(op.sql`CREATE TABLE jobs (id int)`);');
    await expect(check(model(NEW))).rejects.toMatchObject({ facts: { sqlstate: '42P07' } });
  });

  test.each([
    ['a column', 'ALTER TABLE jobs ADD of_nobody int', OF_NOBODY],
    ['a table', 'CREATE TABLE of_others (id int)', 'await op.execute(op.sql`DELETE FROM of_others`);'],
    ['a role', 'SELECT 1', 'await op.execute(op.sql`GRANT SELECT ON jobs TO nobody_there`);'],
  ])('for what the user’s may have is a warning: %s', async (_what, before, line) => {
    await database.query(before);
    write(line);
    const found = await check(model(NEW));
    expect(found.state).toBe('behind');
    expect(found.difference.warnings.map(({ code }) => code)).toEqual(['HISTORY_NOT_REPLAYED']);
  });
});

describe('an upgrade that is applied in part', () => {
  beforeEach(async () => {
    await database.query('INSERT INTO jobs DEFAULT VALUES');
  });

  test.each([
    ['because of the rows', 'await op.execute(op.sql`SELECT 1 / ((SELECT count(*) FROM jobs) - 1)`);'],
    ['because of itself', 'await op.execute(op.sql`SELECT 1 / 0`);'],
  ])('%s: what it has made is nothing to take away', async (_what, line) => {
    write(line);
    await expect(upgrade(model(NEW))).rejects.toMatchObject({ code: 'STATEMENT_FAILED' });
    expect(await database.query(`SELECT 'gas'::jobs_fuel_enum`)).toHaveLength(1);
    const found = await check(model(NEW));
    expect(found).toMatchObject({
      state: 'differs',
      difference: { operations: [], upgrade: [], head: [], questions: [] },
    });
    expect(checkJson(found)).toMatchObject({ inSync: false, operations: [], statements: [], pending: 1 });
    const text = lines(found);
    expect(text[0]).toMatch(
      / lies between two revisions, at aaaa, .* upgrade of bbbb unfinished, \d+ statements? applied$/,
    );
    expect(text.at(-1)).toBe('exit 3 · the upgrade of bbbb is applied in part: stillhead upgrade finishes it');
  });

  test('what somebody changed beside it stays a difference', async () => {
    write('await op.execute(op.sql`SELECT 1 / ((SELECT count(*) FROM jobs) - 1)`);');
    await expect(upgrade(model(NEW))).rejects.toMatchObject({ code: 'STATEMENT_FAILED' });
    await database.query('ALTER TABLE jobs ALTER id TYPE bigint');
    const found = await check(model(NEW));
    expect(found.difference.summaries.map(({ object }) => object)).toEqual(['jobs.id']);
    expect(lines(found).join('\n')).not.toContain('gas');
  });

  test('and that was finished agrees', async () => {
    write('await op.execute(op.sql`SELECT 1 / ((SELECT count(*) FROM jobs) - 1)`);');
    await expect(upgrade(model(NEW))).rejects.toMatchObject({ code: 'STATEMENT_FAILED' });
    await database.query('INSERT INTO jobs DEFAULT VALUES');
    await upgrade(model(NEW));
    expect(await check(model(NEW))).toMatchObject({ state: 'agrees' });
    await downgrade({ ...model(NEW), target: '-1' });
  });
});
