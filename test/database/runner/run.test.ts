import { makeProject, type Project } from './project';

let project: Project;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(async () => {
  await project.close();
});

const create = (table: string) => `  await op.execute('CREATE TABLE ${table} (id int)');`;
const drop = (table: string) => `  await op.execute('DROP TABLE ${table}');`;
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

function three(): void {
  project.write('aaaa', create('a'), drop('a'));
  project.write('bbbb', create('b'), drop('b'));
  project.write('cccc', create('c'), drop('c'));
}

describe('up and down', () => {
  test('all, a part, and nothing', async () => {
    three();
    const events: string[] = [];
    const told = {
      onStart: (step: { revision: { id: string } }) => events.push(step.revision.id),
      onEnd: () => events.push('done'),
    };
    expect(await project.upgrade('+2', { events: told })).toMatchObject({
      applied: [{ id: 'aaaa' }, { id: 'bbbb' }],
      heads: ['bbbb'],
    });
    expect(events).toEqual(['aaaa', 'done', 'bbbb', 'done']);
    expect(await project.tables()).toEqual(['a', 'b']);
    expect(await project.upgrade()).toMatchObject({ applied: [{ id: 'cccc' }], heads: ['cccc'] });
    expect(await project.upgrade()).toEqual({ applied: [], heads: ['cccc'] });
    expect(await project.downgrade('-1')).toMatchObject({ applied: [{ id: 'cccc' }], heads: ['bbbb'] });
    expect(await project.downgrade('base')).toMatchObject({ applied: [{ id: 'bbbb' }, { id: 'aaaa' }], heads: [] });
    expect(await project.tables()).toEqual([]);
    expect(await project.heads()).toEqual([]);
  });

  test('an empty plan and a reading leave no version table', async () => {
    expect(await project.upgrade()).toEqual({ applied: [], heads: [] });
    expect(await project.heads()).toEqual([]);
    expect(await project.database.query(`SELECT relname FROM pg_class WHERE relname ~ 'stillhead'`)).toEqual([]);
  });

  test('a schema of its own, under a hostile name, for tables and version table alike', async () => {
    const schema = `we"ird; drop table x --'\\`;
    project.write(
      'aaaa',
      `  await op.createSchema(${JSON.stringify(schema)});\n${create('here')}`,
      `${drop('here')}\n  await op.dropSchema(${JSON.stringify(schema)});`,
    );
    const more = { defaultSchema: schema, versionTable: { schema, name: `v"; drop table x --'` } };
    expect(await project.upgrade('head', more)).toMatchObject({ heads: ['aaaa'] });
    const rows = await project.database.query(
      `SELECT relname, nspname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relname = 'here'`,
    );
    expect(rows).toEqual([{ relname: 'here', nspname: schema }]);
  });

  test('the search_path is pinned, and the session is left as it was', async () => {
    project.write('aaaa', `${create('a')}\n  await op.execute('VACUUM', { transaction: false });`);
    await project.database.query(`CREATE SCHEMA other`);
    const session = await project.session();
    await session.query(`SET search_path TO other`);
    await project.upgrade('head', {}, session);
    expect(await project.tables()).toEqual(['a']);
    expect(await session.query('SHOW search_path')).toEqual([{ search_path: 'other' }]);
    expect(
      await session.query(
        `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()`,
      ),
    ).toEqual([{ n: 0 }]);
  });
});

