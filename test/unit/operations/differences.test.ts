/** Operations told as differences: one line a thing that differs, and none for what only prepares it. */
import { diff } from '../../../src/compare/diff';
import { differencesOf } from '../../../src/operations/differences';
import type { Operation } from '../../../src/operations/operation';
import { differenceLines } from '../../../src/report/differences';
import type { DatabaseSchema } from '../../../src/schema/types';
import { database, tables } from '../../support/builders';
import { check, column, foreignKey, index, name, primaryKey, SCHEMA, table, view } from '../../support/schema-builders';

function lines(operations: readonly Operation[], before?: DatabaseSchema): readonly string[] {
  const differences = differencesOf(operations, SCHEMA, before);
  return differenceLines(differences, { figures: [], sources: [] }, (_tone, text) => text).map((line) => line.trim());
}

const between = (before: DatabaseSchema, after: DatabaseSchema): readonly string[] =>
  lines(diff(before, after, { defaultSchema: SCHEMA }), before);

/** Authors and books of another kind of key; books reference authors and each other. */
function library(type: string, fill: string, facts: { readonly index?: string; readonly key?: string } = {}) {
  const id = column('id', type, { notNull: true, default: fill });
  const key = (of: string, from: string, to: string) => foreignKey(of, [from], { table: name(to), columns: ['id'] });
  return tables(
    table('author', [id], { primaryKey: primaryKey(facts.key ?? 'PK_author', ['id']) }),
    table('book', [column('id', 'integer', { notNull: true }), column('author_id', type, { notNull: true })], {
      primaryKey: primaryKey('PK_book', ['id']),
      foreignKeys: [key('FK_author', 'author_id', 'author')],
      indexes: [index(facts.index ?? 'IDX_author', ['author_id'])],
    }),
  );
}

describe('a key that becomes another kind of key', () => {
  const [uuid, bigint] = [library('uuid', 'gen_random_uuid()'), library('bigint', '1')];

  test('is one line, with the columns that reference it', () => {
    expect(between(uuid, bigint)).toEqual([
      'author.id  type, also of book.author_id, which references it: uuid in the database, bigint in the model',
    ]);
  });

  test('does not hide what else differs in what goes with its column', () => {
    expect(between(uuid, library('bigint', '1', { index: 'IDX_new' }))).toEqual([
      expect.stringMatching(/^author\.id +type/),
      expect.stringMatching(/^IDX_new on book +in the model, not in the database$/),
    ]);
  });
});

test('SQL beside a difference is none of its own; alone it is all there is', () => {
  const execute: Operation = { kind: 'execute', sql: 'UPDATE t SET a = 1', transaction: 'inside' };
  const add: Operation = { kind: 'addColumn', table: name('t'), column: column('a', 'integer') };
  expect(lines([execute, add])).toEqual(['t.a  in the model, not in the database']);
  expect(lines([execute])).toEqual(['SQL  UPDATE t SET a = 1']);
});

test('an extension and a label are named as what they are', () => {
  expect(
    lines([
      { kind: 'requireExtension', name: 'uuid-ossp' },
      { kind: 'addEnumValue', enum: name('mood'), value: 'sad', position: null },
    ]),
  ).toEqual([
    'extension uuid-ossp  in the model, not in the database',
    "'sad' of mood        in the model, not in the database",
  ]);
});

test('of a view its query is told, and not what follows from it', () => {
  const before = { ...view('v', 'SELECT 1 AS a'), columns: ['a'], columnTypes: ['integer'] };
  const told = between(database({ views: [before] }), database({ views: [view('v', 'SELECT 2 AS b, 1 AS a')] }));
  expect(told).toEqual(['v  definition: SELECT 1 AS a in the database, SELECT 2 AS b, 1 AS a in the model']);
});

test('a column that is made anew tells its type and expression in words', () => {
  const generated = (type: string, expression: string): DatabaseSchema =>
    tables(table('t', [column('c', type, { generated: { expression, storage: 'virtual' } })]));
  expect(between(generated('text', 'a'), generated('integer', 'b'))).toEqual([
    't.c  type, generated',
    'type: text in the database, integer in the model',
    'generated: a in the database, b in the model',
  ]);
});

test('a check that is dropped and made anew is one difference', () => {
  const with_ = (expression: string): DatabaseSchema =>
    tables(table('t', [column('c', 'integer')], { checks: [check('k', expression)] }));
  expect(between(with_('c > 1'), with_('c > 2'))).toEqual([
    'k on t  expression: c > 1 in the database, c > 2 in the model',
  ]);
});
