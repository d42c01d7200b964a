/**
 * A hot standby: what reads works there as on its primary, with and without a history, and finds exactly what differs. A standby runs no
 * DDL, not even in a transaction that is rolled back, so the expressions go to the throw-away database. And what writes says why it cannot.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { Check, Column, DataSource, Entity, Index, PrimaryGeneratedColumn, ViewEntity } from 'typeorm';
import { autogenerate, check, diff, downgrade, revision, stamp, upgrade, upgradeScript } from '../../../src/index';
import { serverMajor } from '../../support/database';
import { startPostgres, type Major, type PostgresServer } from '../../support/postgres';
import { startStandby, type Standby } from '../../support/standby';

@Entity('person')
@Check('CHK_age', 'age BETWEEN 0 AND 150')
@Index('IDX_adult', ['name'], { where: 'age > 17 AND born IS NOT NULL' })
class Person {
  @PrimaryGeneratedColumn() id: number;
  @Column({ default: () => `upper('x') || lower('Y')` }) name: string;
  @Column({ default: () => '1 + 2' }) age: number;
  @Column({ type: 'date', nullable: true }) born: string;
  @Column({ type: 'int', generatedType: 'STORED', asExpression: 'age * 2 + 1', nullable: true }) twice: number;
}

@ViewEntity({ name: 'adult', expression: 'SELECT id, name FROM person WHERE age >= 18' })
class Adult {}

/** The same in other words. */
@Entity('person')
@Check('CHK_age', '((age >= 0) AND age <= (150))')
@Index('IDX_adult', ['name'], { where: '((age)>17) and (born is not null)' })
class Respelled {
  @PrimaryGeneratedColumn() id: number;
  @Column({ default: () => `(upper('x'::text)) || lower( 'Y' )` }) name: string;
  @Column({ default: () => '(1+2)' }) age: number;
  @Column({ type: 'date', nullable: true }) born: string;
  @Column({ type: 'int', generatedType: 'STORED', asExpression: '((age*2)+1)', nullable: true }) twice: number;
}

@Entity('person')
@Check('CHK_age', 'age BETWEEN 0 AND 149')
@Index('IDX_adult', ['name'], { where: 'age > 18 AND born IS NOT NULL' })
class Changed {
  @PrimaryGeneratedColumn() id: number;
  @Column({ default: () => `upper('x') || lower('Y')` }) name: string;
  @Column({ default: () => '1 + 3' }) age: number;
  @Column({ type: 'date', nullable: true }) born: string;
  @Column({ type: 'int', generatedType: 'STORED', asExpression: 'age * 2 + 1', nullable: true }) twice: number;
  @Column({ type: 'text', nullable: true }) note: string;
}

let primary: PostgresServer;
let standby: Standby;
let folder: string;

