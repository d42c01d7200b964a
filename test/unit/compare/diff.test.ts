import * as fc from 'fast-check';
import { diff } from '../../../src/compare/diff';
import type { Operation } from '../../../src/operations/operation';
import { NOT_DEFERRABLE } from '../../../src/schema/empty';
import { objectName } from '../../../src/schema/names';
import type { Column, Constraint, DatabaseSchema, Index, Table, View } from '../../../src/schema/types';
import { database, tables } from '../../support/builders';
import {
  check,
  column,
  enumType,
  exclusion,
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

const CONTEXT = { defaultSchema: SCHEMA };

function between(from: DatabaseSchema, to: DatabaseSchema): readonly Operation[] {
  return diff(from, to, CONTEXT);
}

function kinds(operations: readonly Operation[]): readonly string[] {
  return operations.map((operation) => operation.kind);
}

const users = (...columns: readonly Column[]): DatabaseSchema =>
  tables(table('users', [column('id', 'integer'), ...columns]));

/** The changes of the one alterColumn between two states of a column. */
function changes(
  from: Partial<Column>,
  to: Partial<Column>,
  types: readonly [string, string] = ['integer', 'integer'],
): unknown {
  const operations = between(users(column('c', types[0], from)), users(column('c', types[1], to)));
  const altered = operations.find((operation) => operation.kind === 'alterColumn');
  return altered?.kind === 'alterColumn' ? altered.changes : operations;
}

describe('columns', () => {
  test.each<[keyof Column, Partial<Column>, Partial<Column>]>([
    ['notNull', { notNull: true }, { notNull: false }],
    ['default', { default: '1' }, { default: '2' }],
    ['default', { default: '1' }, { default: null }],
    ['serial', { serial: sequence('s') }, {}],
    ['serial', { serial: sequence('s') }, { serial: sequence('s', { type: 'bigint' }) }],
    ['identity', {}, { identity: { generation: 'always', sequence: sequence('s') } }],
  ])('a change of %s is that and nothing else', (attribute, from, to) => {
    const pair = { from: from[attribute] ?? null, to: to[attribute] ?? null };
    expect(changes(from, to)).toEqual({ [attribute]: pair });
  });

  test('a collation brings the type along', () => {
    const c = { schema: 'pg_catalog', name: 'C' };
    expect(changes({ collation: c }, {}, ['text', 'text'])).toEqual({
      type: { from: type('text'), to: type('text'), using: null },
      collation: { from: c, to: null },
    });
  });

  test('a comment touches nothing else', () => {
    expect(between(users(column('c', 'integer')), users(column('c', 'integer', { comment: 'x' })))).toEqual([
      { kind: 'setComment', object: objectName('column', SCHEMA, 'c', 'users'), comment: { from: null, to: 'x' } },
    ]);
  });

  test('the name of a sequence is a rename', () => {
    const from = users(column('c', 'integer', { serial: sequence('one') }));
    const to = users(column('c', 'integer', { serial: sequence('two') }));
    expect(between(from, to)).toEqual([{ kind: 'renameSequence', sequence: name('one'), to: 'two' }]);
  });

  test('a required column comes in three steps', () => {
    expect(between(users(), users(column('age', 'integer', { notNull: true })))).toEqual([
      { kind: 'addColumn', table: name('users'), column: column('age', 'integer') },
      {
        kind: 'todo',
        text: 'fill users.age',
        suggestion: 'UPDATE "app"."users" SET "age" = 0 WHERE "age" IS NULL',
        table: name('users'),
      },
      { kind: 'alterColumn', table: name('users'), name: 'age', changes: { notNull: { from: false, to: true } } },
    ]);
  });

  test.each<[string, Partial<Column>]>([
    ['a default', { default: '1' }],
    ['a sequence', { serial: sequence('s') }],
    ['an identity', { identity: { generation: 'always', sequence: sequence('s') } }],
    ['an expression', { generated: { expression: '1', storage: 'stored' } }],
  ])('a required column with %s comes at once', (_name, facts) => {
    expect(kinds(between(users(), users(column('age', 'integer', { notNull: true, ...facts }))))).toEqual([
      'addColumn',
    ]);
  });

  test('what becomes required is filled by its default, or by a person', () => {
    const nullable = users(column('c', 'integer', { default: '0' }));
    expect(kinds(between(nullable, users(column('c', 'integer', { default: '0', notNull: true }))))).toEqual([
      'execute',
      'alterColumn',
    ]);
    expect(kinds(between(users(column('c', 'integer')), users(column('c', 'integer', { notNull: true }))))).toEqual([
      'todo',
      'alterColumn',
    ]);
  });

  test('a new table needs no such steps', () => {
    const operations = between(database(), users(column('age', 'integer', { notNull: true })));
    expect(kinds(operations)).toEqual(['createTable']);
  });

  test('where PostgreSQL has no cast, a person is asked', () => {
    const operations = between(users(column('c', 'integer')), users(column('c', 'uuid')));
    expect(kinds(operations)).toEqual(['todo', 'alterColumn']);
  });
});

const BASE: Table = table('t', [column('a', 'integer'), column('b', 'integer')]);
const KEY = { table: name('t'), columns: ['a'] };

describe('constraints', () => {
  const withOne = (constraint: Constraint): DatabaseSchema => {
    switch (constraint.kind) {
      case 'primaryKey':
        return tables({ ...BASE, primaryKey: constraint });
      case 'unique':
        return tables({ ...BASE, uniques: [constraint] });
      case 'check':
        return tables({ ...BASE, checks: [constraint] });
      case 'exclusion':
        return tables({ ...BASE, exclusions: [constraint] });
      case 'foreignKey':
        return tables({ ...BASE, uniques: [unique('uq', ['a'])], foreignKeys: [constraint] });
    }
  };
  const deferrable = { deferrable: true, initiallyDeferred: true };

  test.each<[string, Constraint, Constraint]>([
    ['columns of a primary key', primaryKey('x', ['a']), primaryKey('x', ['b'])],
    ['include of a primary key', primaryKey('x', ['a']), primaryKey('x', ['a'], { include: ['b'] })],
    ['order of a unique constraint', unique('x', ['a', 'b']), unique('x', ['b', 'a'])],
    ['nulls of a unique constraint', unique('x', ['a']), unique('x', ['a'], { nullsNotDistinct: true })],
    ['timing of a unique constraint', unique('x', ['a']), unique('x', ['a'], { timing: deferrable })],
    ['expression of a check', check('x', 'a > 0'), check('x', 'a > 1')],
    ['inheritance of a check', check('x', 'a > 0'), check('x', 'a > 0', { noInherit: true })],
    ['an exclusion', exclusion('x', 'USING gist (a WITH =)'), exclusion('x', 'USING gist (b WITH =)')],
    ['columns of a foreign key', foreignKey('x', ['a'], KEY), foreignKey('x', ['b'], KEY)],
    ['on delete', foreignKey('x', ['b'], KEY), foreignKey('x', ['b'], KEY, { onDelete: 'CASCADE' })],
    ['match', foreignKey('x', ['b'], KEY), foreignKey('x', ['b'], KEY, { match: 'FULL' })],
    [
      'a constraint that is no longer valid',
      foreignKey('x', ['b'], KEY),
      foreignKey('x', ['b'], KEY, { validated: false }),
    ],
  ])('%s: dropped and created', (_name, from, to) => {
    const operations = between(withOne(from), withOne(to));
    expect(operations).toHaveLength(2);
    expect(operations[0]).toMatchObject({ kind: 'dropConstraint', was: from });
    expect(operations[1]).toMatchObject({ constraint: to });
  });

  test.each<Constraint>([
    primaryKey('x', ['a']),
    unique('x', ['a']),
    check('x', 'a > 0'),
    exclusion('x', 'USING gist (a WITH =)'),
    foreignKey('x', ['b'], KEY),
  ])('$kind under another name: a rename', (constraint) => {
    expect(between(withOne(constraint), withOne({ ...constraint, name: 'y' }))).toEqual([
      { kind: 'renameConstraint', table: name('t'), name: 'x', constraintKind: constraint.kind, to: 'y' },
    ]);
  });

  test('only the timing of a foreign key changes in place', () => {
    const from = withOne(foreignKey('x', ['b'], KEY));
    expect(between(from, withOne(foreignKey('x', ['b'], KEY, { timing: deferrable })))).toEqual([
      { kind: 'alterForeignKey', table: name('t'), name: 'x', timing: { from: NOT_DEFERRABLE, to: deferrable } },
    ]);
  });

  test('what was not valid is validated', () => {
    const operations = between(withOne(check('x', 'a > 0', { validated: false })), withOne(check('x', 'a > 0')));
    expect(operations).toEqual([{ kind: 'validateConstraint', table: name('t'), name: 'x' }]);
  });

  test('a foreign key goes and comes around the key that changes beneath it', () => {
    const child = table('c', [column('b', 'integer')], { foreignKeys: [foreignKey('fk', ['b'], KEY)] });
    const parent = (facts: Partial<Table>): Table => ({ ...BASE, ...facts });
    const from = tables(child, parent({ uniques: [unique('uq', ['a'])] }));
    const to = tables(child, parent({ uniques: [unique('uq', ['a'], { include: ['b'] })] }));
    expect(kinds(between(from, to))).toEqual([
      'dropConstraint',
      'dropConstraint',
      'createUniqueConstraint',
      'createForeignKey',
    ]);
  });
});

describe('indexes', () => {
  const withOne = (one: Index): DatabaseSchema => tables({ ...BASE, indexes: [one] });
  test.each<[string, Index]>([
    ['order of keys', index('x', ['b', 'a'])],
    ['uniqueness', index('x', ['a', 'b'], { unique: true })],
    ['method', index('x', ['a', 'b'], { method: 'gist' })],
    ['include', index('x', ['a', 'b'], { include: ['b'] })],
    ['predicate', index('x', ['a', 'b'], { predicate: 'a > 0' })],
    ['direction', index('x', ['a', { column: 'b', direction: 'desc' }])],
    ['storage parameters', index('x', ['a', 'b'], { storageParameters: { fillfactor: '70' } })],
    ['nulls not distinct', index('x', ['a', 'b'], { nullsNotDistinct: true })],
    ['validity', index('x', ['a', 'b'], { valid: false })],
  ])('%s: dropped and created', (_name, to) => {
    expect(kinds(between(withOne(index('x', ['a', 'b'])), withOne(to)))).toEqual(['dropIndex', 'createIndex']);
  });

  test('another name is a rename, a comment a comment', () => {
    const from = withOne(index('x', ['a']));
    expect(kinds(between(from, withOne(index('y', ['a']))))).toEqual(['renameIndex']);
    expect(kinds(between(from, withOne(index('x', ['a'], { comment: 'why' }))))).toEqual(['setComment']);
  });
});

describe('tables and views', () => {
  test.each<[keyof Table, Partial<Table>]>([
    ['unlogged', { unlogged: true }],
    ['inherits', { inherits: [name('parent')] }],
    ['replicaIdentity', { replicaIdentity: 'full' }],
    ['storageParameters', { storageParameters: { fillfactor: '70' } }],
    ['rowSecurity', { rowSecurity: 'enabled' }],
  ])('%s is altered in one operation', (attribute, facts) => {
    const [operation, ...more] = between(tables(BASE), tables({ ...BASE, ...facts }));
    const change = { from: BASE[attribute] ?? null, to: facts[attribute] };
    expect(operation).toEqual({ kind: 'alterTable', table: name('t'), changes: { [attribute]: change } });
    expect(more).toEqual([]);
  });

  test('several attributes of a table are one operation', () => {
    const to = { ...BASE, unlogged: true, storageParameters: { fillfactor: '70' } };
    expect(between(tables(BASE), tables(to))).toMatchObject([
      { kind: 'alterTable', changes: { unlogged: { to: true }, storageParameters: { to: { fillfactor: '70' } } } },
    ]);
  });

  test.each<[keyof Table, Partial<Table>]>([
    ['kind', { kind: 'foreign' }],
    ['partitionKey', { kind: 'partitioned', partitionKey: 'RANGE (a)' }],
  ])('%s: the table is made anew, behind a step that stops while it has rows', (_attribute, facts) => {
    const plan = between(tables(BASE), tables({ ...BASE, ...facts }));
    expect(plan).toMatchObject([
      { kind: 'todo', table: name('t') },
      { kind: 'dropTable', table: name('t') },
      { kind: 'createTable', table: facts },
    ]);
  });

  /** With its rights as they then are. */
  const ANEW = ['suspend', 'dropView', 'createView', 'resume'];

  test.each<[string, Partial<View>, readonly string[]]>([
    ['a column appended', { definition: 'SELECT a, b FROM t', columns: ['a', 'b'] }, ['replaceView']],
    ['a column gone', { definition: 'SELECT b FROM t', columns: ['b'] }, ANEW],
    ['columns nobody knows', { definition: 'SELECT 1', columns: [] }, ANEW],
    ['options', { options: { security_barrier: 'true' } }, ['replaceView']],
    ['materialized', { materialized: true }, ANEW],
    ['a comment', { comment: 'why' }, ['setComment']],
  ])('a view: %s', (_name, facts, expected) => {
    const v = view('v', 'SELECT a FROM t', { columns: ['a'] });
    const from = database({ tables: [BASE], views: [v] });
    expect(kinds(between(from, database({ tables: [BASE], views: [{ ...v, ...facts }] })))).toEqual(expected);
  });
});

describe('enums', () => {
  const withEnum = (labels: readonly string[], comment: string | null = null): DatabaseSchema =>
    database({ enums: [enumType('mood', labels, { comment })], tables: [table('t', [column('m', 'mood')])] });

  test('labels that come in are added in their places', () => {
    const value = (of: string, next: string | null): Operation => ({
      kind: 'addEnumValue',
      enum: name('mood'),
      value: of,
      position: next === null ? null : { before: next },
    });
    expect(between(withEnum(['a', 'b']), withEnum(['x', 'a', 'z', 'y', 'b', 'c', 'd']))).toEqual([
      value('x', 'a'),
      value('z', 'b'),
      value('y', 'b'),
      value('c', null),
      value('d', null),
    ]);
  });

  test('any other change swaps the type for all its users', () => {
    expect(between(withEnum(['a', 'b'], 'why'), withEnum(['b', 'a'], 'why'))).toEqual([
      {
        kind: 'replaceEnum',
        enum: name('mood'),
        labels: { from: ['a', 'b'], to: ['b', 'a'] },
        mapping: {},
        users: [{ table: name('t'), column: 'm', array: false, default: null }],
        comment: 'why',
      },
    ]);
  });
});

const NAMES = fc.constantFrom('a', 'b', 'c');
const COLUMN = fc.record({
  of: NAMES,
  type: fc.constantFrom('integer', 'text', 'varchar(10)', 'integer[]', 'timestamptz'),
  notNull: fc.boolean(),
  default: fc.constantFrom(null, '1', 'now()'),
  comment: fc.constantFrom(null, 'x'),
});
const TABLE = fc
  .record({
    of: fc.constantFrom('t', 'u', 'v'),
    columns: fc.uniqueArray(COLUMN, { selector: (one) => one.of, maxLength: 3 }),
    keyed: fc.boolean(),
    indexed: fc.option(fc.constantFrom('i', 'j'), { nil: null }),
    references: fc.option(fc.constantFrom('t', 'u', 'v'), { nil: null }),
  })
  .map(({ of, columns, keyed, indexed, references }) => {
    const all = columns.map((one) =>
      column(one.of, one.type, { notNull: one.notNull, default: one.default, comment: one.comment }),
    );
    const first = all[0]?.name;
    return table(of, all, {
      primaryKey: keyed && first !== undefined ? primaryKey(`pk_${of}`, [first]) : null,
      indexes: indexed !== null && first !== undefined ? [index(`${indexed}_${of}`, [first])] : [],
      foreignKeys:
        references !== null && first !== undefined
          ? [foreignKey(`fk_${of}`, [first], { table: name(references), columns: [first] })]
          : [],
    });
  });
/** Foreign keys only to what is there. */
const DATABASE = fc.uniqueArray(TABLE, { selector: (one) => one.name, maxLength: 3 }).map((all) => {
  const keyOf = (of: string): string | undefined => all.find((one) => one.name === of)?.primaryKey?.columns[0];
  return tables(
    ...all.map((one) => ({
      ...one,
      foreignKeys: one.foreignKeys.filter((key) => keyOf(key.references.table.name) === key.references.columns[0]),
    })),
  );
});

test('keys that no cast converts are replaced in the order of their tables, on whichever side these come in another', () => {
  const two = (a: string, b: string): readonly Table[] =>
    Object.entries({ t: a, u: b }).map(([of, typeText]) =>
      table(of, [column('id', typeText, { notNull: true, default: '1' })], {
        primaryKey: primaryKey(`pk_${of}`, ['id']),
      }),
    );
  const [from, to] = [two('timestamp with time zone', 'integer'), two('integer', 'timestamp with time zone')];
  const expected = between(tables(...from), tables(...to));
  expect(kinds(expected)).toContain('renameColumn');
  expect(between(tables(...from), tables(...[...to].reverse()))).toEqual(expected);
  expect(between(tables(...[...from].reverse()), tables(...to))).toEqual(expected);
});

test('a side is walked as often for many tables as for few', () => {
  const walks = (count: number): number => {
    let walked = 0;
    const all = Array.from({ length: count }, (_, each) =>
      table(`t${each}`, [column('id', 'integer', { notNull: true, serial: sequence(`t${each}_id_seq`) })]),
    );
    const counting = (): DatabaseSchema => {
      const schema = tables(...all);
      return {
        ...schema,
        get tables() {
          walked++;
          return schema.tables;
        },
      };
    };
    expect(between(counting(), counting())).toEqual([]);
    return walked;
  };
  expect(walks(100)).toBe(walks(10));
});

test('a collation is changed as a type is: the storage of the type comes with it, and is set again', () => {
  const note = (collation: string | null): DatabaseSchema =>
    users(
      column('note', 'text', { storage: 'main', collation: collation === null ? null : name(collation, 'pg_catalog') }),
    );
  const operations = between(note('POSIX'), note(null));
  expect(kinds(operations)).toEqual(['alterColumn', 'setColumnStorage']);
  expect(operations[1]).toMatchObject({ storage: { from: {}, to: { storage: 'main' } } });
});

test('views change places, and a name within a word of the text is no mention', () => {
  const w = objectName('view', SCHEMA, 'w');
  const snow = objectName('view', SCHEMA, 'snow');
  const from = database({
    views: [view('w', 'SELECT 1 AS snowy'), view('snow', `SELECT snowy FROM ${SCHEMA}.w`)],
    dependencies: [{ dependent: snow, referenced: w }],
  });
  const to = database({
    views: [
      view('snow', 'SELECT 1 AS a', { materialized: true }),
      view('w', `SELECT a FROM ${SCHEMA}.snow`, { materialized: true }),
    ],
    dependencies: [
      { dependent: { ...w, kind: 'materializedView' }, referenced: { ...snow, kind: 'materializedView' } },
    ],
  });
  const moved = between(from, to).filter(({ kind }) => kind !== 'suspend' && kind !== 'resume');
  const names = moved.map((each) =>
    'view' in each && 'name' in each.view ? `${each.kind} ${each.view.name}` : each.kind,
  );
  expect(names).toEqual(['dropView snow', 'dropView w', 'createView snow', 'createView w']);
});

test('a sequence that counts otherwise waits for no column that uses it', () => {
  const counting = (increment: string, used: 'a' | 'b'): DatabaseSchema => ({
    ...tables(
      table('t', [
        column('a', used === 'a' ? 'bigint' : 'text', { default: used === 'a' ? `nextval('app.s'::regclass)` : null }),
        column(
          'b',
          'bigint',
          used === 'b'
            ? { default: `nextval('app.s'::regclass)` }
            : { generated: { expression: '(a + 1)', storage: 'stored' } },
        ),
      ]),
    ),
    sequences: [{ ...name('s'), options: { ...sequence('s').options, increment }, ownedBy: null, comment: null }],
  });
  expect(kinds(between(counting('1', 'a'), counting('2', 'b')))).toContain('alterSequence');
});

describe('for any schemas', () => {
  test('equal ones have no difference, also when they are not the same object', () => {
    fc.assert(
      fc.property(DATABASE, (one) => {
        expect(between(one, one)).toEqual([]);
        expect(between(one, structuredClone(one))).toEqual([]);
      }),
    );
  });

  test('there is always an order, and it does not depend on the order of what goes in', () => {
    const reversed = (schema: DatabaseSchema): DatabaseSchema => ({ ...schema, tables: [...schema.tables].reverse() });
    fc.assert(
      fc.property(DATABASE, DATABASE, (one, other) => {
        expect(between(reversed(one), reversed(other))).toEqual(between(one, other));
      }),
      { numRuns: 300 },
    );
  });
});
