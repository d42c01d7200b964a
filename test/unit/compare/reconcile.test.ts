import { diff } from '../../../src/compare/diff';
import { printKey } from '../../../src/compare/print-key';
import { renameKey } from '../../../src/compare/questions';
import { reconcile, type Reconciled } from '../../../src/compare/reconcile';
import { defaultReconcileOptions, type ReconcileOptions } from '../../../src/compare/reconcile-options';
import type { Printed, PrintQuestion, TableShape } from '../../../src/schema/expressions';
import type { ModelSchema } from '../../../src/schema/model';
import { displayObject, objectKey, objectName } from '../../../src/schema/names';
import type { Column, DatabaseSchema, Table } from '../../../src/schema/types';
import { database, derived, model, tables } from '../../support/builders';
import {
  check,
  column,
  enumType,
  foreignKey,
  index,
  name,
  primaryKey,
  SCHEMA,
  sequence,
  table,
  type,
  unique,
  view,
} from '../../support/schema-builders';

const OPTIONS = defaultReconcileOptions(SCHEMA);
const ALL_OWNED: Partial<ReconcileOptions> = { owned: () => true };

function settle(current: DatabaseSchema, wanted: ModelSchema, options: Partial<ReconcileOptions> = {}): Reconciled {
  return reconcile(current, wanted, { ...OPTIONS, ...options });
}

function kinds(current: DatabaseSchema, { target }: Reconciled): readonly string[] {
  return diff(current, target, { defaultSchema: SCHEMA }).map((operation) => operation.kind);
}

function unmanaged({ unmanaged: objects }: Reconciled): readonly string[] {
  return objects.map((object) => `${object.kind} ${displayObject(object, SCHEMA)}`);
}

const t = (columns: readonly Column[], facts: Partial<Table> = {}): Table => table('t', columns, facts);
const A = column('a', 'integer');
const B = column('b', 'text');

/** Answers as a server gives them: the text by question. */
function answers(...all: readonly (readonly [PrintQuestion, Printed | string])[]): ReadonlyMap<string, Printed> {
  return new Map(
    all.map(([question, printed]) => [
      printKey(question),
      typeof printed === 'string' ? { text: printed, columns: [], error: null } : printed,
    ]),
  );
}

