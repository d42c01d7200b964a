import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Operation, SuspendedName } from '../../../src/operations/operation';
import { assess, RULES } from '../../../src/safety/assess';
import { headLines, wayBackLines } from '../../../src/safety/headings';
import {
  check,
  column,
  foreignKey,
  index,
  name,
  SCHEMA,
  sequence,
  table,
  type,
  unique,
} from '../../support/schema-builders';

const context = { major: 17, defaultSchema: SCHEMA };

/** The rules that find something in a plan, each with its subjects and details. */
function found(...operations: Operation[]): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const { rule, subject, detail } of assess(operations, context).findings)
    (all[rule] ??= []).push(`${subject}: ${detail}`);
  return all;
}

const retype = (from: string, to: string): Operation => ({
  kind: 'alterColumn',
  table: name('t'),
  name: 'c',
  changes: { type: { from: type(from), to: type(to), using: null } },
});

const relabel = (from: string[], to: string[], mapping: Record<string, string> = {}): Operation => ({
  kind: 'replaceEnum',
  enum: name('e'),
  labels: { from, to },
  mapping,
  users: [{ table: name('t'), column: 'c', array: false, default: null }],
});

const CASES: Record<string, { finds: Operation[]; passes: Operation[] }> = {
  'loses-data': {
    finds: [
      { kind: 'dropTable', table: name('t'), was: null },
      { kind: 'dropColumn', table: name('t'), name: 'c', was: column('c', 'text') },
      retype('numeric(12,4)', 'numeric(12,2)'),
      retype('timestamp(6)', 'timestamp(3)'),
      retype('json', 'jsonb'),
      retype('text[]', 'text'),
      {
        kind: 'replaceEnum',
        enum: name('e'),
        labels: { from: ['a', 'b'], to: ['a'] },
        mapping: { b: 'a' },
        users: [],
      },
      relabel(['a', 'b'], ['a']),
    ],
    passes: [
      relabel(['a', 'b'], ['b', 'a']),
      { kind: 'addColumn', table: name('t'), column: column('c', 'text') },
      {
        kind: 'dropColumn',
        table: name('t'),
        name: 'c',
        was: column('c', 'text', { generated: { expression: 'lower(a)', storage: 'stored' } }),
      },
      retype('varchar(50)', 'varchar(20)'),
      retype('integer', 'bigint'),
      { kind: 'dropConstraint', table: name('t'), name: 'k', constraintKind: 'check', was: check('k', '(a > 0)') },
    ],
  },
  'removed-label': {
    finds: [relabel(['a', 'b'], ['a'])],
    passes: [relabel(['a', 'b'], ['a'], { b: 'a' }), relabel(['a', 'b'], ['b', 'a'])],
  },
  'missing-extension': {
    finds: [{ kind: 'requireExtension', name: 'citext' }],
    passes: [{ kind: 'createExtension', extension: { name: 'citext', schema: null } }],
  },
  'may-fail': {
    finds: [
      retype('text', 'varchar(10)'),
      retype('varchar(50)', 'varchar(20)'),
      retype('integer', 'smallint'),
      retype('varchar', 'integer'),
      retype('varchar', 'status'),
      retype('numeric(12,2)', 'numeric(10,2)'),
      { kind: 'createUniqueConstraint', table: name('t'), constraint: unique('u', ['a']) },
      { kind: 'createIndex', table: name('t'), index: index('i', ['a'], { unique: true }), concurrently: false },
      { kind: 'createCheckConstraint', table: name('t'), constraint: check('k', 'a > 0') },
      {
        kind: 'createForeignKey',
        table: name('t'),
        constraint: foreignKey('f', ['a'], { table: name('p'), columns: ['id'] }),
      },
    ],
    passes: [
      retype('varchar(20)', 'varchar(50)'),
      retype('varchar(20)', 'text'),
      retype('integer', 'bigint'),
      retype('integer', 'text'),
      retype('status', 'text'),
      retype('timestamp', 'timestamptz'),
      retype('numeric(10,2)', 'numeric(12,4)'),
      { kind: 'createIndex', table: name('t'), index: index('i', ['a']), concurrently: false },
      { kind: 'createCheckConstraint', table: name('t'), constraint: { ...check('k', 'a > 0'), validated: false } },
    ],
  },
  'taken-down': {
    finds: [
      { kind: 'suspend', objects: [{ kind: 'policy', ...name('p'), table: 't' }] },
      { kind: 'suspend', objects: [{ kind: 'rights', ...name('v'), table: null }] },
    ],
    passes: [{ kind: 'resume', was: [{ kind: 'policy', ...name('p'), table: 't' }] }],
  },
  'open-step': {
    finds: [{ kind: 'todo', text: 'fill t.c', suggestion: null, table: name('t') }],
    passes: [{ kind: 'execute', sql: 'SELECT 1', transaction: 'inside' }],
  },
  'stops-reads': {
    finds: [
      retype('integer', 'bigint'),
      { kind: 'alterColumn', table: name('t'), name: 'c', changes: { notNull: { from: false, to: true } } },
      { kind: 'createCheckConstraint', table: name('t'), constraint: check('k', 'a > 0') },
    ],
    passes: [
      { kind: 'addColumn', table: name('t'), column: column('c', 'text') },
      retype('varchar(50)', 'varchar(100)'),
      { kind: 'createIndex', table: name('t'), index: index('i', ['a']), concurrently: false },
    ],
  },
  'stops-writes': {
    finds: [
      { kind: 'createIndex', table: name('t'), index: index('i', ['a']), concurrently: false },
      {
        kind: 'createForeignKey',
        table: name('t'),
        constraint: foreignKey('f', ['a'], { table: name('p'), columns: ['id'] }),
      },
    ],
    passes: [
      { kind: 'createIndex', table: name('t'), index: index('i', ['a']), concurrently: true },
      retype('integer', 'bigint'),
    ],
  },
  'breaks-running-version': {
    finds: [
      { kind: 'renameColumn', table: name('t'), name: 'c', to: 'd' },
      { kind: 'dropColumn', table: name('t'), name: 'c', was: null },
      { kind: 'renameTable', table: name('t'), to: 'u' },
      { kind: 'dropView', view: name('v'), materialized: false, was: null },
      { kind: 'alterColumn', table: name('t'), name: 'c', changes: { notNull: { from: false, to: true } } },
      { kind: 'renameEnumValue', enum: name('e'), value: 'a', to: 'b' },
      retype('text', 'varchar(10)'),
      { kind: 'createUniqueConstraint', table: name('t'), constraint: unique('u', ['a']) },
      { kind: 'createCheckConstraint', table: name('t'), constraint: check('k', 'a > 0') },
    ],
    passes: [
      retype('varchar(10)', 'text'),
      { kind: 'addColumn', table: name('t'), column: column('c', 'text', { notNull: true, default: "'x'" }) },
      { kind: 'alterColumn', table: name('t'), name: 'c', changes: { notNull: { from: true, to: false } } },
      { kind: 'renameIndex', table: name('t'), name: 'i', to: 'j' },
    ],
  },
};

