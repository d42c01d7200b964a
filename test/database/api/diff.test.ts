/** `diff` between two sides of every kind: what it finds, what it names, and that its script leads from the one to the other. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { diff, revision, upgrade, type DiffResult } from '../../../src/index';
import { createDatabase, type TestDatabase } from '../../support/database';
import { fingerprint } from '../../support/fingerprint';

let one: TestDatabase;
let other: TestDatabase;
let cwd: string;

beforeEach(async () => {
  [one, other] = await Promise.all([createDatabase(), createDatabase()]);
  cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-diff-'));
  fs.writeFileSync(path.join(cwd, 'stillhead.config.json'), '{ "migrations": { "language": "js" } }');
});
afterEach(async () => {
  await one.drop();
  await other.drop();
  fs.rmSync(cwd, { recursive: true, force: true });
});

@Entity('persons')
class Person {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
}

function project(): { dataSource: DataSource; cwd: string } {
  return { dataSource: new DataSource({ ...one.typeormOptions, entities: [Person] }), cwd };
}

function file(name: string, sql: string): string {
  fs.writeFileSync(path.join(cwd, name), sql);
  return name;
}

const kinds = ({ operations }: DiffResult): readonly string[] => operations.map(({ kind }) => kind);

describe('two databases', () => {
  const BEFORE = `
    CREATE TYPE mood AS ENUM ('ok', 'bad'); CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%'); CREATE SEQUENCE counter;
    CREATE TABLE people (id serial PRIMARY KEY, address email, mood mood DEFAULT 'ok', about text);
    CREATE TABLE events (id integer NOT NULL, region text NOT NULL) PARTITION BY LIST (region);
    CREATE TABLE events_eu PARTITION OF events FOR VALUES IN ('eu');
    CREATE FUNCTION touch() RETURNS integer LANGUAGE sql AS 'SELECT 1'`;
  const AFTER = `
    CREATE TYPE mood AS ENUM ('ok', 'so so', 'bad'); CREATE SEQUENCE counter AS integer INCREMENT 5;
    CREATE DOMAIN email AS text DEFAULT 'a@b' CHECK (VALUE LIKE '%@%') CONSTRAINT short CHECK (length(VALUE) < 100);
    CREATE TABLE people (id bigserial PRIMARY KEY, address email, mood mood DEFAULT 'ok', about text) WITH (fillfactor = 70);
    ALTER TABLE people ENABLE ROW LEVEL SECURITY; ALTER TABLE people ALTER about SET STORAGE external;
    COMMENT ON TABLE people IS 'who'; COMMENT ON DOMAIN email IS 'where to';
    CREATE TABLE events (id integer NOT NULL, region text NOT NULL) PARTITION BY LIST (region);
    CREATE TABLE events_eu PARTITION OF events FOR VALUES IN ('eu', 'uk'); CREATE TABLE events_us PARTITION OF events FOR VALUES IN ('us');
    CREATE FUNCTION touch() RETURNS integer LANGUAGE sql AS 'SELECT 2'`;

  test('everything that is modelled is led across, the rest is named', async () => {
    await one.query(BEFORE);
    await other.query(AFTER);
    const found = await diff({ from: one.url, to: other.url });
    expect(found.inSync).toBe(false);
    expect([...new Set(kinds(found))].sort()).toEqual([
      'addEnumValue',
      'alterColumn',
      'alterDomain',
      'alterSequence',
      'alterTable',
      'attachPartition',
      'createTable',
      'detachPartition',
      'setColumnStorage',
      'setComment',
    ]);
    expect(found.notModelled).toEqual(['function touch(): differs']);
    await one.query(found.script.replace('\\set ON_ERROR_STOP on', ''));
    const left = await diff({ from: one.url, to: other.url });
    expect(kinds(left)).toEqual([]);
    expect(left).toMatchObject({ inSync: false, notModelled: ['function touch(): differs'], statements: [] });
    await one.query(`CREATE OR REPLACE FUNCTION touch() RETURNS integer LANGUAGE sql AS 'SELECT 2'`);
    expect(await diff({ from: one.url, to: other.url })).toMatchObject({
      inSync: true,
      operations: [],
      notModelled: [],
    });
    expect(await fingerprint(one)).toEqual(await fingerprint(other));
  });

  test('nothing is written anywhere', async () => {
    await one.query(BEFORE);
    await other.query(AFTER);
    const before = [await fingerprint(one), await fingerprint(other)];
    await diff({ from: one.url, to: other.url });
    expect([await fingerprint(one), await fingerprint(other)]).toEqual(before);
  });

  test.each([
    [
      'a trigger',
      `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER t BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION f()`,
      ['function f(): only on the to side', 'trigger u.t: only on the to side'],
    ],
    ['a policy', 'CREATE POLICY p ON u USING (true)', ['policy u.p: only on the to side']],
    ['a rule', 'CREATE RULE r AS ON DELETE TO u DO INSTEAD NOTHING', ['rule u.r: only on the to side']],
    ['a right', 'GRANT SELECT ON u TO PUBLIC', ['right SELECT of PUBLIC on table u: only on the to side']],
    [
      'default rights',
      'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC',
      ['default rights of postgres on tables: only on the to side'],
    ],
    ['a cast', 'CREATE CAST (text AS integer) WITH INOUT', ['cast from text to integer: only on the to side']],
    [
      'options of a column',
      'ALTER TABLE u ALTER a SET (n_distinct = 5)',
      ['column u.a OPTIONS (n_distinct=5): only on the to side'],
    ],
    [
      'a foreign table',
      'CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE x (a integer) SERVER s',
      [
        'foreign data wrapper w: only on the to side',
        'foreign table public.x: only on the to side',
        'server s: only on the to side',
        'table x SERVER s: only on the to side',
      ],
    ],
  ])('%s is named', async (_what, sql, expected) => {
    for (const database of [one, other]) await database.query('CREATE TABLE u (a integer)');
    await other.query(sql);
    const found = await diff({ from: one.url, to: other.url });
    expect(kinds(found)).toEqual([]);
    expect(found).toMatchObject({ inSync: false, notModelled: expected });
  });

  test('a function in the way of a swapped type is named', async () => {
    for (const [database, labels] of [
      [one, `'a', 'b'`],
      [other, `'a'`],
    ] as const) {
      await database.query(
        `CREATE TYPE mood AS ENUM (${labels}); CREATE FUNCTION f(mood) RETURNS integer LANGUAGE sql AS 'SELECT 1'`,
      );
    }
    const found = await diff({ from: one.url, to: other.url });
    expect(found.notModelled).toEqual([expect.stringContaining('function f(public.mood): stands on what changes')]);
  });

  test('a table that becomes partitioned stops while it has rows', async () => {
    await one.query('CREATE TABLE t (a integer); INSERT INTO t VALUES (1)');
    await other.query('CREATE TABLE t (a integer) PARTITION BY RANGE (a)');
    const { script } = await diff({ from: one.url, to: other.url });
    await expect(one.query(script)).rejects.toThrow('open step: copy the rows of t');
    await one.query('ROLLBACK; DELETE FROM t');
    await one.query(script);
    expect(await diff({ from: one.url, to: other.url })).toMatchObject({ inSync: true });
  });

  test("Stillhead's own table is no difference", async () => {
    await upgrade(project());
    expect(await diff({ from: one.url, to: other.url })).toMatchObject({ inSync: true });
  });
});

describe('files, revisions, the model, and nothing', () => {
  test('a new database is an empty one', async () => {
    expect(await diff({ from: one.url, to: 'empty' })).toMatchObject({ inSync: true, notModelled: [] });
    expect(await diff({ from: 'empty', to: 'empty' })).toMatchObject({ inSync: true });
  });

  test('a file against nothing and against a database', async () => {
    const schema = file('schema.sql', 'CREATE TABLE t (a integer PRIMARY KEY, b text);');
    const found = await diff({ from: 'empty', to: schema, cwd });
    expect(found).toMatchObject({ inSync: false, from: 'an empty database', to: 'schema.sql' });
    expect(kinds(found)).toEqual(['createTable']);
    await one.query(found.script);
    expect(await diff({ from: one.url, to: schema, cwd })).toMatchObject({ inSync: true, statements: [] });
    expect(kinds(await diff({ from: schema, to: 'empty', cwd }))).toEqual(['dropTable']);
  });

  test.each([
    ['missing.sql', null, 'missing.sql: there is no such file', 'give the path of a .sql file that can be read'],
    ['./schma.sql', null, './schma.sql: there is no such file', 'did you mean ./schema.sql?'],
    [
      'wrong.sql',
      'CREATE TABLE t (a integer);\n\nCREATE TABLE u (a nothing);',
      'wrong.sql:3: type "nothing" does not exist',
      expect.stringContaining('it is run on an empty database'),
    ],
  ])('%s is told by its name and line, and what to do', async (name, sql, message, hint: unknown) => {
    file('schema.sql', '');
    if (sql !== null) file(name, sql);
    const thrown = { code: 'SQL_FILE_FAILED', message, hint };
    await expect(diff({ from: 'empty', to: name, cwd })).rejects.toMatchObject(thrown);
  });

  test('revisions are replayed: against one another, a database, a file', async () => {
    const { revision: id } = await revision({ ...project(), message: 'start', autogenerate: true });
    expect(kinds(await diff({ ...project(), from: 'base', to: 'head' }))).toEqual(['createTable']);
    expect(kinds(await diff({ ...project(), from: id ?? '', to: other.url }))).toEqual(['dropTable']);
    await upgrade(project());
    expect(await diff({ ...project(), from: 'head', to: one.url })).toMatchObject({
      inSync: true,
      from: `revision ${id}`,
    });
    await one.query('CREATE INDEX by_name ON persons (name)');
    expect(kinds(await diff({ ...project(), from: one.url, to: 'head' }))).toEqual(['dropIndex']);
    await expect(diff({ ...project(), from: 'head', to: 'nowhere' })).rejects.toMatchObject({
      code: 'REVISION_NOT_FOUND',
    });
  });

  describe('a history that requires an extension', () => {
    @Entity('tickets')
    class Ticket {
      @PrimaryGeneratedColumn('uuid') id: string;
    }
    const tickets = (): { dataSource: DataSource; cwd: string } => {
      return { dataSource: new DataSource({ ...one.typeormOptions, entities: [Ticket] }), cwd };
    };
    const STAYS = ['extension "uuid-ossp": stays, as the history only requires it'];

    beforeEach(async () => {
      const { text } = await revision({ ...tickets(), message: 'start', autogenerate: true });
      expect(text).toContain("op.requireExtension('uuid-ossp')");
    });

    test.each(['base', 'empty', 'other'])('from %s: it is asked for, never made', async (side) => {
      const from = side === 'other' ? other.url : side;
      const found = await diff({ ...tickets(), from, to: 'head' });
      expect(kinds(found)).toEqual(['requireExtension', 'createTable']);
      expect(found).toMatchObject({ inSync: false, notModelled: [] });
      await expect(other.query(found.script)).rejects.toThrow('the extension "uuid-ossp" is not installed');
      await other.query('ROLLBACK; CREATE EXTENSION "uuid-ossp"');
      await other.query(found.script);
      expect(await diff({ ...tickets(), from: other.url, to: 'head' })).toMatchObject({
        inSync: true,
        notModelled: [],
      });
    });

    test.each(['base', 'empty', 'other'])('to %s: it stays, and is named', async (side) => {
      const found = await diff({ ...tickets(), from: 'head', to: side === 'other' ? other.url : side });
      expect(kinds(found)).toEqual(['dropTable']);
      expect(found).toMatchObject({ inSync: false, notModelled: STAYS });
    });

    test('the model, and a database that has it', async () => {
      expect(await diff({ ...tickets(), from: 'head', to: 'model' })).toMatchObject({ inSync: true });
      expect(await diff({ ...tickets(), from: 'model', to: 'head' })).toMatchObject({ inSync: true });
      expect(await diff({ ...tickets(), from: 'head', to: 'head' })).toMatchObject({ inSync: true, notModelled: [] });
      await one.query('CREATE EXTENSION "uuid-ossp"');
      const found = await diff({ ...tickets(), from: one.url, to: 'head' });
      expect(kinds(found)).toEqual(['createTable']);
      expect(found.notModelled).toEqual([]);
    });

    test('one that the history makes is made and dropped like all that it makes', async () => {
      const [file = ''] = fs.readdirSync(path.join(cwd, 'migrations'));
      const of = path.join(cwd, 'migrations', file);
      fs.writeFileSync(of, fs.readFileSync(of, 'utf8').replace('op.requireExtension', 'op.createExtension'));
      expect(kinds(await diff({ ...tickets(), from: 'base', to: 'head' }))).toEqual(['createExtension', 'createTable']);
      expect(kinds(await diff({ ...tickets(), from: 'head', to: 'base' }))).toEqual(['dropTable', 'dropExtension']);
    });
  });

  test('the model on either side, with what it cannot say left alone', async () => {
    expect(kinds(await diff({ ...project(), from: 'empty', to: 'model' }))).toEqual(['createTable']);
    expect(kinds(await diff({ ...project(), from: 'model', to: 'empty' }))).toEqual(['dropTable']);
    expect(await diff({ ...project(), from: 'model', to: 'model' })).toMatchObject({ inSync: true });
    await other.query(
      `CREATE TABLE persons (id serial CONSTRAINT mine PRIMARY KEY, name varchar); CREATE TABLE theirs (a integer)`,
    );
    const found = await diff({ ...project(), from: other.url, to: 'model' });
    expect(found.operations).toMatchObject([
      { kind: 'todo' },
      { kind: 'alterColumn', changes: { notNull: { to: true } } },
    ]);
    expect(found.notModelled).toEqual(['table theirs']);
    await other.query('ALTER TABLE persons ALTER name SET NOT NULL');
    const agreed = await diff({ ...project(), from: other.url, to: 'model' });
    expect(agreed).toMatchObject({ inSync: true, operations: [], notModelled: ['table theirs'] });
  });

  test('what a file has beyond the model may go, and is asked for', async () => {
    const schema = file(
      'schema.sql',
      'CREATE TABLE persons (id serial PRIMARY KEY, name varchar NOT NULL, nickname text)',
    );
    const asked = await diff({ ...project(), from: schema, to: 'model' });
    expect(asked).toMatchObject({ inSync: false, operations: [], questions: [{ object: { name: 'nickname' } }] });
    const answers = { renames: [], noRenames: true, drops: ['persons.nickname'], keeps: [] };
    expect(kinds(await diff({ ...project(), from: schema, to: 'model', answers }))).toEqual(['dropColumn']);
  });

  test('an expression that another major prints otherwise is no difference', async () => {
    const sql = `CREATE TABLE t (a integer, b varchar CHECK (b IN ('x', 'y')), c integer DEFAULT 1 + 1);
      CREATE INDEX i ON t (lower(b)) WHERE a > 0 AND b <> ''; CREATE VIEW v AS SELECT t.a, t.b FROM t WHERE t.a > 1;
      CREATE MATERIALIZED VIEW m AS SELECT x.a AS q FROM t x JOIN v USING (a) WITH DATA; CREATE INDEX j ON m (q) WHERE q > 5`;
    await one.query(sql);
    const schema = file('schema.sql', sql);
    const found = await diff({ from: one.url, to: schema, cwd });
    expect(found.statements).toEqual([]);
    expect(found.inSync).toBe(true);
    expect((await diff({ from: schema, to: one.url, cwd })).statements).toEqual([]);
  });
});
