/** What no decorator can say, changed by hand: named, unless the history itself made it so. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Check, Column, DataSource, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { autogenerate, check, revision, upgrade } from '../../../src/index';
import { createDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
let cwd: string;

beforeEach(async () => {
  database = await createDatabase();
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-kept-'));
  fs.writeFileSync(path.join(cwd, 'stillhead.config.json'), '{ "migrations": { "language": "js" } }');
});
afterEach(async () => {
  await database.drop();
  fs.rmSync(cwd, { recursive: true, force: true });
});

@Entity('persons')
@Check('named', `name <> ''`)
@Index('by_name', ['name'])
class Person {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
}

@Entity('persons')
@Check('named', `full_name <> ''`)
@Index('by_name', ['full_name'])
class Renamed {
  @PrimaryGeneratedColumn() id: number;
  @Column() full_name: string;
}

function project(entity: NewableFunction = Person): { dataSource: DataSource; cwd: string } {
  return { dataSource: new DataSource({ ...database.typeormOptions, entities: [entity] }), cwd };
}

/** A revision of a person's own hand behind the generated one. */
async function byRevision(sql: string): Promise<void> {
  const { path: file } = await revision({ ...project(), message: 'by hand' });
  const full = path.join(cwd, file ?? '');
  const text = fs.readFileSync(full, 'utf8');
  fs.writeFileSync(
    full,
    text.replace(/(exports\.upgrade = [^{]*\{|async function upgrade\([^{]*\{)/, `$1 await op.execute(\`${sql}\`);`),
  );
  await upgrade(project());
}

async function warnings(): Promise<readonly string[]> {
  const { difference, state } = await check(project());
  expect(state).toBe('agrees');
  return difference.warnings.map(({ message }) => message);
}

const BY_HAND = `ALTER TABLE persons DROP CONSTRAINT named, ADD CONSTRAINT named CHECK (name <> '') NOT VALID;
  DROP INDEX by_name; CREATE INDEX by_name ON persons (name DESC);`;
const NAMED = [
  'check persons.named stays as the database has it: NOT VALID',
  'index persons.by_name stays as the database has it: name DESC NULLS FIRST',
];

async function start(): Promise<void> {
  await revision({ ...project(), message: 'start', autogenerate: true });
  await upgrade(project());
  expect(await warnings()).toEqual([]);
}

test('what was changed beside the history is named, and what the history made so is not', async () => {
  await start();
  await database.query(BY_HAND);
  expect([...(await warnings())].sort()).toEqual(NAMED);
});

test('what the history made so is no news, also where more was changed by hand, and under a new name', async () => {
  await start();
  await byRevision(BY_HAND);
  expect(await warnings()).toEqual([]);
  await database.query('ALTER SEQUENCE persons_id_seq INCREMENT 5');
  expect(await warnings()).toEqual(['column persons.id stays as the database has it: INCREMENT 5']);
  const found = await autogenerate({ ...project(Renamed), renames: ['persons.name:full_name'] });
  expect(found.warnings.map(({ message }) => message)).toEqual([
    'column persons.id stays as the database has it: INCREMENT 5',
  ]);
});

test('with a history, a column that somebody else made beside a new one is not asked about', async () => {
  await start();
  await database.query('ALTER TABLE persons ADD COLUMN nickname varchar');
  @Entity('persons')
  @Check('named', `name <> ''`)
  @Index('by_name', ['name'])
  class Longer {
    @PrimaryGeneratedColumn() id: number;
    @Column() name: string;
    @Column({ type: 'varchar', nullable: true }) title: string | null;
  }
  const found = await autogenerate(project(Longer));
  expect(found.upgrade.map(({ sql }) => sql)).toEqual([
    'ALTER TABLE "public"."persons" ADD COLUMN "title" character varying',
  ]);
  expect(found.unmanaged).toEqual(['column persons.nickname']);
});