describe.each(RULES.map((rule) => rule.id))('%s', (id) => {
  test.each((CASES[id]?.finds ?? []).map((operation) => [JSON.stringify(operation), operation] as const))(
    'finds %s',
    (_text, operation) => {
      expect(Object.keys(found(operation))).toContain(id);
    },
  );
  test.each((CASES[id]?.passes ?? []).map((operation) => [JSON.stringify(operation), operation] as const))(
    'passes %s',
    (_text, operation) => {
      expect(Object.keys(found(operation))).not.toContain(id);
    },
  );
  test('has both', () => {
    expect(CASES[id]?.finds.length).toBeGreaterThan(0);
    expect(CASES[id]?.passes.length).toBeGreaterThan(0);
  });
});

test('every rule is a file of its own name', () => {
  const files = fs.readdirSync(path.resolve(__dirname, '../../../src/safety/rules'));
  expect(files.map((file) => path.basename(file, '.ts')).sort()).toEqual(RULES.map((rule) => rule.id).sort());
});

test('what the plan itself makes stops nobody and loses nothing', () => {
  const fresh = table('t', [column('a', 'integer')]);
  expect(
    found(
      { kind: 'createTable', table: fresh },
      { kind: 'createIndex', table: name('t'), index: index('i', ['a']), concurrently: false },
      { kind: 'alterColumn', table: name('t'), name: 'a', changes: { notNull: { from: false, to: true } } },
    ),
  ).toEqual({});
});

