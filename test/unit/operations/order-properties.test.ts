/** The order of many operations: the same whatever the order they come in, every need met, and in time that grows with their number. */
import * as fc from 'fast-check';
import type { Operation } from '../../../src/operations/operation';
import { order } from '../../../src/operations/order';
import { reverse } from '../../../src/operations/specs';
import type { Table } from '../../../src/schema/types';
import {
  addColumn,
  brokenRules,
  createConstraint,
  createIndex,
  createTable,
  createView,
  dropColumn,
  fk,
  on,
  renameTable,
  retype,
} from '../../support/operation-builders';
import { column, enumType, index, name, primaryKey, SCHEMA, table, view } from '../../support/schema-builders';

const context = { dependencies: [], defaultSchema: SCHEMA };

function tables(count: number, links: readonly (readonly [number, number])[]): readonly Operation[] {
  const operations: Operation[] = [{ kind: 'createEnum', enum: enumType('status', ['a']) }];
  const made = Array.from({ length: count }, (_, each): Table => {
    const targets = links.filter(([from]) => from === each).map(([, to]) => column(`t${to}_id`, 'integer'));
    const columns = [
      column('id', 'integer', { notNull: true }),
      column('s', 'app.status'),
      ...new Map(targets.map((c) => [c.name, c])).values(),
    ];
    return table(`t${each}`, columns, { primaryKey: primaryKey(`PK${each}`, ['id']) });
  });
  operations.push(...made.map(createTable));
  const keys = new Map(
    links.map(([from, to]) => [`${from} ${to}`, createConstraint(`t${from}`, fk(`t${from}`, `t${to}`))]),
  );
  operations.push(...keys.values(), ...made.map((each) => createIndex(each.name, index(`I${each.name}`, ['s']))));
  return operations;
}

const link = fc.tuple(fc.nat(5), fc.nat(5));
const schema = fc.array(link, { maxLength: 12 }).map((links) => tables(6, links));

const shuffled = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });

test('the order of the input does not matter, and every need is met', () => {
  fc.assert(
    fc.property(
      schema.chain((operations) => fc.tuple(fc.constant(operations), shuffled(operations))),
      ([operations, permuted]) => {
        const ordered = order(operations, context);
        expect(order(permuted, context)).toEqual(ordered);
        expect(ordered).toHaveLength(operations.length);
        expect(brokenRules(ordered)).toEqual([]);
      },
    ),
  );
});

test('nor does it for the way back', () => {
  fc.assert(
    fc.property(
      schema.chain((operations) => {
        const back = operations.flatMap((operation) => reverse(operation) ?? []);
        return fc.tuple(fc.constant(back), shuffled(back));
      }),
      ([back, permuted]) => {
        const ordered = order(back, context);
        expect(order(permuted, context)).toEqual(ordered);
        const kinds = ordered.map(({ kind }) => kind);
        expect(kinds.at(-1)).toBe('dropEnum');
        expect(kinds.lastIndexOf('dropConstraint')).toBeLessThan(kinds.indexOf('dropTable'));
      },
    ),
  );
});

test('nor does it for alterations, renames and views', () => {
  const operations: readonly Operation[] = [
    ...['a', 'b', 'c'].map((each, at, all) => renameTable(each, all[(at + 1) % all.length] ?? '')),
    ...['a', 'b', 'c'].flatMap((each) => [addColumn(each, 'x'), dropColumn(each, 'y'), retype(each, 'z')]),
    ...['v', 'w'].map((each) => createView(view(each, 'SELECT z FROM a, v, w'))),
    { kind: 'todo', text: 'fill', suggestion: null, table: name('a') },
  ];
  const dependencies = [on('view:v', 'view:w'), on('view:w', 'column:a.z')];
  const expected = order(operations, { ...context, dependencies });
  fc.assert(
    fc.property(shuffled(operations), (permuted) => {
      expect(order(permuted, { ...context, dependencies })).toEqual(expected);
    }),
  );
});

test('an operation comes out as the very object that went in', () => {
  const operations = tables(3, [[0, 1]]);
  expect(new Set(order(operations, context))).toEqual(new Set(operations));
  for (const operation of order(operations, context)) expect(operations).toContain(operation);
});

// Quadratic work on so many would not end before jest gives up.
test('100,000 operations are ordered', () => {
  const links = Array.from({ length: 20_000 }, (_, each) => [each, (each * 7919) % 20_000] as const);
  const bodies = Array.from({ length: 20_000 }, (_, each) => {
    const own = table(`t${each}`, [column('id', 'integer')], { primaryKey: primaryKey(`PK${each}`, ['id']) });
    return [
      createTable(own),
      ...Array.from({ length: 3 }, (_, at) => createIndex(own.name, index(`I${each}_${at}`, ['id']))),
    ];
  }).flat();
  const operations = [...links.map(([from, to]) => createConstraint(`t${from}`, fk(`t${from}`, `t${to}`))), ...bodies];
  expect(operations).toHaveLength(100_000);
  expect(order(operations, context)).toHaveLength(100_000);
}, 120_000);

test('a chain of 50,000 views does not exhaust the stack', () => {
  const views = Array.from({ length: 50_000 }, (_, each) => view(`v${each}`, `SELECT * FROM v${each + 1}`));
  const dependencies = views.slice(1).map((each, at) => on(`view:v${at}`, `view:${each.name}`));
  const ordered = order(views.map(createView), { ...context, dependencies });
  expect(ordered[0]).toEqual(createView(views[49_999] ?? view('', '')));
});
