/** What nobody's models declare and stands in the way of a change: the file runs where it is, and where it is not. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Column, DataSource, Entity, PrimaryColumn, ViewColumn, ViewEntity } from 'typeorm';
import { check, revision, upgrade, downgrade } from '../../../src/index';
import { createDatabase, type TestDatabase } from '../../support/database';
import { fingerprint, fingerprintDifference } from '../../support/fingerprint';

@Entity('orders')
class Before {
  @PrimaryColumn() id: number;
  @Column({ length: 20 }) note: string;
}
@Entity('orders')
class After {
  @PrimaryColumn() id: number;
  @Column('text') note: string;
}

const OPERATORS = `
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER trg BEFORE UPDATE OF note ON orders FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE POLICY pol ON orders USING (note <> '');
  CREATE VIEW dep AS SELECT id, note FROM orders;
  CREATE MATERIALIZED VIEW mat AS SELECT note FROM dep;
  GRANT SELECT ON dep TO pg_monitor;
`;

let home: string;
let databases: TestDatabase[];
beforeEach(() => {
  home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-in-the-way-'));
  databases = [];
});
afterEach(async () => {
  for (const database of databases) await database.drop();
  fs.rmSync(home, { recursive: true, force: true });
});

type EntityClass = new () => object;

async function open(): Promise<{
  database: TestDatabase;
  with: (...entities: readonly EntityClass[]) => { dataSource: DataSource; cwd: string };
}> {
  const database = await createDatabase({ prefix: 'in_the_way' });
  databases.push(database);
  const at = (...entities: readonly EntityClass[]) => ({
    dataSource: new DataSource({ ...database.typeormOptions, entities: [...entities] }),
    cwd: home,
  });
  return { database, with: at };
}

test('generated where it is, run where it is not; as it is then, it comes back', async () => {
  const first = await open();
  await revision({ ...first.with(Before), message: 'start', autogenerate: true, id: 'aaaaaaaaaaaa' });
  await upgrade(first.with(Before));
  await first.database.query(OPERATORS);
  const written = await revision({ ...first.with(After), message: 'note', autogenerate: true, id: 'bbbbbbbbbbbb' });
  expect(written.text).toContain(
    'TAKES DOWN    policy pol on orders, trigger trg on orders, materialized view mat, view dep: put back at the end as the database has them; where one is not there, nothing is done',
  );
  expect(written.text).not.toMatch(/GRANT|op\.execute|dropView/);
  expect(written.difference?.summaries.map(({ summary }) => summary).join()).not.toContain('by hand');

  const fresh = await open();
  await upgrade(fresh.with(After));
  expect(await check(fresh.with(After))).toMatchObject({ state: 'agrees' });

  await first.database.query('GRANT SELECT ON dep TO pg_read_all_stats; DROP TRIGGER trg ON orders');
  const before = await fingerprint(first.database);
  await upgrade(first.with(After));
  const there = fingerprintDifference(before, await fingerprint(first.database));
  // Over text PostgreSQL needs no cast in the policy.
  expect(
    there.filter((line) => !/type text|varying\(20\)|stillhead_version|policy public.orders pol/.test(line)),
  ).toEqual([]);
  expect(await check(first.with(After))).toMatchObject({ state: 'agrees' });
  await downgrade({ ...first.with(After), target: '-1' });
  expect(fingerprintDifference(before, await fingerprint(first.database))).toEqual([]);
});

@ViewEntity('notes', { expression: 'SELECT o.id, o.note FROM orders o' })
class Notes {
  @ViewColumn() id: number;
  @ViewColumn() note: string;
}
@ViewEntity('notes', { expression: 'SELECT o.note FROM orders o' })
class OnlyNotes {
  @ViewColumn() note: string;
}

test('a view made anew keeps the rights it has where the revision runs, and the head says so', async () => {
  const [first, second] = [await open(), await open()];
  await revision({ ...first.with(Before, Notes), message: 'start', autogenerate: true, id: 'aaaaaaaaaaaa' });
  for (const each of [first, second]) await upgrade(each.with(Before, Notes));
  await second.database.query('GRANT SELECT ON notes TO pg_monitor');
  const changed = { ...first.with(Before, OnlyNotes), message: 'less', autogenerate: true, id: 'bbbbbbbbbbbb' };
  const { text } = await revision(changed);
  expect(text).toContain(
    'TAKES DOWN    rights on notes: given back at the end as the database has them; where there are none, nothing is done',
  );
  const rights = `SELECT count(*)::int AS n FROM pg_class, aclexplode(relacl) WHERE relname = 'notes' AND grantee <> relowner`;
  for (const [{ database, with: of }, n] of [
    [first, 0],
    [second, 1],
  ] as const) {
    await upgrade(of(Before, OnlyNotes));
    expect(await database.query(rights)).toEqual([{ n }]);
  }
});
