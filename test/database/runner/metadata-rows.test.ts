/** Rows of `typeorm_metadata` beside revisions written by hand: renames, segments, rights, and a database that has no such table. */
import { planDowngrade, planUpgrade } from '../../../src/revisions/plan';
import { readHistory } from '../../../src/revisions/read';
import { toScript } from '../../../src/runner/offline';
import { openDatabase } from '../../../src/database';
import { serverMajor } from '../../support/database';
import { counting } from '../../support/session';
import { makeProject, type Project } from './project';

const typeormMetadata = { schema: 'public', name: 'typeorm_metadata' };
const TABLE = `CREATE TABLE typeorm_metadata ("type" varchar NOT NULL, "database" varchar, "schema" varchar, "table" varchar,
  "name" varchar, "value" text)`;

let project: Project;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(async () => {
  await project.close();
});

/** `type schema.table.name: value`, without those that are set aside. */
async function rows(): Promise<readonly string[]> {
  const found = await project.database.query<{ row: string }>(
    `SELECT concat("type", ' ', concat_ws('.', "schema", "table", "name"), ': ', "value") AS row
       FROM typeorm_metadata WHERE "type" !~ ' ' ORDER BY 1`,
  );
  return found.map(({ row }) => row);
}

async function setAside(): Promise<readonly object[]> {
  return project.database.query(`SELECT "type", "name" FROM typeorm_metadata WHERE "type" ~ ' ' ORDER BY 1, 2`);
}

async function script(direction: 'upgrade' | 'downgrade'): Promise<string> {
  const history = await readHistory([project.folder]);
  const plan =
    direction === 'upgrade' ? planUpgrade(history, [], history.heads) : planDowngrade(history, history.heads, []);
  return toScript(plan, { ...project.options, typeormMetadata, major: serverMajor() });
}

test('without the table nothing is written, and a run asks once', async () => {
  for (const id of ['aaaa', 'bbbb', 'cccc']) {
    project.write(
      id,
      `  await op.createView('v_${id}', { as: op.sql\`SELECT 1 AS n\` });`,
      `  await op.dropView('v_${id}');`,
    );
  }
  const trips = async (more: object): Promise<number> => {
    const session = counting(await project.session());
    await project.upgrade('head', more, session);
    const count = session.roundTrips();
    await project.downgrade('base');
    return count;
  };
  const without = await trips({});
  const plain = await trips({});
  expect(plain).toBeLessThanOrEqual(without);
  expect((await trips({ typeormMetadata })) - plain).toBe(1);
  await project.database.query(await script('upgrade'));
  expect(await project.heads()).toEqual(['cccc']);
  await project.database.query(await script('downgrade'));
  expect(await project.database.query(`SELECT to_regclass('typeorm_metadata') AS found`)).toEqual([{ found: null }]);
});

test('a renamed view, schema and column take their rows along, and back', async () => {
  await project.database.query(`${TABLE};
    CREATE SCHEMA s; CREATE TABLE s.t (a text, l text GENERATED ALWAYS AS (lower(a)) STORED); CREATE VIEW s.v AS SELECT a FROM s.t;
    INSERT INTO typeorm_metadata VALUES ('VIEW', NULL, 's', NULL, 'v', 'select a from s.t'),
      ('GENERATED_COLUMN', current_database(), 's', 't', 'l', 'lower(a)'), ('GENERATED_COLUMN', 'elsewhere', 's', 't', 'l', 'old')`);
  project.write(
    'aaaa',
    `  await op.renameView({ schema: 's', name: 'v' }, 'w');
  await op.renameSchema('s', 'r');
  await op.renameColumn({ schema: 'r', name: 't' }, 'l', 'low');`,
    `  await op.renameColumn({ schema: 'r', name: 't' }, 'low', 'l');
  await op.renameSchema('r', 's');
  await op.renameView({ schema: 's', name: 'w' }, 'v');`,
  );
  const start = await rows();
  await project.upgrade('head', { typeormMetadata });
  const top = ['GENERATED_COLUMN r.t.low: lower(a)', 'GENERATED_COLUMN s.t.l: old', 'VIEW r.w: select a from s.t'];
  expect(await rows()).toEqual(top);
  await project.downgrade('base', { typeormMetadata });
  expect(await rows()).toEqual(start);
  expect(await setAside()).toEqual([]);
  await project.database.query(await script('upgrade'));
  expect(await rows()).toEqual(top);
});