beforeAll(async () => {
  const major = serverMajor() as Major;
  folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-standby-'));
  primary = await startPostgres({ major, tcp: true, settings: { synchronous_commit: 'on' } });
  standby = await startStandby(primary);
});
afterAll(async () => {
  await (standby as Standby | undefined)?.stop();
  await (primary as PostgresServer | undefined)?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A project on a server: the migrations and what is remembered lie in its folder. */
function projectOn(server: PostgresServer, name: string, entities: readonly NewableFunction[], settings: object = {}) {
  const cwd = path.join(folder, name);
  fs.mkdirSync(cwd, { recursive: true });
  const config = path.join(cwd, 'stillhead.config.json');
  fs.writeFileSync(config, JSON.stringify({ migrations: { language: 'js' }, prettier: false, ...settings }));
  const dataSource = new DataSource({ type: 'postgres', url: server.url(), entities: entities as NewableFunction[] });
  return { cwd, dataSource };
}

/** Rows written to the catalogs, of which a standby has none of its own; what is rolled back counts. */
async function counted(): Promise<readonly object[]> {
  const client = new Client({ connectionString: primary.url() });
  await client.connect();
  try {
    // A session tells what it did when it ends; until version 14 to a process of its own, half a second behind.
    const others = `SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;
    for (let left = 40; left > 0 && (await client.query(others)).rowCount !== 0; left--) await sleep(50);
    if (serverMajor() < 15) await sleep(1500);
    const sql = `SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_all_tables WHERE schemaname = 'pg_catalog' ORDER BY 1`;
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Which servers printed something for this project. */
function printers(cwd: string): readonly string[] {
  const files = fs.readdirSync(cwd, { recursive: true, encoding: 'utf8' });
  return files.map((name) => path.basename(name)).filter((name) => name.startsWith('printed-'));
}

beforeAll(async () => {
  const made = projectOn(primary, 'history', [Person, Adult]);
  await revision({ ...made, message: 'people', autogenerate: true });
  await upgrade(made);
  await standby.caughtUp();
});

const history = (): string => path.join(folder, 'history');

/** What the standby's models differ in, told on the standby and, for comparison, by the primary. */
async function told(server: PostgresServer, name: string, entities: readonly NewableFunction[]) {
  const project = projectOn(server, name, entities);
  fs.cpSync(path.join(history(), 'migrations'), path.join(project.cwd, 'migrations'), { recursive: true });
  const { state, difference, differences } = await check(project);
  const lines = differences.map((each) => ({ object: each.object, state: each.state, sides: each.sides }));
  return { state, lines, warnings: difference.warnings, sql: difference.upgrade.map(({ sql }) => sql) };
}

test.each([
  ['as it comes', {}],
  ['where the configuration lets the server itself print', { settle: 'live' }],
])('agrees with what its primary was brought to, also in other words: %s', async (name, settings) => {
  const before = await counted();
  const project = projectOn(standby, name.replaceAll(' ', '-'), [Respelled, Adult], settings);
  fs.cpSync(path.join(history(), 'migrations'), path.join(project.cwd, 'migrations'), { recursive: true });
  const { state, difference } = await check(project);
  expect([state, difference.operations, difference.warnings]).toEqual(['agrees', [], []]);
  const found = await diff({ ...project, from: standby.url(), to: 'model' });
  expect([found.inSync, found.operations, found.notModelled]).toEqual([true, [], []]);
  expect((await autogenerate(project)).upgrade).toEqual([]);
  expect(printers(project.cwd)).toEqual(['printed-embedded.json']);
  expect(await counted()).toEqual(before);
});

test('tells exactly what a changed model differs in, as the primary does', async () => {
  const before = await counted();
  const found = await told(standby, 'changed-standby', [Changed, Adult]);
  expect(await counted()).toEqual(before);
  expect(printers(path.join(folder, 'changed-standby'))).toEqual(['printed-embedded.json']);
  expect(found).toMatchObject({ state: 'differs', warnings: [] });
  expect(found.lines.map(({ object, state }) => `${object} ${state}`).sort()).toEqual([
    'CHK_age on person changed',
    'IDX_adult on person changed',
    'person.age changed',
    'person.note missing',
  ]);
  expect(found).toEqual(await told(primary, 'changed-primary', [Changed, Adult]));
  // That what is counted does count: the primary prints on temporary objects of its own.
  expect(await counted()).not.toEqual(before);
});

test('with a revision pending on the primary, it is behind; and what writes says why it cannot', async () => {
  const project = projectOn(standby, 'history', [Changed, Adult]);
  const { path: file } = await revision({ ...project, message: 'more', autogenerate: true });
  expect((await check(project)).state).toBe('behind');
  const refused = { code: 'STANDBY', message: expect.stringContaining('is a standby') as unknown };
  await expect(upgrade(project)).rejects.toMatchObject(refused);
  await expect(downgrade({ ...project, target: 'base' })).rejects.toMatchObject(refused);
  await expect(stamp({ ...project, revision: 'head' })).rejects.toMatchObject(refused);
  expect(await upgradeScript(project)).toContain('ADD COLUMN "note" text');
  await upgrade(projectOn(primary, 'history', [Changed, Adult]));
  await standby.caughtUp();
  expect((await check(project)).state).toBe('agrees');
  expect(await upgrade(project)).toMatchObject({ revisions: [], atHead: true });
  expect(file).not.toBeNull();
});