describe('what the model does not declare', () => {
  const current = database({
    tables: [t([A, B], { indexes: [index('ix', ['a'])], checks: [check('ck', '(a > 0)')] }), table('other', [A])],
    views: [view('v', 'SELECT 1')],
    enums: [enumType('e', ['x'])],
    sequences: [{ ...name('s'), options: sequence('s').options, ownedBy: null, comment: null }],
  });
  const wanted = model({ tables: [t([A])] });

  test('stays and is listed, where the history did not make it', () => {
    const found = settle(current, wanted);
    expect(found.target).toEqual(current);
    expect(unmanaged(found)).toEqual([
      'check t.ck',
      'column t.b',
      'enum e',
      'index t.ix',
      'sequence s',
      'table other',
      'view v',
    ]);
    expect(found.questions).toEqual([]);
  });

  test('goes where the history made it, tables and columns only with an answer', () => {
    const found = settle(current, wanted, ALL_OWNED);
    expect([...kinds(current, found)].sort()).toEqual([
      'dropConstraint',
      'dropEnum',
      'dropIndex',
      'dropSequence',
      'dropView',
    ]);
    const [bColumn, other] = [objectName('column', SCHEMA, 'b', 't'), objectName('table', SCHEMA, 'other')];
    expect(found.questions).toEqual([
      { kind: 'dropTable', object: other },
      { kind: 'dropColumn', object: bColumn },
    ]);
    expect(found.differencesHeldBack).toHaveLength(2);
    const allowed = settle(current, wanted, {
      ...ALL_OWNED,
      drops: { allowed: new Set([bColumn, other].map(objectKey)), kept: new Set() },
    });
    expect(kinds(current, allowed)).toEqual(expect.arrayContaining(['dropColumn', 'dropTable']));
    expect(allowed.questions).toEqual([]);
    const kept = settle(current, wanted, {
      ...ALL_OWNED,
      drops: { allowed: new Set(), kept: new Set([bColumn, other].map(objectKey)) },
    });
    expect(kept.questions).toEqual([]);
    expect(unmanaged(kept)).toEqual(['column t.b', 'table other']);
  });

  test('an answer alone does not drop what the history did not make', () => {
    const other = objectKey(objectName('table', SCHEMA, 'other'));
    expect(settle(current, wanted, { drops: { allowed: new Set([other]), kept: new Set() } }).target).toEqual(current);
  });

  test('what stands on a column goes with it', () => {
    const before = tables(t([A, B], { indexes: [index('ix', ['b'])], checks: [check('ck', "(b <> ''::text)")] }));
    const b = objectKey(objectName('column', SCHEMA, 'b', 't'));
    const owned: Partial<ReconcileOptions> = {
      owned: (object) => objectKey(object) === b,
      drops: { allowed: new Set([b]), kept: new Set() },
    };
    const found = settle(before, model({ tables: [t([A])] }), owned);
    expect(kinds(before, found)).toEqual(['dropConstraint', 'dropIndex', 'dropColumn']);
    expect(found.unmanaged).toEqual([]);
  });

  test('internal tables, hidden objects and partitions are not even listed', () => {
    const partition = table('t_1', [A], { kind: 'partition', inherits: [name('t')] });
    const before = tables(
      t([A], { kind: 'partitioned', partitionKey: 'RANGE (a)' }),
      partition,
      table('internal', [A]),
      table('hidden', [A]),
    );
    const found = settle(before, model({ tables: [t([A])] }), {
      ...ALL_OWNED,
      internalTables: [name('internal')],
      isVisible: (object) => object.name !== 'hidden',
    });
    expect(found.target).toEqual(before);
    expect([found.unmanaged, found.questions]).toEqual([[], []]);
  });

  test('what is hidden of the model is neither made nor changed', () => {
    const inAudit = { ...table('logs', [column('kind', 'kinds')]), schema: 'audit' };
    const wanted = model({
      namespaces: [SCHEMA, 'audit'].map((each) => ({ name: each, comment: null })),
      extensions: [{ name: 'hidden_extension', schema: null }],
      enums: [enumType('kinds', ['x']), enumType('used', ['x'])],
      tables: [
        t([A, column('secret', 'text')], {
          indexes: [index('hidden_ix', ['a'])],
          checks: [check('hidden_ck', 'true')],
        }),
        table('with_enum', [{ ...A, type: type('used') }]),
        inAudit,
      ],
    });
    const hidden = ['secret', 'hidden_ix', 'hidden_ck', 'hidden_extension'];
    const isVisible = ({ schema, name: own }: { schema: string; name: string }): boolean =>
      schema !== 'audit' && !hidden.includes(own);
    const before = database({ tables: [t([A], { indexes: [index('hidden_ix', ['a'], { unique: true })] })] });
    expect(kinds(before, settle(before, wanted, { isVisible }))).toEqual(['createEnum', 'createTable']);
    const there = tables(t([A, column('secret', 'integer')], { checks: [check('hidden_ck', 'false')] }));
    const { target } = settle(there, model({ tables: [wanted.schema.tables[0] ?? inAudit] }), {
      ...ALL_OWNED,
      isVisible,
    });
    expect(target).toEqual(there);
  });

  test('a table that the model ignores stays as it is', () => {
    const ignored = [objectName('table', SCHEMA, 't'), objectName('index', SCHEMA, 'ix', 'u')];
    const before = tables(t([A, B]), table('u', [A], { indexes: [index('ix', ['a'])] }));
    const found = settle(before, model({ tables: [table('u', [A])] }, { ignored }), ALL_OWNED);
    expect(found.target).toEqual(before);
    expect([found.unmanaged, found.questions]).toEqual([[], []]);
  });
});