describe('a failure', () => {
  test('keeps nothing of its revision, and says where', async () => {
    three();
    const file = project.write('dddd', `${create('d')}\n  await op.execute(\`SELECT 1,\n   nothing FROM a\`);`);
    const error = await failure(project.upgrade());
    expect(error).toMatchObject({
      code: 'STATEMENT_FAILED',
      message: '42703 column "nothing" does not exist',
      facts: {
        revision: `dddd (${file}:6)`,
        statement: 'SELECT 1,\n   nothing FROM a\n   ^',
        sqlstate: '42703',
        state: 'nothing of this revision was kept; the database is at cccc',
      },
    });
    expect(await project.heads()).toEqual(['cccc']);
    expect(await project.tables()).toEqual(['a', 'b', 'c']);
  });

  test('keeps the finished segments, and the next run goes on behind them', async () => {
    const up = (last: string) =>
      [
        create('a'),
        `  await op.execute('CREATE INDEX CONCURRENTLY i ON a (id)', { transaction: false });`,
        create('b'),
        last,
      ].join('\n');
    const file = project.write('aaaa', up(`  await op.execute('SELECT nothing');`));
    expect(await failure(project.upgrade())).toMatchObject({
      code: 'STATEMENT_FAILED',
      facts: {
        state:
          'its first 2 statements are kept, the rest is not, and the next run goes on behind them; the database is at base',
      },
    });
    expect(await project.tables()).toEqual(['a', 'i']);
    expect(await project.heads()).toEqual([]);
    expect(await failure(project.downgrade('base'))).toMatchObject({ code: 'PARTIAL_REVISION' });

    const { readFileSync, writeFileSync } = await import('node:fs');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('CREATE TABLE a (id int)', 'CREATE TABLE a (id bigint)'));
    expect(await failure(project.upgrade())).toMatchObject({ code: 'PROGRESS_MISMATCH', facts: { statements: 2 } });
    writeFileSync(file, text.replace('SELECT nothing', 'SELECT 1'));
    expect(await project.upgrade()).toMatchObject({ heads: ['aaaa'] });
    expect(await project.tables()).toEqual(['a', 'b', 'i']);
  });

  test('no catch of a revision can hide it', async () => {
    project.write('aaaa', `${create('a')}\n  try { await op.execute('SELECT nothing'); } catch {}`);
    expect(await failure(project.upgrade())).toMatchObject({ code: 'STATEMENT_FAILED' });
    expect(await project.tables()).toEqual([]);
  });

  test('nor can it hide a call that does not fit', async () => {
    const file = project.write('aaaa', `${create('a')}\n  try { await op.schema('x').dropColumn('t', 1); } catch {}`);
    expect(await failure(project.upgrade())).toMatchObject({
      code: 'REVISION_FAILED',
      facts: { revision: `aaaa (${file}:6)` },
    });
    expect(await project.tables()).toEqual([]);
  });

  test('an error of the revision itself has its line', async () => {
    const file = project.write('aaaa', `${create('a')}\n  throw new Error('own');`);
    expect(await failure(project.upgrade())).toMatchObject({
      code: 'REVISION_FAILED',
      message: 'own',
      facts: { revision: `aaaa (${file}:6)`, state: 'nothing of this revision was kept; the database is at base' },
    });
    expect(await project.tables()).toEqual([]);
  });

  test('a constraint that is only checked at the end', async () => {
    await project.database.query(
      `CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE f (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED)`,
    );
    project.write('aaaa', `  await op.execute('INSERT INTO f VALUES (1)');`);
    expect(await failure(project.upgrade())).toMatchObject({
      code: 'STATEMENT_FAILED',
      facts: { sqlstate: '23503', statement: 'COMMIT' },
    });
    expect(await project.heads()).toEqual([]);
  });

  test('a connection that is lost', async () => {
    project.write('aaaa', `${create('a')}\n  await op.execute('SELECT pg_terminate_backend(pg_backend_pid())');`);
    expect(await failure(project.upgrade())).toMatchObject({
      code: 'CONNECTION_LOST',
      facts: { state: 'nothing of this revision was kept; the database is at base' },
    });
    expect(await project.tables()).toEqual([]);
  });

  test('a call that is not awaited, at the end or before another', async () => {
    const file = project.write('aaaa', `${create('a')}\n${create('b').replace('await ', '')}`);
    expect(await failure(project.upgrade())).toMatchObject({ code: 'NOT_AWAITED', facts: { at: `${file}:6` } });
    const { rmSync } = await import('node:fs');
    rmSync(file);
    expect(await project.tables()).toEqual([]);
  });

  test('calls at once', async () => {
    const file = project.write('aaaa', `${create('a').replace('await ', '')}\n${create('b')}`);
    expect(await failure(project.upgrade())).toMatchObject({ code: 'NOT_AWAITED', facts: { at: `${file}:5` } });
    expect(await project.tables()).toEqual([]);
  });

  test('a call that is made when the revision has returned', async () => {
    const file = project.write(
      'aaaa',
      `  ['a', 'b'].forEach(async (name) => {\n    await new Promise(setImmediate);\n    await op.execute('CREATE TABLE ' + name + ' (id int)');\n  });`,
    );
    expect(await failure(project.upgrade())).toMatchObject({
      code: 'NOT_AWAITED',
      facts: { at: `${file}:7`, state: 'nothing of this revision was kept; the database is at base' },
    });
    expect(await project.tables()).toEqual([]);
  });

  test('a call that is made when the next revision runs', async () => {
    project.write('aaaa', `  setTimeout(() => void op.execute('CREATE TABLE a (id int)'), 200);`);
    project.write('bbbb', `  await op.execute('CREATE TABLE b AS SELECT 1 AS id FROM pg_sleep(1)');`);
    expect(await failure(project.upgrade())).toMatchObject({ code: 'NOT_AWAITED', facts: { revision: 'aaaa' } });
    expect(await project.tables()).toEqual([]);
    expect(await project.heads()).toEqual(['aaaa']);
  });

  test.each(['COMMIT', 'ROLLBACK', 'SELECT 1; END', 'ROLLBACK; BEGIN'])(
    'a transaction that the revision ends itself: %s',
    async (sql) => {
      const file = project.write('aaaa', `${create('a')}\n  await op.execute('${sql}');\n${create('b')}`);
      expect(await failure(project.upgrade())).toMatchObject({
        code: 'TRANSACTION_ENDED',
        facts: { revision: `aaaa (${file}:6)`, statement: sql },
      });
      expect(await project.heads()).toEqual([]);
      expect(await project.tables()).not.toContain('b');
    },
  );

  test("savepoints are the revision's own", async () => {
    project.write('aaaa', `  await op.execute('SAVEPOINT s; SELECT 1; ROLLBACK TO SAVEPOINT s');\n${create('b')}`);
    expect(await project.upgrade()).toMatchObject({ heads: ['aaaa'] });
    expect(await project.tables()).toEqual(['b']);
  });

  test('a call whose arguments do not fit has its line', async () => {
    const file = project.write('aaaa', `${create('a')}\n  await op.dropColumn(1);`);
    expect(await failure(project.upgrade())).toMatchObject({ facts: { revision: `aaaa (${file}:6)` } });
    expect(await project.tables()).toEqual([]);
  });
});

