/** Schemas, extensions, enums, sequences, views and what a person writes: how they read, as calls and in words, and the SQL of each. */
import type { Call } from '../../../src/operations/call';
import { Sql } from '../../../src/operations/call';
import { missingExtension } from '../../../src/operations/extensions';
import type { Operation, OperationKind, SuspendedName } from '../../../src/operations/operation';
import { enumType, index, name, view } from '../../support/schema-builders';
import { sequence } from '../../support/operation-builders';
import { callOf, describeOf, operationOf, reverseOf, sqlOf } from '../../support/table-operations';

interface Case {
  readonly operation: Operation;
  readonly args: Call['args'];
  readonly words: string;
  readonly sql: readonly string[];
}

const billing = (of: string) => name(of, 'billing');
const user = { table: name('t'), column: 'c', array: false, default: `'a'::"app"."status"` };

const CASES: readonly Case[] = [
  {
    operation: { kind: 'createSchema', namespace: { name: 'billing', comment: 'money' } },
    args: ['billing', { comment: 'money' }],
    words: "added schema 'billing'",
    sql: ['CREATE SCHEMA IF NOT EXISTS "billing"', `COMMENT ON SCHEMA "billing" IS 'money'`],
  },
  {
    operation: { kind: 'dropSchema', name: 'billing', was: null, ifEmpty: true },
    args: ['billing', { ifEmpty: true }],
    words: "removed schema 'billing', if it is empty",
    sql: [
      `DO $$
BEGIN
  BEGIN
    DROP SCHEMA "billing";
  EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
    RAISE NOTICE USING MESSAGE = 'schema "billing" is kept: it is not empty, or another role''s';
  END;
END
$$`,
    ],
  },
  {
    operation: { kind: 'dropExtension', name: 'citext', was: null, ifUnused: true },
    args: ['citext', { ifUnused: true }],
    words: "removed extension 'citext', if nothing stands on it",
    sql: [
      `DO $$
BEGIN
  BEGIN
    DROP EXTENSION IF EXISTS "citext";
  EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
    RAISE NOTICE USING MESSAGE = 'extension "citext" is kept: something stands on it, or it is another role''s';
  END;
END
$$`,
    ],
  },
  {
    operation: { kind: 'renameSchema', name: 'a', to: 'b' },
    args: ['a', 'b'],
    words: "renamed schema 'a' → 'b'",
    sql: ['ALTER SCHEMA "a" RENAME TO "b"'],
  },
  {
    operation: { kind: 'createExtension', extension: { name: 'citext', schema: 'x' } },
    args: ['citext', { schema: 'x' }],
    words: "added extension 'citext'",
    sql: ['CREATE EXTENSION IF NOT EXISTS "citext" WITH SCHEMA "x"'],
  },
  {
    operation: { kind: 'createEnum', enum: enumType('status', ['a', "b'"]) },
    args: ['status', ['a', "b'"]],
    words: "added enum 'status'",
    sql: [`CREATE TYPE "app"."status" AS ENUM ('a', 'b''')`],
  },
  {
    operation: { kind: 'addEnumValue', enum: name('status'), value: 'on_hold', position: { before: 'done' } },
    args: ['status', 'on_hold', { before: 'done' }],
    words: "added value 'on_hold' to enum 'status'",
    sql: [`ALTER TYPE "app"."status" ADD VALUE 'on_hold' BEFORE 'done'`],
  },
  {
    operation: { kind: 'addEnumValue', enum: billing('status'), value: 'x', position: null },
    args: [{ schema: 'billing', name: 'status' }, 'x'],
    words: "added value 'x' to enum 'billing.status'",
    sql: [`ALTER TYPE "billing"."status" ADD VALUE 'x'`],
  },
  {
    operation: { kind: 'renameEnumValue', enum: name('status'), value: 'a', to: 'b' },
    args: ['status', 'a', 'b'],
    words: "renamed value 'a' → 'b' of enum 'status'",
    sql: [`ALTER TYPE "app"."status" RENAME VALUE 'a' TO 'b'`],
  },
  {
    operation: {
      kind: 'replaceEnum',
      enum: name('status'),
      labels: { from: ['a', 'void'], to: ['a', 'new'] },
      mapping: { void: 'new' },
      users: [user, { table: name('t'), column: 'd', array: true, default: null }],
    },
    args: [
      'status',
      {
        labels: { from: ['a', 'void'], to: ['a', 'new'] },
        mapping: { void: 'new' },
        users: [
          { table: 't', column: 'c', default: 'a' },
          { table: 't', column: 'd', array: true },
        ],
      },
    ],
    words: "removed value 'void' → 'new', added value 'new' of enum 'status'",
    sql: [
      'ALTER TYPE "app"."status" RENAME TO "status_stillhead_old"',
      `CREATE TYPE "app"."status" AS ENUM ('a', 'new')`,
      `ALTER TABLE "app"."t" ALTER COLUMN "c" DROP DEFAULT, ` +
        `ALTER COLUMN "c" TYPE "app"."status" USING (CASE "c"::text WHEN 'void' THEN 'new' ELSE "c"::text END)::"app"."status", ` +
        `ALTER COLUMN "c" SET DEFAULT 'a', ` +
        `ALTER COLUMN "d" TYPE "app"."status"[] USING array_replace("d"::text[], 'void', 'new')::"app"."status"[]`,
      'DROP TYPE "app"."status_stillhead_old"',
    ],
  },
  {
    operation: {
      kind: 'createSequence',
      sequence: sequence('s', { ownedBy: { table: name('t'), column: 'c' }, comment: 'counts' }),
    },
    args: ['s', { ownedBy: { table: 't', column: 'c' }, comment: 'counts' }],
    words: "added sequence 's'",
    sql: [
      'CREATE SEQUENCE "app"."s" AS bigint',
      'ALTER SEQUENCE "app"."s" OWNED BY "app"."t"."c"',
      `COMMENT ON SEQUENCE "app"."s" IS 'counts'`,
    ],
  },
  {
    operation: {
      kind: 'alterSequence',
      sequence: name('s'),
      changes: { type: { from: 'integer', to: 'bigint' }, increment: { from: '1', to: '5' } },
    },
    args: ['s', { type: { from: 'integer', to: 'bigint' }, increment: { from: 1, to: 5 } }],
    words: "changed type, increment integer → bigint of sequence 's'",
    sql: ['ALTER SEQUENCE "app"."s" AS bigint INCREMENT BY 5'],
  },
  {
    operation: {
      kind: 'createView',
      view: view('m', 'SELECT 1 AS a', { materialized: true, populated: false, indexes: [index('I', ['a'])] }),
    },
    args: [
      'm',
      { as: new Sql('SELECT 1 AS a'), materialized: true, withData: false, indexes: [{ name: 'I', columns: ['a'] }] },
    ],
    words: "added materialized view 'm'",
    sql: ['CREATE MATERIALIZED VIEW "app"."m" AS SELECT 1 AS a\nWITH NO DATA', 'CREATE INDEX "I" ON "app"."m" ("a")'],
  },
  {
    operation: { kind: 'dropView', view: name('m'), materialized: true, was: null },
    args: ['m', { materialized: true }],
    words: "removed materialized view 'm'",
    sql: ['DROP MATERIALIZED VIEW "app"."m"'],
  },
  {
    operation: { kind: 'execute', sql: 'VACUUM', transaction: 'outside' },
    args: [new Sql('VACUUM'), { transaction: false }],
    words: 'SQL: VACUUM',
    sql: ['VACUUM'],
  },
  {
    operation: { kind: 'todo', text: 'fill x', suggestion: 'UPDATE x', table: name('x') },
    args: ['fill x', new Sql('UPDATE x'), { table: 'x' }],
    words: 'open step: fill x',
    sql: [
      `DO $$\nBEGIN\n  IF EXISTS (SELECT FROM "app"."x") THEN\n    RAISE EXCEPTION USING MESSAGE = 'open step: fill x (x has rows)', HINT = 'For example: UPDATE x';\n  END IF;\nEND\n$$`,
    ],
  },
  {
    operation: { kind: 'todo', text: 'fill x', suggestion: null, table: name('x') },
    args: ['fill x', { table: 'x' }],
    words: 'open step: fill x',
    sql: [
      `DO $$\nBEGIN\n  IF EXISTS (SELECT FROM "app"."x") THEN\n    RAISE EXCEPTION USING MESSAGE = 'open step: fill x (x has rows)';\n  END IF;\nEND\n$$`,
    ],
  },
  {
    operation: { kind: 'todo', text: 'fill y', suggestion: null, table: name('x'), emptyColumn: 'y' },
    args: ['fill y', { table: 'x', column: 'y' }],
    words: 'open step: fill y',
    sql: [
      `DO $$\nBEGIN\n  IF EXISTS (SELECT FROM "app"."x" WHERE "y" IS NULL) THEN\n    RAISE EXCEPTION USING MESSAGE = 'open step: fill y (x has rows without y)';\n  END IF;\nEND\n$$`,
    ],
  },
  {
    operation: { kind: 'irreversible', reason: 'a $$ b' },
    args: ['a $$ b'],
    words: 'no way back: a $$ b',
    sql: [
      `DO $body1$\nBEGIN\n  RAISE EXCEPTION USING MESSAGE = 'this revision cannot be taken back: a $$ b';\nEND\n$body1$`,
    ],
  },
];

