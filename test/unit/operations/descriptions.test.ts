/** What stands behind "Detected", and the names under which operations find each other. */
import { differencesOf } from '../../../src/operations/differences';
import { keyName, typeObjects } from '../../../src/operations/footprint';
import type { Operation } from '../../../src/operations/operation';
import { objectKey } from '../../../src/schema/names';
import { SAMPLES } from '../../support/operation-samples';
import { foreignKey, index, name, type, unique } from '../../support/schema-builders';
import { describeOf, footprintOf, reverseOf } from '../../support/table-operations';

const WORDS: readonly (readonly [string, string])[] = [
  ['create a table with everything', `added table 'visits'`],
  ['drop a table', `removed table 'pets'`],
  ['move a table', `moved table 'people' to schema 'elsewhere'`],
  ['add a plain column', `added column 'people.nick'`],
  ['drop a column', `removed column 'people.age'`],
  ['widen a type', `type change integer → bigint on 'people.age'`],
  ['set not null', `NULL → NOT NULL on 'people.age'`],
  ['change a default', `default change now() → clock_timestamp() on 'people.at'`],
  ['a collation', `collation change default → "C" on 'people.email'`],
  ['serial to identity', `serial removed, identity added on 't.id'`],
  ['serial from integer to bigint', `type change integer → bigint, serial change integer → bigint on 't.id'`],
  ['add a foreign key', `added foreign key 'kids.a' → 'people.id'`],
  ['add a foreign key that matches fully', `added foreign key 'kids.(a, b)' → 'people.(id, age)'`],
  ['drop a foreign key', `removed foreign key 'kids.a' → 'people.id'`],
  ['add a primary key', `added primary key on 'kids.id'`],
  ['add a check', `added check constraint 'CHK' on 'kids'`],
  ['create an index', `added index 'IDX' on 'people.(email, age)'`],
  ['comment on check', `added comment on check constraint 'people.k'`],
];

test.each(WORDS)('%s', (title, words) => {
  const sample = SAMPLES.find((each) => each.title === title);
  expect(sample && describeOf(sample.operation)).toBe(words);
});

describe('a default beside a change of its type', () => {
  const changed = (from: string, to: string, ...defaults: readonly (string | null)[]): Operation => ({
    kind: 'alterColumn',
    table: name('t'),
    name: 'c',
    changes: {
      type: { from: type(from), to: type(to), using: null },
      default: { from: defaults[0] ?? null, to: defaults[1] ?? null },
    },
  });

  test.each([
    ['smallint', 'integer', `'1'`, '1'],
    ['integer', 'bigint', '1', `'1'::bigint`],
    ['integer', 'smallint', '-1', `'-1'::integer`],
    ['text', 'varchar', `'a'`, `'a'`],
    ['text', 'mood', `'a'`, `'a'::app.mood`],
    ['timestamp', 'timestamptz', 'now()', 'now()'],
  ])('%s → %s: %s and %s are one', (from, to, ...defaults) => {
    const operation = changed(from, to, ...defaults);
    expect(describeOf(operation)).not.toContain('default');
    expect(differencesOf([operation], 'app')[0]?.sides.map(({ attribute }) => attribute)).toEqual(['type']);
  });

  test.each([
    ['smallint', 'integer', `'1'`, '2', `default change '1' → 2`],
    ['smallint', 'integer', `'1'`, null, `default change '1' → none`],
    ['text', 'integer', `'01'`, '1', `default change '01' → 1`],
    ['text', 'text[]', `'now()'`, 'now()', `default change 'now()' → now()`],
  ])('%s → %s: %s and %s are two', (from, to, before, after, words) => {
    const operation = changed(from, to, before, after);
    expect(describeOf(operation)).toContain(words);
    expect(differencesOf([operation], 'app')[0]?.sides.map(({ attribute }) => attribute)).toEqual(['type', 'default']);
  });
});

function keys(objects: readonly Parameters<typeof objectKey>[0][]): readonly string[] {
  return objects.map(objectKey);
}

test('what an operation creates, its reverse drops', () => {
  for (const { operation } of SAMPLES) {
    const back = reverseOf(operation) ?? [];
    const created = keys(footprintOf(operation).creates);
    const dropped = back.flatMap((each) => keys(footprintOf(each).drops));
    if (operation.kind.startsWith('create') || operation.kind.startsWith('add')) expect(dropped).toEqual(created);
  }
});

test('a foreign key needs the key it points at, whoever makes it and in whatever order of columns', () => {
  const table = name('people');
  const key: Operation = {
    kind: 'createForeignKey',
    table: name('kids'),
    constraint: foreignKey('f', ['a', 'b'], { table, columns: ['y', 'x'] }),
  };
  const wanted = objectKey(keyName(table, ['x', 'y']));
  expect(keys(footprintOf(key).needs)).toContain(wanted);
  const makers: readonly Operation[] = [
    { kind: 'createUniqueConstraint', table, constraint: unique('u', ['x', 'y']) },
    { kind: 'createIndex', table, index: index('i', ['y', 'x'], { unique: true }), concurrently: false },
  ];
  for (const maker of makers) expect(keys(footprintOf(maker).creates)).toContain(wanted);
  const partial = index('i', ['x', 'y'], { unique: true, predicate: 'x > 1' });
  expect(keys(footprintOf({ kind: 'createIndex', table, index: partial, concurrently: false }).creates)).not.toContain(
    wanted,
  );
  const dropped = reverseOf(key)?.[0];
  expect(dropped && keys(footprintOf(dropped).frees)).toContain(wanted);
});

test('a type of its own is needed, a built-in one is not', () => {
  expect(typeObjects(type('integer'))).toEqual([]);
  expect(typeObjects(type('mood[]'))).toEqual(
    ['enum', 'domain', 'compositeType', 'rangeType'].map((kind) => ({
      kind,
      schema: 'app',
      name: 'mood',
      table: null,
    })),
  );
});