describe('before the first statement', () => {
  test('every file is loaded', async () => {
    three();
    project.write('dddd', `} } not JavaScript`);
    expect(await failure(project.upgrade())).toMatchObject({ code: 'REVISION_FILE_INVALID', facts: { line: 5 } });
    expect(await project.tables()).toEqual([]);
  });

  test('an open step stops while its table has rows', async () => {
    await project.database.query('CREATE TABLE t (id int)');
    project.write('aaaa', create('a'), drop('a'));
    const file = project.write('bbbb', `  await op.todo('fill t', op.sql\`UPDATE t SET id = 1\`, { table: 't' });`);
    await project.database.query('INSERT INTO t VALUES (1)');
    expect(await failure(project.upgrade())).toMatchObject({
      code: 'TODO_OPEN',
      exitCode: 4,
      facts: { revision: `bbbb (${file}:5)`, suggestion: 'UPDATE t SET id = 1' },
    });
    expect(await project.tables()).toEqual(['t']);
    await project.database.query('TRUNCATE t');
    expect(await project.upgrade()).toMatchObject({ heads: ['bbbb'] });
  });

  test('an open step whose table the plan itself fills', async () => {
    project.write('aaaa', `${create('a')}\n  await op.execute('INSERT INTO a VALUES (1)');`);
    project.write('bbbb', `  await op.todo('fill a', { table: 'a' });`);
    expect(await failure(project.upgrade())).toMatchObject({ code: 'TODO_OPEN' });
    expect(await project.heads()).toEqual(['aaaa']);
  });

  test('an open step without a table stops always', async () => {
    project.write('aaaa', `  await op.todo('decide');`);
    expect(await failure(project.upgrade())).toMatchObject({ code: 'TODO_OPEN' });
  });

  test('what has no way back stops the downgrade', async () => {
    project.write('aaaa', create('a'), `  await op.irreversible('gone');`);
    project.write('bbbb', create('b'), drop('b'));
    await project.upgrade();
    expect(await failure(project.downgrade('base'))).toMatchObject({ code: 'IRREVERSIBLE' });
    expect(await project.tables()).toEqual(['a', 'b']);
  });

  test('a right that is missing is named', async () => {
    project.write('aaaa', create('a'));
    const role = `${project.database.name}_nobody`;
    await project.database.query(`REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE ROLE ${role}`);
    const session = await project.session();
    await session.query(`SET ROLE ${role}`);
    const named: typeof session = { ...session, server: { ...session.server, user: role } };
    expect(await failure(project.upgrade('head', {}, named))).toMatchObject({
      code: 'NO_RIGHTS',
      hint: expect.stringContaining(`GRANT USAGE, CREATE ON SCHEMA "public" TO "${role}"`),
    });
    const versionTable = { schema: 'it"s', name: 'version' };
    expect(await failure(project.upgrade('head', { versionTable }, named))).toMatchObject({
      code: 'NO_RIGHTS',
      hint: expect.stringContaining(`CREATE SCHEMA "it""s" AUTHORIZATION "${role}"`),
    });
    await session.query('RESET ROLE');
    await project.database.query(`DROP ROLE ${role}`);
  });

  test('a database that is ahead is left unharmed', async () => {
    three();
    await project.upgrade();
    await project.database.query(`UPDATE stillhead_version SET version_num = 'later'`);
    expect(await failure(project.upgrade())).toMatchObject({ code: 'DATABASE_AHEAD', facts: { database: ['later'] } });
  });
});