test.each(CASES.map((each) => [each.operation.kind, each] as const))('%s', (_kind, { operation, args, words, sql }) => {
  expect(callOf(operation)).toEqual({ verb: operation.kind, args });
  expect(describeOf(operation)).toBe(words);
  expect(sqlOf(operation)).toEqual(sql);
  expect(operationOf(operation.kind, callOf(operation).args)).toEqual(operation);
});

test('a bound that only follows the type of a sequence is not written', () => {
  const operation: Operation = {
    kind: 'alterSequence',
    sequence: name('s'),
    changes: { type: { from: 'integer', to: 'bigint' }, maxValue: { from: '2147483647', to: '9223372036854775807' } },
  };
  expect(callOf(operation).args).toEqual(['s', { type: { from: 'integer', to: 'bigint' } }]);
  expect(sqlOf(operation)).toEqual(['ALTER SEQUENCE "app"."s" AS bigint']);
});

test('SQL by hand loses its last semicolon, and must say something', () => {
  expect(operationOf('execute', ['SELECT 1;\n'])).toEqual({ kind: 'execute', sql: 'SELECT 1', transaction: 'inside' });
  expect(() => operationOf('execute', [' ; '])).toThrow('op.execute: sql must be an SQL statement');
});

test.each<readonly [OperationKind, readonly unknown[], string]>([
  [
    'addEnumValue',
    ['e', 'v', { before: 'a', after: 'b' }],
    'op.addEnumValue: position.after must be left out beside before',
  ],
  [
    'replaceEnum',
    ['e', { labels: { from: ['a'], to: ['b'] }, mapping: { b: 'b' } }],
    'replacement.mapping.b must be a label that goes',
  ],
  [
    'replaceEnum',
    ['e', { labels: { from: ['a'], to: ['b'] }, mapping: { a: 'x' } }],
    'mapping.a must be one of the labels after it',
  ],
  ['createSequence', ['s', { start: 1.5 }], 'op.createSequence: options.start must be a whole number'],
  ['createView', ['v', { as: 'SELECT 1' }], 'op.createView: view.as must be op.sql`…`'],
  ['todo', ['x', 'UPDATE x'], 'op.todo'],
  ['dropSchema', ['a', 'b'], 'op.dropSchema: options must be an object with ifEmpty'],
  ['dropExtension', ['a', 'b'], 'op.dropExtension: options must be an object with ifUnused'],
])('%s refuses what does not fit', (verb, args, message) => {
  expect(() => operationOf(verb, args)).toThrow(message);
});