describe('names', () => {
  const current = tables(
    t([A], { indexes: [index('mine', ['a'])], uniques: [unique('u1', ['a'])], primaryKey: primaryKey('pk', ['a']) }),
  );
  const wanted = (facts: Partial<Table>): ModelSchema => model({ tables: [t([A], facts)] });
  const DERIVED = wanted({
    indexes: [derived(index('IDX_1', ['a']))],
    uniques: [derived(unique('UQ_1', ['a']))],
    primaryKey: derived(primaryKey('PK_1', ['a'])),
  });

  test('a derived name gives way to the one in the database', () => {
    expect(settle(current, DERIVED).target).toEqual(current);
  });

  test('unless asked for', () => {
    expect(kinds(current, settle(current, DERIVED, { names: 'rename' }))).toEqual([
      'renameIndex',
      'renameConstraint',
      'renameConstraint',
    ]);
  });

  test('a written one is compared: a rename', () => {
    const found = settle(
      current,
      wanted({ indexes: [index('ix', ['a'])], uniques: [unique('u1', ['a'])], primaryKey: primaryKey('pk', ['a']) }),
    );
    expect(kinds(current, found)).toEqual(['renameIndex']);
  });

  test('a unique index does what a unique constraint without a name of its own does', () => {
    const before = tables(t([A], { indexes: [index('ux', ['a'], { unique: true })] }));
    expect(settle(before, wanted({ uniques: [derived(unique('UQ_1', ['a']))] })).target).toEqual(before);
    expect(kinds(before, settle(before, wanted({ uniques: [unique('uq', ['a'])] })))).toEqual([
      'createUniqueConstraint',
    ]);
  });

  test('an enum keeps its name, and its columns their type', () => {
    const before = database({ enums: [enumType('mood', ['x'])], tables: [t([column('m', 'mood')])] });
    const found = settle(
      before,
      model({ enums: [derived(enumType('t_m_enum', ['x', 'y']))], tables: [t([column('m', 't_m_enum')])] }),
    );
    expect(kinds(before, found)).toEqual(['addEnumValue']);
    expect(found.unmanaged).toEqual([]);
    const renamed = settle(before, model({ enums: [enumType('state', ['x'])], tables: [t([column('m', 'state')])] }));
    expect(kinds(before, renamed)).toEqual(['renameEnum']);
  });
});

describe('what the model cannot say', () => {
  test('is taken over: of tables, indexes, constraints, sequences', () => {
    const current = tables(
      t([A, column('id', 'integer', { notNull: true, serial: sequence('old_seq', { cache: '10' }) })], {
        unlogged: true,
        storageParameters: { fillfactor: '70' },
        rowSecurity: 'enabled',
        indexes: [
          index('IDX_1', [{ column: 'a', direction: 'desc', nulls: 'last' }], {
            include: ['id'],
            storageParameters: { fillfactor: '50' },
          }),
        ],
        checks: [check('ck', '(a > 0)', { validated: false, noInherit: true, comment: 'why' })],
        uniques: [unique('uq', ['a'], { nullsNotDistinct: true, include: ['id'] })],
        foreignKeys: [
          foreignKey('fk', ['a'], { table: name('t'), columns: ['id'] }, { match: 'FULL', validated: false }),
        ],
      }),
    );
    const wanted = t([column('id', 'integer', { notNull: true, serial: sequence('t_id_seq') }), A], {
      indexes: [derived(index('IDX_1', ['a']))],
      checks: [derived(check('CHK_1', '(a > 0)'))],
      uniques: [derived(unique('UQ_1', ['a']))],
      foreignKeys: [derived(foreignKey('FK_1', ['a'], { table: name('t'), columns: ['id'] }))],
    });
    expect(settle(current, model({ tables: [wanted] })).target).toEqual(current);
  });

  test('the sequence follows the type of its column', () => {
    const current = tables(t([column('id', 'integer', { serial: sequence('x', { cache: '5' }) })]));
    const found = settle(
      current,
      model({ tables: [t([column('id', 'bigint', { serial: sequence('t_id_seq', { type: 'bigint' }) })])] }),
    );
    expect(found.target.tables[0]?.columns[0]?.serial).toEqual(sequence('x', { type: 'bigint', cache: '5' }));
  });

  test('a default drawn from a sequence of nobody does what serial does', () => {
    const current = tables(t([column('id', 'integer', { notNull: true, default: "nextval('app.s'::regclass)" })]));
    const found = settle(
      current,
      model({ tables: [t([column('id', 'integer', { notNull: true, serial: sequence('t_id_seq') })])] }),
    );
    expect(found.target).toEqual(current);
  });

  test('a type of an extension lies where the database has it', () => {
    const current = tables(t([column('c', 'ext.citext')]));
    expect(settle(current, model({ tables: [t([column('c', 'citext')])] })).target).toEqual(current);
  });

  test('the order of columns, of a key, and of the pairs of a foreign key', () => {
    const references = { table: name('t'), columns: ['a', 'b'] };
    const current = tables(
      t([B, A], { primaryKey: primaryKey('pk', ['a', 'b']), foreignKeys: [foreignKey('fk', ['a', 'b'], references)] }),
    );
    const wanted = t([A, B], {
      primaryKey: primaryKey('pk', ['b', 'a']),
      foreignKeys: [foreignKey('fk', ['b', 'a'], { table: name('t'), columns: ['b', 'a'] })],
    });
    expect(settle(current, model({ tables: [wanted] })).target).toEqual(current);
  });
});

