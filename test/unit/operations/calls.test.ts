/** What a call of a revision file looks like, and what is said about one that does not fit. */
import { CallError, Sql } from '../../../src/operations/call';
import type { Operation, OperationKind } from '../../../src/operations/operation';
import { column, index, name, sequence, table, type } from '../../support/schema-builders';
import { callOf, operationOf } from '../../support/table-operations';

const people = name('people');

const CALLS: readonly (readonly [string, Operation, readonly unknown[]])[] = [
  [
    'a column',
    { kind: 'addColumn', table: people, column: column('c', 'jsonb') },
    ['people', { name: 'c', type: 'jsonb' }],
  ],
  [
    'a string default',
    {
      kind: 'addColumn',
      table: people,
      column: column('c', 'varchar(10)', { notNull: true, default: `'active'::character varying` }),
    },
    ['people', { name: 'c', type: 'varchar(10)', notNull: true, default: 'active' }],
  ],
  [
    'SQL as default',
    { kind: 'addColumn', table: people, column: column('c', 'timestamptz', { default: 'now()' }) },
    ['people', { name: 'c', type: 'timestamptz', default: new Sql('now()') }],
  ],
  [
    'a string that is cast to another type stays SQL',
    { kind: 'addColumn', table: people, column: column('c', 'varchar', { default: `'x'::text` }) },
    ['people', { name: 'c', type: 'varchar', default: new Sql(`'x'::text`) }],
  ],
  [
    'an enum elsewhere',
    {
      kind: 'addColumn',
      table: name('t', 'billing'),
      column: column('c', 'billing.mood[]', { default: `'{}'::billing.mood[]` }),
    },
    [
      { schema: 'billing', name: 't' },
      { name: 'c', type: '"billing"."mood"[]', default: '{}' },
    ],
  ],
  [
    'a serial and an identity',
    {
      kind: 'createTable',
      table: table('t', [
        column('a', 'bigint', { notNull: true, serial: sequence('t_a_seq', { type: 'bigint' }) }),
        column('b', 'integer', { notNull: true, identity: { generation: 'byDefault', sequence: sequence('t_b_seq') } }),
        column('c', 'integer', {
          notNull: true,
          identity: { generation: 'always', sequence: sequence('odd', { start: '9007199254740993', cache: '20' }) },
        }),
      ]),
    },
    [
      't',
      {
        columns: [
          { name: 'a', type: 'bigint', notNull: true, serial: true },
          { name: 'b', type: 'integer', notNull: true, identity: 'byDefault' },
          {
            name: 'c',
            type: 'integer',
            notNull: true,
            identity: { generation: 'always', name: 'odd', start: '9007199254740993', cache: 20 },
          },
        ],
      },
    ],
  ],
  [
    'a type change',
    {
      kind: 'alterColumn',
      table: people,
      name: 'id',
      changes: { type: { from: type('integer'), to: type('bigint'), using: null }, notNull: { from: false, to: true } },
    },
    ['people', 'id', { type: { from: 'integer', to: 'bigint' }, notNull: { from: false, to: true } }],
  ],
  [
    'index keys',
    {
      kind: 'createIndex',
      table: people,
      concurrently: true,
      index: index('i', ['a', { expression: 'lower(b)' }, { column: 'c', direction: 'desc', nulls: 'last' }], {
        unique: true,
        method: 'gist',
        predicate: 'a > 1',
      }),
    },
    [
      'people',
      {
        name: 'i',
        columns: ['a', new Sql('lower(b)'), { column: 'c', direction: 'desc', nulls: 'last' }],
        unique: true,
        using: 'gist',
        where: new Sql('a > 1'),
        concurrently: true,
      },
    ],
  ],
  [
    'a drop',
    { kind: 'dropConstraint', table: people, name: 'k', constraintKind: 'check', was: null },
    ['people', 'k', 'check'],
  ],
  [
    'a comment',
    {
      kind: 'setComment',
      object: { kind: 'column', schema: 'app', table: 'people', name: 'a' },
      comment: { from: null, to: 'x' },
    },
    [{ column: ['people', 'a'] }, { from: null, to: 'x' }],
  ],
];

test.each(CALLS)('%s', (_title, operation, args) => {
  expect(callOf(operation)).toEqual({ verb: operation.kind, args });
});

const WRONG: readonly (readonly [string, OperationKind, readonly unknown[], string])[] = [
  [
    'a misspelt key',
    'addColumn',
    ['t', { name: 'a', type: 'text', notnull: true }],
    'column has no `notnull`; it knows `name`, `type`, `notNull`',
  ],
  [
    'a misspelt key inside',
    'createTable',
    ['t', { columns: [{ name: 'a', typ: 'text' }] }],
    'definition.columns[0] has no `typ`; it knows `name`, `type`',
  ],
  ['a missing key', 'addColumn', ['t', { name: 'a' }], 'column.type must be a string'],
  [
    'a string where SQL belongs',
    'createCheckConstraint',
    ['t', { name: 'k', expression: 'a > 0' }],
    'constraint.expression must be op.sql`…`, got "a > 0"',
  ],
  ['no type', 'addColumn', ['t', { name: 'a', type: '(' }], 'column.type must be the name of a data type'],
  [
    'a dotted list',
    'createForeignKey',
    ['t', { name: 'f', columns: 'a', references: { table: 'p', columns: ['id'] } }],
    'constraint.columns must be an array',
  ],
  [
    'a wrong word',
    'createForeignKey',
    ['t', { name: 'f', columns: ['a'], references: { table: 'p', columns: ['id'] }, onDelete: 'cascade' }],
    "constraint.onDelete must be 'NO ACTION' or 'RESTRICT'",
  ],
  ['too few arguments', 'dropColumn', ['t'], 'name must be given'],
  ['too many arguments', 'dropTable', ['t', 'a'], 'argument 2 must be left out'],
  ['an option of no column', 'dropColumn', ['t', 'a', 'b'], 'options must be an object with only'],
  ['nothing to change of a table', 'alterTable', ['t', {}], 'changes must be an object with unlogged'],
  ['nothing to change of a domain', 'alterDomain', ['d', {}], 'changes must be an object with default'],
  ['no kind of object', 'createObject', [{ table: 't' }, {}], 'object has no `table`; it knows'],
  ['two objects at once', 'dropObject', [{ domain: 'a', collation: 'b' }], 'object must be'],
  [
    'two sources of values',
    'addColumn',
    ['t', { name: 'a', type: 'integer', default: 1, identity: 'always' }],
    'column.identity must be left out beside default',
  ],
  ['nothing to change', 'alterColumn', ['t', 'a', {}], 'changes must be an object with'],
  [
    'a conversion without a type',
    'alterColumn',
    ['t', 'a', { using: new Sql('1') }],
    'changes.using must be left out without type',
  ],
  [
    'a comment on two things',
    'setComment',
    [
      { table: 't', view: 'v' },
      { from: null, to: 'x' },
    ],
    'object must be an object with one key',
  ],
];

test.each(WRONG)('%s', (_title, kind, args, message) => {
  const read = (): Operation => operationOf(kind, args);
  expect(read).toThrow(CallError);
  expect(read).toThrow(`op.${kind}: ${message}`);
});

test('a key that is undefined counts as left out', () => {
  expect(operationOf('addColumn', ['t', { name: 'a', type: 'text', comment: undefined, extra: undefined }])).toEqual({
    kind: 'addColumn',
    table: name('t'),
    column: column('a', 'text'),
  });
});
