/**
 * Derived names: a database whose thousand constraints were all named by hand shows no line; where the names are asked for they are
 * renamed, nothing else, in a revision of their own, and the way back leads to the hand's names.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DataSource, EntitySchema } from 'typeorm';
import { autogenerate, type AutogenerateResult } from '../../../src/index';
import { toSegments } from '../../../src/operations/segments';
import { createDatabase, type TestDatabase } from '../../support/database';
import { fingerprint, fingerprintDifference } from '../../support/fingerprint';

const TABLES = 125;

/** Eight named things each: a primary key, two unique constraints, two checks, a foreign key, two indexes; and a sequence and an enum. */
const entities = (more: Readonly<Record<string, { type: 'int'; nullable: true }>> = {}): EntitySchema[] =>
  Array.from(
    { length: TABLES },
    (_, number) =>
      new EntitySchema<Record<string, unknown>>({
        name: `thing_${number}`,
        columns: {
          id: { type: 'int', primary: true, generated: 'increment' },
          a: { type: 'text' },
          b: { type: 'int' },
          state: { type: 'enum', enum: ['new', 'done'], default: 'new' },
          ...(number === 0 ? more : {}),
        },
        relations: { other: { type: 'many-to-one', target: `thing_${(number + 1) % TABLES}`, joinColumn: true } },
        uniques: [{ columns: ['a'] }, { columns: ['a', 'b'] }],
        checks: [{ expression: '"b" > 0' }, { expression: `"a" <> ''` }],
        indices: [{ columns: ['b'] }, { columns: ['b', 'a'], where: '"b" > 10' }],
      }),
  );

/** By another hand than TypeORM's: every constraint, index, sequence and enum gets a name of its own. */
const BY_HAND = `DO $$
  DECLARE it record; n int := 0;
  BEGIN
    FOR it IN SELECT conname, conrelid::regclass AS t FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n' LOOP
      n := n + 1;
      EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', it.t, it.conname, 'by hand ' || n);
    END LOOP;
    FOR it IN SELECT c.relname FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'IDX%' LOOP
      n := n + 1;
      EXECUTE format('ALTER INDEX %I RENAME TO %I', it.relname, 'by hand ' || n);
    END LOOP;
    FOR it IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' LOOP
      n := n + 1;
      EXECUTE format('ALTER SEQUENCE %I RENAME TO %I', it.relname, 'by hand ' || n);
    END LOOP;
    FOR it IN SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e' LOOP
      n := n + 1;
      EXECUTE format('ALTER TYPE %I RENAME TO %I', it.typname, 'by hand ' || n);
    END LOOP;
  END $$`;

const RENAMES = ['renameConstraint', 'renameIndex', 'renameSequence', 'renameEnum'];

let database: TestDatabase;
let cwd: string;
let derived: readonly string[];
let byHand: readonly string[];

beforeAll(async () => {
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-names-'));
  database = await createDatabase({ prefix: 'names' });
  const dataSource = await new DataSource({ ...database.typeormOptions, entities: entities() }).initialize();
  await dataSource.synchronize();
  await dataSource.destroy();
  derived = await fingerprint(database);
  await database.query(BY_HAND);
  byHand = await fingerprint(database);
}, 120_000);
afterAll(async () => {
  await database.drop();
  fs.rmSync(cwd, { recursive: true, force: true });
});

function compared(names: 'keep' | 'rename', of = entities()): Promise<AutogenerateResult> {
  return autogenerate({ dataSource: new DataSource({ ...database.typeormOptions, entities: of }), cwd, names });
}

async function run(statements: AutogenerateResult['upgrade']): Promise<void> {
  for (const segment of toSegments(statements)) {
    await database.query(segment.statements.map(({ sql }) => sql).join('\n;\n'));
  }
}

const kinds = ({ operations }: AutogenerateResult): readonly string[] => [
  ...new Set(operations.map(({ kind }) => kind)),
];

test('a thousand constraints that were named by hand are no difference', async () => {
  const [{ count }] = (await database.query<{ count: number }>(
    `SELECT count(*)::int FROM (SELECT conname AS name FROM pg_constraint UNION SELECT relname FROM pg_class) n WHERE name LIKE 'by hand%'`,
  )) as [{ count: number }];
  expect(count).toBeGreaterThanOrEqual(1000);
  expect(await compared('keep')).toMatchObject({ operations: [], unmanaged: [], questions: [], warnings: [] });
});

test('where the names are asked for, everything is renamed, and only that; the way back leads to the names of the hand', async () => {
  const found = await compared('rename');
  expect([...kinds(found)].sort()).toEqual([...RENAMES].sort());
  expect(found.operations).toHaveLength(10 * TABLES);
  await run(found.upgrade);
  expect(fingerprintDifference(derived, await fingerprint(database))).toEqual([]);
  expect((await compared('rename')).operations).toEqual([]);
  await run(found.downgrade);
  expect(fingerprintDifference(byHand, await fingerprint(database))).toEqual([]);
}, 120_000);

test('what else differs comes first, and the names in a revision of their own', async () => {
  const more = entities({ c: { type: 'int', nullable: true } });
  const first = await compared('rename', more);
  expect(kinds(first)).toEqual(['addColumn']);
  expect(first.warnings).toMatchObject([
    { code: 'NAMES_LATER', message: expect.stringContaining(`${10 * TABLES} derived names`) },
  ]);
  await run(first.upgrade);
  const second = await compared('rename', more);
  expect([...kinds(second)].sort()).toEqual([...RENAMES].sort());
  await run(second.upgrade);
  expect(await compared('rename', more)).toMatchObject({ operations: [], warnings: [] });
}, 120_000);