test('what TypeORM does not know stays unknown when it is put back', async () => {
  await project.database.query(`${TABLE}; CREATE TABLE t (n integer); CREATE VIEW v AS SELECT n FROM t`);
  const rebuilt = `
  await op.dropView('v');
  await op.alterColumn('t', 'n', { type: { from: 'integer', to: 'bigint' } });
  await op.createView('v', { as: op.sql\`SELECT n FROM t\` });
  await op.createView('w', { as: op.sql\`SELECT 1 AS n\` });`;
  const back = `
  await op.dropView('w');
  await op.dropView('v');
  await op.alterColumn('t', 'n', { type: { from: 'bigint', to: 'integer' } });
  await op.createView('v', { as: op.sql\`SELECT n FROM t\` });`;
  project.write('aaaa', rebuilt, back);
  await project.upgrade('head', { typeormMetadata });
  expect(await rows()).toEqual(['VIEW public.w: SELECT 1 AS n']);
  await project.downgrade('base', { typeormMetadata });
  expect([await rows(), await setAside()]).toEqual([[], []]);
});

test('a row never says of a view what it was not: changed while nobody kept rows, and taken back', async () => {
  await project.database.query(`${TABLE}; CREATE VIEW v AS SELECT 1 AS n`);
  project.write(
    'aaaa',
    `  await op.replaceView('v', { from: { as: op.sql\`SELECT 1 AS n\` }, to: { as: op.sql\`SELECT 2 AS n\` } });`,
    `  await op.replaceView('v', { from: { as: op.sql\`SELECT 2 AS n\` }, to: { as: op.sql\`SELECT 1 AS n\` } });`,
  );
  await project.upgrade();
  await project.database.query(
    `INSERT INTO typeorm_metadata VALUES ('VIEW', NULL, 'public', NULL, 'v', 'select 2 as n')`,
  );
  await project.downgrade('base', { typeormMetadata });
  expect([await rows(), await setAside()]).toEqual([['VIEW public.v: SELECT 1 AS n'], []]);
});

const SEGMENTS = `  await op.createView('v', { as: op.sql\`SELECT 1 AS n\` });
  await op.createEnum('mood', ['a']);
  await op.addEnumValue('mood', 'b');
  await op.createView('w', { as: op.sql\`SELECT 'b'::mood AS m FROM needed\` });`;

test('rows are kept and lost with the segment of their statement; an interrupted run is finished', async () => {
  await project.database.query(TABLE);
  project.write('aaaa', SEGMENTS);
  await expect(project.upgrade('head', { typeormMetadata })).rejects.toThrow('needed');
  expect(await rows()).toEqual(['VIEW public.v: SELECT 1 AS n']);
  await project.database.query('CREATE TABLE needed ()');
  await project.upgrade('head', { typeormMetadata });
  expect(await rows()).toEqual(['VIEW public.v: SELECT 1 AS n', `VIEW public.w: SELECT 'b'::mood AS m FROM needed`]);
});

test('what a script began a run finishes', async () => {
  await project.database.query(TABLE);
  project.write('aaaa', SEGMENTS);
  await expect(project.database.query(await script('upgrade'))).rejects.toThrow('needed');
  await project.database.query('ROLLBACK; CREATE TABLE needed ()');
  expect(await rows()).toEqual(['VIEW public.v: SELECT 1 AS n']);
  await project.upgrade('head', { typeormMetadata });
  expect(await rows()).toHaveLength(2);
});

test('a role that may not write the table is told what to do', async () => {
  await project.database.query(`${TABLE}; CREATE ROLE no_metadata LOGIN; GRANT ALL ON SCHEMA public TO no_metadata`);
  try {
    project.write('aaaa', `  await op.createView('v', { as: op.sql\`SELECT 1 AS n\` });`);
    const dataSourceOptions = { ...project.database.typeormOptions, username: 'no_metadata' };
    const session = await openDatabase({ dataSourceOptions });
    await expect(project.upgrade('head', { typeormMetadata }, session)).rejects.toMatchObject({
      code: 'NO_RIGHTS',
      message: `no_metadata may not write TypeORM's table public.typeorm_metadata`,
      hint: `as the owner: GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."typeorm_metadata" TO "no_metadata"; or say typeormMetadata: 'ignore' in the configuration`,
    });
    await session.close();
  } finally {
    await project.database.query('DROP OWNED BY no_metadata; DROP ROLE no_metadata');
  }
});