describe('defaults', () => {
  const compare = (
    typeText: string,
    ours: string,
    theirs: string,
    options: Partial<ReconcileOptions> = {},
  ): Reconciled =>
    settle(
      tables(t([column('c', typeText, { default: ours })])),
      model({ tables: [t([column('c', typeText, { default: theirs })])] }),
      options,
    );
  const isKept = (found: Reconciled, ours: string): boolean => found.target.tables[0]?.columns[0]?.default === ours;

  test.each([
    ['varchar(10)', "'x'::character varying", "'x'"],
    ['text', "'a::b'::text", "'a::b'"],
    ['text', "'it''s'::text", "'it''s'"],
    ['text', "E'a\\\\b'::text", "'a\\b'"],
    ['integer', '0', "'0'"],
    ['integer', "'-1'::integer", '-1'],
    ['numeric(10,2)', '0.5', "'0.5'"],
    ['boolean', 'false', "'false'"],
    ['jsonb', "'{}'::jsonb", "'{}'"],
    ['text[]', "'{}'::text[]", "'{}'"],
    ['character(3)', "'x'::bpchar", "'x'"],
    ['mood', "'ok'::app.mood", "'ok'"],
    ['timestamptz', 'now()', 'now()'],
  ])('%s: %s and %s are one without asking', (typeText, ours, theirs) => {
    const found = compare(typeText, ours, theirs);
    expect(found.printRequests).toEqual([]);
    expect(isKept(found, ours)).toBe(true);
  });

  test.each([
    ['timestamptz', 'CURRENT_TIMESTAMP', 'now()'],
    ['jsonb', `'{"a": 1}'::jsonb`, `'{"a":1}'`],
    ['text', "'x'::character varying", "'x'"],
    ['text', "'a'::text", "'b'"],
  ])('%s: %s and %s are asked, and the database’s stays until then', (typeText, ours, theirs) => {
    const found = compare(typeText, ours, theirs);
    expect(found.printRequests.map(({ sql }) => sql)).toEqual([ours, theirs]);
    expect(isKept(found, ours)).toBe(true);
  });

  const ask = (sql: string): PrintQuestion => ({ kind: 'default', type: type('timestamptz'), sql });

  test('printed alike: the database’s spelling; printed otherwise: the model’s', () => {
    const [ours, theirs] = [ask('now()'), ask('current_timestamp')];
    expect(
      isKept(
        compare('timestamptz', 'now()', 'current_timestamp', { answers: answers([ours, 'x'], [theirs, 'x']) }),
        'now()',
      ),
    ).toBe(true);
    const other = compare('timestamptz', 'now()', 'current_timestamp', {
      answers: answers([ours, 'x'], [theirs, 'y']),
    });
    expect(isKept(other, 'current_timestamp')).toBe(true);
    expect(other.printRequests).toEqual([]);
  });

  test('refused: the model’s, with the server’s reason; both refused: nothing is known', () => {
    const refused: Printed = { text: null, error: 'no such function' };
    const one = compare('timestamptz', 'now()', 'nowish()', {
      answers: answers([ask('now()'), 'x'], [ask('nowish()'), refused]),
    });
    expect(isKept(one, 'nowish()')).toBe(true);
    expect(one.warnings).toMatchObject([{ code: 'EXPRESSION_REFUSED' }]);
    const both = compare('timestamptz', 'now()', 'nowish()', {
      answers: answers([ask('now()'), refused], [ask('nowish()'), refused]),
    });
    expect(isKept(both, 'now()')).toBe(true);
    expect(both.warnings).toHaveLength(1);
  });

  test('a frozen one is a warning, not a difference', () => {
    const found = compare('timestamptz', "'2020-01-01 00:00:00+00'::timestamp with time zone", "'now()'");
    expect(found.printRequests).toEqual([]);
    expect(found.warnings).toMatchObject([{ code: 'FROZEN_DEFAULT' }]);
  });

  test('is set anew where the type changes', () => {
    const current = tables(t([column('c', 'varchar(10)', { default: "'x'::character varying" })]));
    const found = settle(current, model({ tables: [t([column('c', 'text', { default: "'x'" })])] }));
    expect(found.target.tables[0]?.columns[0]?.default).toBe("'x'");
  });
});