test('a view that is put back breaks nobody', () => {
  const view = {
    ...name('v'),
    materialized: false,
    definition: 'SELECT 1',
    columns: [],
    options: {},
    indexes: [],
    populated: true,
    comment: null,
  };
  expect(
    found({ kind: 'dropView', view: name('v'), materialized: false, was: view }, { kind: 'createView', view }),
  ).toEqual({});
  const was = { ...view, columns: ['a', 'b', 'c'] };
  const drop: Operation = { kind: 'dropView', view: name('v'), materialized: false, was };
  expect(found(drop, { kind: 'createView', view: { ...view, columns: ['b'] } })).toEqual({
    'breaks-running-version': ['the running version: if it still reads a, c of v'],
  });
  expect(found(drop, { kind: 'createView', view: was })).toEqual({});
});

test('a column that gives no numbers any more breaks who leaves it empty, unless it gives them in another way', () => {
  const bare: Operation = {
    kind: 'alterColumn',
    table: name('t'),
    name: 'id',
    changes: { serial: { from: sequence('t_id_seq'), to: null } },
  };
  expect(found(bare)['breaks-running-version']).toEqual(['the running version: if it leaves t.id empty']);
  const identity = { generation: 'byDefault' as const, sequence: sequence('t_id_seq') };
  const other: Operation = { ...bare, changes: { ...bare.changes, identity: { from: null, to: identity } } };
  expect(found(other)['breaks-running-version']).toBeUndefined();
});

test('the head names what destroys first, each table once, and the worst of it', () => {
  const operations: Operation[] = [
    { kind: 'alterColumn', table: name('rotations'), name: 'x', changes: { notNull: { from: false, to: true } } },
    { ...retype('integer', 'bigint'), table: name('rotations') } as Operation,
    { kind: 'todo', text: 'fill t.c', suggestion: null, table: name('t') },
    { kind: 'dropColumn', table: name('persons'), name: 'nickname', was: column('nickname', 'text') },
  ];
  expect(headLines(assess(operations, context)).map(({ label, text }) => `${label} ${text}`)).toEqual([
    'LOSES DATA persons.nickname (the downgrade brings back the column, not its values)',
    'NEEDS YOU 1 open step: how to fill t.c',
    'STOPS READS and writes of rotations: while it is rewritten; everything else for an instant',
    'BREAKS the running version, if it leaves rotations.x empty, or if it still reads nickname',
  ]);
});

test('a label that goes is told as a loss and as something that a person must say', () => {
  const lines = headLines(assess([relabel(['basic', 'silver'], ['basic', 'gold'])], context));
  expect(lines.map(({ label, text }) => `${label}: ${text}`)).toEqual([
    `LOSES DATA: e ('silver' is taken from its rows; the way back does not know which rows these were)`,
    `NEEDS YOU: if rows hold 'silver' of e, say what they become: mapping: { silver: 'basic' }`,
    'STOPS READS: and writes of t: while it is rewritten; everything else for an instant',
    `BREAKS: the running version, if it still uses 'silver' of e`,
  ]);
});

test('what is taken down is named, and that it need not be there', () => {
  const objects: readonly SuspendedName[] = [
    { kind: 'policy', ...name('p'), table: 't' },
    { kind: 'view', ...name('v'), table: null },
    { kind: 'rights', ...name('w'), table: null },
  ];
  const lines = headLines(assess([{ kind: 'suspend', objects }, retype('varchar(50)', 'text')], context));
  expect(lines.filter(({ label }) => label === 'TAKES DOWN').map(({ text }) => text)).toEqual([
    'policy p on t, view v: put back at the end as the database has them; where one is not there, nothing is done',
    'rights on w: given back at the end as the database has them; where there are none, nothing is done',
  ]);
});

