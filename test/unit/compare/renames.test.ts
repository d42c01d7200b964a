import { diff } from '../../../src/compare/diff';
import { reconcile } from '../../../src/compare/reconcile';
import { defaultReconcileOptions } from '../../../src/compare/reconcile-options';
import { applyRenames, type Rename } from '../../../src/compare/renames';
import type { Operation } from '../../../src/operations/operation';
import type { ModelSchema } from '../../../src/schema/model';
import { objectName } from '../../../src/schema/names';
import type { DatabaseSchema } from '../../../src/schema/types';
import { database, derived, model } from '../../support/builders';
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
} from '../../support/schema-builders';

const HASH = (prefix: string, digit: string): string => `${prefix}_${digit.repeat(27)}`;

/** All that a comparison does with accepted renames, as kinds and the new names. */
function renamedTo(current: DatabaseSchema, wanted: ModelSchema, renames: readonly Rename[]): readonly Operation[] {
  const { current: renamed, operations } = applyRenames(current, renames, { model: wanted, defaultSchema: SCHEMA });
  const { target, unmanaged } = reconcile(renamed, wanted, defaultReconcileOptions(SCHEMA));
  expect(unmanaged).toEqual([]);
  return [...operations, ...diff(renamed, target, { defaultSchema: SCHEMA })];
}

test('a column takes its keys, indexes, checks and what points at it along', () => {
  const parent = (of: string, digit: string) =>
    table(
      'p',
      [
        column(of, 'integer', { notNull: true }),
        column('g', 'text', { generated: { expression: `(${of})::text`, storage: 'stored' } }),
      ],
      {
        primaryKey: primaryKey(HASH('PK', digit), [of]),
        indexes: [index(HASH('IDX', digit), [of], { predicate: `(${of} > 0)` })],
        checks: [check('ck', `((${of} > 0) AND ('id'::text <> ''::text))`)],
      },
    );
  const child = (of: string) =>
    table('c', [column('p_id', 'integer')], {
      foreignKeys: [foreignKey(HASH('FK', '9'), ['p_id'], { table: name('p'), columns: [of] })],
    });
  const current = database({ tables: [parent('id', '1'), child('id')] });
  const wantedParent = parent('key', '2');
  const wanted = model({
    tables: [
      {
        ...wantedParent,
        primaryKey: wantedParent.primaryKey && derived(wantedParent.primaryKey),
        indexes: wantedParent.indexes.map(derived),
      },
      child('key'),
    ],
  });
  expect(renamedTo(current, wanted, [{ kind: 'column', table: name('p'), name: 'id', to: 'key' }])).toEqual([
    { kind: 'renameColumn', table: name('p'), name: 'id', to: 'key' },
    {
      kind: 'renameConstraint',
      table: name('p'),
      name: HASH('PK', '1'),
      constraintKind: 'primaryKey',
      to: HASH('PK', '2'),
    },
    { kind: 'renameIndex', table: name('p'), name: HASH('IDX', '1'), to: HASH('IDX', '2') },
  ]);
});

test('a table takes its sequence, its enum and its derived names along, and leaves those that somebody chose', () => {
  const make = (of: string, digit: string) => ({
    enums: [enumType(`${of}_mood_enum`, ['a'])],
    tables: [
      table(
        of,
        [
          column('id', 'integer', { notNull: true, serial: sequence(`${of}_id_seq`) }),
          column('mood', `${of}_mood_enum`, { default: `'a'::app.${of}_mood_enum` }),
        ],
        { primaryKey: primaryKey(HASH('PK', digit), ['id']), indexes: [index('my_index', ['mood'])] },
      ),
    ],
  });
  const wanted = make('people', '2');
  const operations = renamedTo(
    database(make('persons', '1')),
    model({
      enums: wanted.enums.map(derived),
      tables: wanted.tables.map((one) => ({
        ...one,
        primaryKey: one.primaryKey && derived(one.primaryKey),
        indexes: [derived(index(HASH('IDX', '3'), ['mood']))],
      })),
    }),
    [{ kind: 'table', table: name('persons'), to: 'people' }],
  );
  expect(operations).toEqual([
    { kind: 'renameTable', table: name('persons'), to: 'people' },
    {
      kind: 'renameConstraint',
      table: name('people'),
      name: HASH('PK', '1'),
      constraintKind: 'primaryKey',
      to: HASH('PK', '2'),
    },
    { kind: 'renameSequence', sequence: name('persons_id_seq'), to: 'people_id_seq' },
    { kind: 'renameEnum', enum: name('persons_mood_enum'), to: 'people_mood_enum' },
  ]);
});

test('table and column at once, the column given by the old name of its table', () => {
  const current = database({ tables: [table('t', [column('a', 'integer')])] });
  const wanted = model({ tables: [table('u', [column('b', 'integer')])] });
  const operations = renamedTo(current, wanted, [
    { kind: 'column', table: name('t'), name: 'a', to: 'b' },
    { kind: 'table', table: name('t'), to: 'u' },
  ]);
  expect(operations).toEqual([
    { kind: 'renameTable', table: name('t'), to: 'u' },
    { kind: 'renameColumn', table: name('u'), name: 'a', to: 'b' },
  ]);
});

test('a label takes the defaults along', () => {
  const make = (label: string) => ({
    enums: [enumType('mood', ['x', label])],
    tables: [table('t', [column('m', 'mood', { default: `'${label}'::app.mood` })])],
  });
  expect(
    renamedTo(database(make('paid')), model(make('settled')), [
      { kind: 'enumValue', enum: name('mood'), value: 'paid', to: 'settled' },
    ]),
  ).toEqual([{ kind: 'renameEnumValue', enum: name('mood'), value: 'paid', to: 'settled' }]);
});

test('dependencies and rights speak of the new names', () => {
  const current = database({
    tables: [table('t', [column('a', 'integer')])],
    dependencies: [{ dependent: objectName('view', SCHEMA, 'v'), referenced: objectName('column', SCHEMA, 'a', 't') }],
    grants: [{ on: objectName('table', SCHEMA, 't'), grantee: 'x', privilege: 'SELECT', grantable: false }],
  });
  const renames: readonly Rename[] = [
    { kind: 'table', table: name('t'), to: 'u' },
    { kind: 'column', table: name('u'), name: 'a', to: 'b' },
  ];
  const { current: renamed } = applyRenames(current, renames, { model: null, defaultSchema: SCHEMA });
  expect(renamed.dependencies[0]?.referenced).toEqual(objectName('column', SCHEMA, 'b', 'u'));
  expect(renamed.grants[0]?.on.name).toBe('u');
});