describe('expressions of checks and indexes', () => {
  const shape: TableShape = { schema: '', name: '', columns: [{ name: 'a', type: type('integer'), collation: null }] };
  const question = (sql: string): PrintQuestion => ({ kind: 'check', shape, sql });
  const current = tables(t([A, B], { checks: [check('mine', '(a > 0)')] }));
  const wanted = model({ tables: [t([A, B], { checks: [derived(check('CHK_1', '0<a'))] })] });

  test('the question holds only the columns that the expression names', () => {
    expect(settle(current, wanted).printRequests).toEqual([
      { ...question('(a > 0)'), key: printKey(question('(a > 0)')) },
      { ...question('0<a'), key: printKey(question('0<a')) },
    ]);
  });

  test('printed alike they are one, by structure, under the name of the database', () => {
    const found = settle(current, wanted, { answers: answers([question('(a > 0)'), 'x'], [question('0<a'), 'x']) });
    expect(found.target).toEqual(current);
    expect(found.unmanaged).toEqual([]);
  });

  test('printed otherwise they are two: the new one is made, the old one is nobody’s', () => {
    const found = settle(current, wanted, { answers: answers([question('(a > 0)'), 'x'], [question('0<a'), 'y']) });
    expect(kinds(current, found)).toEqual(['createCheckConstraint']);
    expect(unmanaged(found)).toEqual(['check t.mine']);
    const owned = settle(current, wanted, {
      ...ALL_OWNED,
      answers: answers([question('(a > 0)'), 'x'], [question('0<a'), 'y']),
    });
    expect(kinds(current, owned)).toEqual(['dropConstraint', 'createCheckConstraint']);
  });
});

test('over a type that the database does not have yet nobody is asked: the model’s words hold', () => {
  const before = tables(t([column('m', 'text')], { checks: [check('ck', "(m <> 'x'::text)")] }));
  const wanted = model({
    enums: [enumType('mood', ['x', 'y'])],
    tables: [t([column('m', 'mood')], { checks: [check('ck', "m <> 'x'")] })],
  });
  const found = settle(before, wanted);
  expect(found.printRequests).toEqual([]);
  expect([...kinds(before, found)].sort()).toEqual([
    'alterColumn',
    'createCheckConstraint',
    'createEnum',
    'dropConstraint',
  ]);
});

describe('questions', () => {
  const gone = objectName('column', SCHEMA, 'name', 't');
  const fresh = objectName('column', SCHEMA, 'full_name', 't');
  const current = tables(t([A, column('name', 'text')]));
  const wanted = model({
    tables: [t([A, column('title', 'integer'), column('full_name', 'text'), column('motto', 'text')])],
  });

  test('something alike that is new may be the same: the nearest name first', () => {
    expect(settle(current, wanted, ALL_OWNED).questions).toEqual([
      {
        kind: 'rename',
        object: gone,
        candidates: [fresh, objectName('column', SCHEMA, 'motto', 't')],
        alike: ['text', 'optional', 'same place'],
      },
    ]);
  });

  test('once it is different, the question is whether it may go', () => {
    const different = new Set([renameKey(gone, fresh), renameKey(gone, objectName('column', SCHEMA, 'motto', 't'))]);
    expect(settle(current, wanted, { ...ALL_OWNED, different }).questions).toEqual([
      { kind: 'dropColumn', object: gone },
    ]);
    expect(settle(current, wanted, { ...ALL_OWNED, different: 'all' }).questions).toEqual([
      { kind: 'dropColumn', object: gone },
    ]);
  });

  test('a table with most of its columns elsewhere', () => {
    const found = settle(tables(t([A, B])), model({ tables: [table('renamed', [A, B])] }), ALL_OWNED);
    expect(found.questions).toEqual([
      {
        kind: 'rename',
        object: objectName('table', SCHEMA, 't'),
        candidates: [objectName('table', SCHEMA, 'renamed')],
        alike: ['the same columns'],
      },
    ]);
  });

  test('a label in the place of another', () => {
    const before = database({ enums: [enumType('mood', ['a', 'b'])], tables: [t([column('m', 'mood')])] });
    const after = model({ enums: [enumType('mood', ['a', 'c'])], tables: [t([column('m', 'mood')])] });
    expect(settle(before, after).questions).toEqual([
      { kind: 'renameEnumValue', enum: name('mood'), value: 'b', candidates: ['c'] },
    ]);
  });
});