test('what is taken down is named by its kind and what it is on', () => {
  const objects: readonly SuspendedName[] = [
    { kind: 'policy', ...name('p'), table: 't' },
    { kind: 'trigger', ...billing('g'), table: 't' },
    { kind: 'view', ...name('v'), table: null },
    { kind: 'rights', ...billing('w'), table: null },
    { kind: 'rights', ...billing('c'), table: 't' },
  ];
  const operation: Operation = { kind: 'suspend', objects };
  const args = [
    [
      { policy: 'p', table: 't' },
      { trigger: 'g', table: { schema: 'billing', name: 't' } },
      { view: 'v' },
      { rights: { schema: 'billing', name: 'w' } },
      { rights: 'c', table: { schema: 'billing', name: 't' } },
    ],
  ];
  expect(callOf(operation).args).toEqual(args);
  expect(operationOf('suspend', args)).toEqual(operation);
  expect(describeOf(operation)).toBe(
    "in the way, taken down: policy 'p' on 't', trigger 'g' on 'billing.t', view 'v', rights on 'billing.w', rights on 'billing.t.c'",
  );
  expect(reverseOf(operation)).toEqual([{ kind: 'resume', was: objects }]);
  expect(reverseOf({ kind: 'resume', was: objects })).toEqual([operation]);
  expect(reverseOf({ kind: 'resume', was: null })).toBeNull();
  expect(operationOf('resume', [])).toEqual({ kind: 'resume', was: null });
  expect(() => operationOf('suspend', [[{ view: 'v', table: 't' }]])).toThrow('a view without a table');
  expect(() => operationOf('suspend', [[{ policy: 'p' }]])).toThrow('table');
  expect(() => operationOf('suspend', [[{ view: 'v', rule: 'r', table: 't' }]])).toThrow('op.suspend');
});