test('a column that is there only while the plan runs breaks nobody, nor does one that is there again at its end', () => {
  const swap: Operation[] = [
    { kind: 'addColumn', table: name('t'), column: column('id_new', 'bigint') },
    { kind: 'alterColumn', table: name('t'), name: 'id_new', changes: { notNull: { from: false, to: true } } },
    { kind: 'dropColumn', table: name('t'), name: 'id', was: null },
    { kind: 'renameColumn', table: name('t'), name: 'id_new', to: 'id' },
    { kind: 'dropColumn', table: name('t'), name: 'worth', was: null },
    { kind: 'addColumn', table: name('t'), column: column('worth', 'bigint') },
  ];
  expect(found(...swap)['breaks-running-version']).toBeUndefined();
  expect(found({ kind: 'renameColumn', table: name('t'), name: 'a', to: 'b' })['breaks-running-version']).toEqual([
    'the running version: if it still reads a',
  ]);
});

test('a foreign key of a new table reads nothing', () => {
  const key = foreignKey('f', ['a'], { table: name('p'), columns: ['id'] });
  const fresh: Operation[] = [
    { kind: 'createTable', table: table('t', [column('a', 'integer')]) },
    { kind: 'createForeignKey', table: name('t'), constraint: key },
  ];
  expect(found(...fresh)).toEqual({});
});

test('what the plan itself adds holds nothing that could clash', () => {
  const operations: Operation[] = [
    { kind: 'addColumn', table: name('t'), column: column('code', 'text') },
    { kind: 'createUniqueConstraint', table: name('t'), constraint: unique('u', ['code']) },
  ];
  expect(found(...operations)).not.toHaveProperty('may-fail');
  const line = headLines(assess([retype('text', 'varchar(10)')], context)).find(({ label }) => label === 'MAY FAIL');
  expect(line?.text).toBe('if in t a value of c does not fit into varchar(10), from text');
});

test('what the way back loses is one line, and a long list of it a number', () => {
  const back = (count: number): Operation[] =>
    Array.from({ length: count }, (_, at) => ({ kind: 'dropTable', table: name(`t${at}`), was: null }));
  expect(wayBackLines(assess([], context))).toEqual([]);
  expect(wayBackLines(assess(back(2), context))).toEqual([{ label: 'GOING BACK', text: 'loses the data of t0, t1' }]);
  expect(wayBackLines(assess(back(14), context))[0]?.text).toMatch(/t11, and 2 more$/);
});

test('where rows may stop the way back, it is told beside what is lost', () => {
  const gone: Operation = {
    kind: 'replaceEnum',
    enum: name('status'),
    labels: { from: ['new', 'void'], to: ['new'] },
    mapping: {},
    users: [{ table: name('t'), column: 's', array: false, default: null }],
  };
  const operations = [
    gone,
    retype('text', 'varchar(10)'),
    { kind: 'dropColumn', table: name('t'), name: 'd', was: null } as const,
  ];
  expect(wayBackLines(assess(operations, context)).map(({ text }) => text)).toEqual([
    'loses the data of t.d',
    'stops while rows hold a label that status did not have',
    'may fail if in t a value of c does not fit into varchar(10), from text',
  ]);
});

test('a key that is only put back has fitted all along', () => {
  const key = unique('u', ['a']);
  const drop: Operation = { kind: 'dropConstraint', table: name('t'), name: 'u', constraintKind: 'unique', was: key };
  const make: Operation = { kind: 'createUniqueConstraint', table: name('t'), constraint: key };
  expect(found(drop, make)).not.toHaveProperty('may-fail');
  expect(found(drop, make)).not.toHaveProperty('breaks-running-version');
  // What is unique in fewer columns is so in more, and the other way round it need not be.
  const other = (columns: readonly string[]): Operation => ({ ...make, constraint: unique('u', columns) });
  expect(found(drop, other(['a', 'b']))).not.toHaveProperty('may-fail');
  expect(found(drop, other(['b']))).toHaveProperty('may-fail');
  const retyped = { ...retype('text', 'varchar(5)'), name: 'a' } as Operation;
  expect(found(drop, retyped, other(['a', 'b']))['may-fail']).toHaveLength(2);
  const swapped: Operation[] = [
    { kind: 'dropColumn', table: name('t'), name: 'a', was: column('a', 'text') },
    { kind: 'renameColumn', table: name('t'), name: 'c', to: 'a' },
  ];
  expect(found(drop, ...swapped, other(['a', 'b']))).toHaveProperty('may-fail');
});