describe('preconditions', () => {
  beforeEach(async () => {
    await project.database.query(
      `CREATE TABLE t (id int, name varchar(10) NOT NULL); CREATE TYPE mood AS ENUM ('a', 'b')`,
    );
  });
  test.each([
    [
      `'t', 'id', { type: { from: 'bigint', to: 'text' } }`,
      { object: 'type of t.id', expected: 'bigint', found: 'integer' },
    ],
    [
      `'t', 'name', { notNull: { from: false, to: true } }`,
      { object: 'nullability of t.name', expected: 'NULL', found: 'NOT NULL' },
    ],
    [`'t', 'none', { notNull: { from: false, to: true } }`, { object: 't.none', found: 'nothing' }],
    [
      `'t', 'name', { default: { from: 'x', to: null } }`,
      { object: 'default of t.name', expected: 'default', found: 'no default' },
    ],
  ])('%s', async (args, facts) => {
    project.write('aaaa', `  await op.alterColumn(${args});`);
    expect(await failure(project.upgrade())).toMatchObject({ code: 'PRECONDITION_FAILED', facts });
  });
  test('what is as expected', async () => {
    project.write(
      'aaaa',
      `  await op.alterColumn('t', 'id', { type: { from: 'int', to: 'bigint' }, notNull: { from: false, to: true } });
  await op.alterColumn('t', 'name', { type: { from: 'varchar(10)', to: 'text' } });`,
    );
    expect(await project.upgrade()).toMatchObject({ heads: ['aaaa'] });
  });
});

describe('segments', () => {
  test('a string means the same whatever the database takes backslashes for', async () => {
    await project.database.query(`ALTER DATABASE ${project.database.name} SET standard_conforming_strings = off`);
    project.write(
      'aaaa',
      `  await op.createTable('t', { columns: [{ name: 'a', type: 'text', default: 'a\\\\n' }, { name: 'b', type: 'text', default: op.sql\`'a\\\\n'::text\` }] });
  await op.execute("INSERT INTO t VALUES (DEFAULT, 'a\\\\n')");`,
    );
    await project.upgrade();
    expect(await project.database.query('SELECT a, b FROM t')).toEqual([{ a: 'a\\n', b: 'a\\n' }]);
  });

  test('an enum value is used in the revision that adds it', async () => {
    await project.database.query(`CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (m mood)`);
    project.write(
      'aaaa',
      `${create('a')}\n  await op.addEnumValue('mood', 'b');\n  await op.execute("INSERT INTO t VALUES ('b')");`,
    );
    expect(await project.upgrade()).toMatchObject({ heads: ['aaaa'] });
    expect(await project.database.query('SELECT m FROM t')).toEqual([{ m: 'b' }]);
  });

  test('an index built concurrently', async () => {
    await project.database.query('CREATE TABLE t (id int)');
    project.write(
      'aaaa',
      `${create('a')}\n  await op.createIndex('t', { name: 'i', columns: ['id'], concurrently: true });\n${create('b')}`,
      `  await op.dropIndex('t', 'i', { concurrently: true });\n${drop('a')}\n${drop('b')}`,
    );
    expect(await project.upgrade()).toMatchObject({ heads: ['aaaa'] });
    expect(await project.tables()).toEqual(['a', 'b', 'i', 't']);
    expect(await project.downgrade('base')).toMatchObject({ heads: [] });
    expect(await project.tables()).toEqual(['t']);
  });

  test('a failed concurrent build leaves no index', async () => {
    await project.database.query('CREATE TABLE t (id int); INSERT INTO t VALUES (1), (1)');
    project.write(
      'aaaa',
      `  await op.createIndex('t', { name: 'i', columns: ['id'], unique: true, concurrently: true });`,
    );
    expect(await failure(project.upgrade())).toMatchObject({ code: 'STATEMENT_FAILED', facts: { sqlstate: '23505' } });
    expect(await project.tables()).toEqual(['t']);
    await project.database.query('DELETE FROM t');
    expect(await project.upgrade()).toMatchObject({ heads: ['aaaa'] });
  });
});

test("a table of the version table's name that is none is named, and left as it is", async () => {
  await project.database.query('CREATE TABLE stillhead_version (id int); INSERT INTO stillhead_version VALUES (7)');
  project.write('aaaa', create('a'));
  expect(await failure(project.upgrade())).toMatchObject({
    code: 'VERSION_TABLE_FOREIGN',
    message: `"public"."stillhead_version" is not Stillhead's version table`,
  });
  expect(await project.tables()).toEqual([]);
  expect(await project.database.query('SELECT * FROM stillhead_version')).toEqual([{ id: 7 }]);
});