test('what knows too little has no way back', () => {
  for (const operation of [
    { kind: 'dropEnum', enum: name('e'), was: null },
    { kind: 'dropSchema', name: 'a', was: null },
    { kind: 'dropView', view: name('v'), materialized: false, was: null },
    { kind: 'addEnumValue', enum: name('e'), value: 'a', position: null },
    { kind: 'irreversible', reason: 'x' },
    { kind: 'execute', sql: 'x', transaction: 'inside' },
    {
      kind: 'replaceEnum',
      enum: name('status'),
      labels: { from: ['b'], to: ['a', 'b'] },
      mapping: {},
      users: [user],
    },
  ] satisfies Operation[]) {
    expect(reverseOf(operation)).toBeNull();
  }
});

test('a replaced view that gained columns is made anew on the way back', () => {
  const [from, to] = [
    { ...view('v', 'SELECT 1 AS a'), columns: ['a'] },
    { ...view('v', 'SELECT 1 AS a, 2 AS b'), columns: ['a', 'b'] },
  ];
  expect(reverseOf({ kind: 'replaceView', view: { from, to } })?.map(({ kind }) => kind)).toEqual([
    'dropView',
    'createView',
  ]);
});

describe('an unknown key', () => {
  test.each<readonly [OperationKind, readonly unknown[], string]>([
    ['execute', ['SELECT 1', { table: 'authors' }], 'op.execute: options has no `table`; it knows `transaction`'],
    [
      'execute',
      ['SELECT 1', { trasaction: 'outside' }],
      'op.execute: options has no `trasaction`; it knows `transaction`; did you mean `transaction`?',
    ],
    ['createExtension', ['citext', { as: 'x' }], 'op.createExtension: options has no `as`; it knows `schema`'],
    [
      'dropExtension',
      ['citext', { ifUnsued: true }],
      'op.dropExtension: options has no `ifUnsued`; it knows `ifUnused`; did you mean `ifUnused`?',
    ],
  ])('%s %j', (verb, args, message) => {
    expect(() => operationOf(verb, args)).toThrow(new Error(message));
  });
});

test('the refusal of a required extension is known again by its name', () => {
  for (const extension of ['uuid-ossp', `a"b' c`]) {
    const [, message = ''] =
      /MESSAGE = '((?:[^']|'')*)'/.exec(sqlOf({ kind: 'requireExtension', name: extension }).join('')) ?? [];
    expect(missingExtension(`P0001 ${message.replaceAll("''", "'")}`)).toBe(extension);
  }
  expect(missingExtension('42704 the extension "a" is not installed in this database, it seems')).toBeNull();
  expect(missingExtension('0A000 extension "a" is not available')).toBeNull();
});