test('a unique index that takes the place of another one', () => {
  const make = (facts: object): Operation => ({
    kind: 'createIndex',
    table: name('t'),
    index: index('j', ['a', 'b'], { unique: true, ...facts }),
    concurrently: false,
  });
  const drop = (facts: object): Operation => ({
    kind: 'dropIndex',
    table: name('t'),
    name: 'i',
    concurrently: false,
    was: index('i', ['a', 'b'], { unique: true, ...facts }),
  });
  const partial = { predicate: 'a > 0' };
  expect(found(drop({}), make(partial))).not.toHaveProperty('may-fail');
  expect(found(drop({}), make(partial))).not.toHaveProperty('breaks-running-version');
  expect(found(drop({}), make({ nullsNotDistinct: true }))).toHaveProperty('may-fail');
  expect(found(drop(partial), make({}))['may-fail']).toEqual(['t: two rows have the same a, b']);
  expect(found(drop({ unique: false }), make(partial))).toMatchObject({
    'may-fail': ['t: two rows with a > 0 have the same a, b'],
    'breaks-running-version': ['the running version: if it writes the same a, b twice into t with a > 0'],
  });
});

test('a lock lasts as long as what comes after it in its transaction', () => {
  const build: Operation = { kind: 'createIndex', table: name('t'), index: index('i', ['a']), concurrently: false };
  const rename = (table: string): Operation => ({ kind: 'renameColumn', table: name(table), name: 'b', to: 'c' });
  expect(found(rename('u'), build)).toMatchObject({
    'stops-reads': ['u: until its transaction is done'],
    'stops-writes': ['t: while it is read through'],
  });
  expect(found(build, rename('u'))).not.toHaveProperty('stops-reads');
  expect(found(rename('t'), build)['stops-reads']).toEqual(['t: while it is read through']);
  const label: Operation = { kind: 'addEnumValue', enum: name('e'), value: 'x', position: null };
  expect(found(rename('u'), label, build)).not.toHaveProperty('stops-reads');
  const many = [...Array(3).keys()].map((at) => rename(`u${at}`));
  expect(found(...many, build, { ...build, table: name('v') })['stops-reads']).toHaveLength(3);
  expect(headLines(assess([...many, build], context)).map(({ label: word, text }) => `${word} ${text}`)).toEqual([
    'STOPS READS and writes of u0, u1, u2: until their transaction is done',
    'STOPS WRITES of t: while it is read through; everything else for an instant',
    'BREAKS the running version, if it still reads b',
  ]);
});

test('a column of another type in the place of one that goes breaks who writes what it wrote', () => {
  const was = column('a', 'integer');
  expect(
    found(
      { kind: 'addColumn', table: name('t'), column: column('a_new', 'uuid') },
      { kind: 'dropColumn', table: name('t'), name: 'a', was },
      { kind: 'renameColumn', table: name('t'), name: 'a_new', to: 'a' },
    )['breaks-running-version'],
  ).toEqual(['the running version: if it writes to t.a what does not fit into uuid']);
});

test('between two schemas there is neither a downgrade nor a running version', () => {
  const dropped: Operation = { kind: 'dropColumn', table: name('persons'), name: 'nickname', was: null };
  const words = (ways?: 'oneWay') =>
    headLines(assess([dropped], context), ways).map(({ label, text }) => `${label} ${text}`);
  const text = 'LOSES DATA persons.nickname (the downgrade brings back the column, not its values)';
  expect(words()).toEqual(expect.arrayContaining([text, expect.stringMatching(/^BREAKS /)]));
  expect(words('oneWay')).toContain('LOSES DATA persons.nickname (its values)');
  expect(words('oneWay').join()).not.toMatch(/BREAKS|downgrade/);
});