test('schemas and extensions that the model needs are in the target, and none goes', () => {
  const current = database({ namespaces: [SCHEMA, 'extra'].map((of) => ({ name: of, comment: null })) });
  const wanted = model({
    namespaces: [],
    extensions: [{ name: 'citext', schema: null }],
    tables: [{ ...t([A]), schema: 'billing' }],
  });
  expect([...kinds(current, settle(current, wanted))].sort()).toEqual([
    'createExtension',
    'createSchema',
    'createTable',
  ]);
});

describe('what the model has no words for', () => {
  const wanted = model({ tables: [t([A, B], { indexes: [index('ix', ['b'])], checks: [check('ck', 'a > 0')] })] });
  const kept = (facts: Partial<Table>): readonly string[] =>
    settle(
      tables(t([A, B], { indexes: [index('ix', ['b'])], checks: [check('ck', 'a > 0')], ...facts })),
      wanted,
    ).kept.map(({ object, facts: found }) => `${object.kind} ${displayObject(object, SCHEMA)}: ${found.join(', ')}`);

  test('is named where the database has something else', () => {
    const [key] = index('ix', ['b']).keys;
    if (key === undefined) throw new Error('no key');
    expect(kept({})).toEqual([]);
    expect(kept({ unlogged: true })).toEqual(['table t: UNLOGGED']);
    expect(kept({ checks: [{ ...check('ck', 'a > 0'), validated: false }] })).toEqual(['check t.ck: NOT VALID']);
    expect(
      kept({
        indexes: [{ ...index('ix', ['b']), valid: false, keys: [{ ...key, direction: 'desc', nulls: 'first' }] }],
      }),
    ).toEqual(['index t.ix: b DESC NULLS FIRST, INVALID, left behind by a failed build']);
  });

  test('is silent where it is tuning, a description, or what other methods of indexes need', () => {
    const gin = index('ix', ['b'], { method: 'gin' });
    expect(kept({ comment: null, storageParameters: { fillfactor: '70' } })).toEqual([]);
    expect(kept({ checks: [{ ...check('ck', 'a > 0'), comment: 'why' }] })).toEqual([]);
    const keys = gin.keys.map((key) => ({ ...key, opclass: { schema: 'public', name: 'gin_trgm_ops' } }));
    const found = settle(
      tables(t([A, B], { indexes: [{ ...gin, keys }] })),
      model({ tables: [t([A, B], { indexes: [gin] })] }),
    );
    expect(found.kept).toEqual([]);
  });
});

describe('a database without a history', () => {
  const current = tables(t([A, column('old', 'text')]));
  const wanted = model({ tables: [t([A, B])] });

  test('what may be the old name of something new is asked, and listed', () => {
    const found = settle(current, wanted, { atBase: true });
    expect(found.questions).toMatchObject([{ kind: 'rename', object: { name: 'old' }, candidates: [{ name: 'b' }] }]);
    expect(unmanaged(found)).toEqual(['column t.old']);
    expect(kinds(current, found)).toEqual(['addColumn']);
  });

  test('nothing is asked where it is kept, where nothing was renamed, where nothing is alike, and where there is a history', () => {
    const kept = new Set([objectKey(objectName('column', SCHEMA, 'old', 't'))]);
    const options: readonly Partial<ReconcileOptions>[] = [
      { atBase: true, drops: { allowed: new Set(), kept } },
      { atBase: true, different: 'all' },
      { atBase: false },
    ];
    for (const each of options) expect(settle(current, wanted, each).questions).toEqual([]);
    const other = model({ tables: [t([A, column('b', 'integer')])] });
    expect(settle(current, other, { atBase: true }).questions).toEqual([]);
  });
});
