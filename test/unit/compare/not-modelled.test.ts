import { notModelled, withoutForeign, type ComparedSide } from '../../../src/compare/not-modelled';
import { EMPTY_SCHEMA } from '../../../src/schema/empty';
import { objectName } from '../../../src/schema/names';
import type { DatabaseSchema, OtherObject } from '../../../src/schema/types';
import { column, table } from '../../support/schema-builders';

function side(schema: Partial<DatabaseSchema>, facts: Partial<ComparedSide> = {}): ComparedSide {
  return { schema: { ...EMPTY_SCHEMA, ...schema }, facts: [], beyond: [], user: 'anna', ...facts };
}

const routine = (definition: string, owner = 'anna'): OtherObject => ({
  ...objectName('function', 'app', 'f(integer)'),
  kind: 'function',
  definition,
  owner,
});
const told = (from: ComparedSide, to: ComparedSide) => notModelled(from, to, 'app');

test('equal sides have nothing to tell', () => {
  const one = side({ others: [routine('SELECT 1')] });
  expect(told(one, one)).toEqual([]);
});

test('an object is told by its name, whichever side has it', () => {
  expect(told(side({ others: [routine('SELECT 1')] }), side({ others: [routine('SELECT 2')] }))).toEqual([
    'function f(integer): differs',
  ]);
  expect(told(side({ others: [routine('SELECT 1')] }), side({}))).toEqual([
    'function f(integer): only on the from side',
  ]);
  expect(told(side({}), side({ others: [routine('SELECT 1')] }))).toEqual(['function f(integer): only on the to side']);
});

test('what operations make is told only where they cannot lead from one to the other', () => {
  const composite = (create: string): OtherObject => ({
    ...objectName('compositeType', 'app', 'pair'),
    kind: 'compositeType',
    definition: create,
    owner: null,
    made: { create, comment: null },
  });
  const used = {
    dependent: objectName('column', 'app', 'a', 't'),
    referenced: objectName('compositeType', 'app', 'pair'),
  };
  expect(told(side({}), side({ others: [composite('one')] }))).toEqual([]);
  expect(told(side({ others: [composite('one')] }), side({ others: [composite('two')] }))).toEqual([]);
  expect(
    told(side({ others: [composite('one')], dependencies: [used] }), side({ others: [composite('two')] })),
  ).toEqual(['composite type pair: differs']);
});

test('owners: few by name, many in one line, and none where roles mean nothing', () => {
  const owned = (count: number, owner: string): ComparedSide =>
    side(
      {},
      {
        beyond: Array.from({ length: count }, (_each, index) => ({
          how: 'owner',
          what: `table ${index}`,
          text: owner,
        })),
      },
    );
  expect(told(owned(1, 'anna'), owned(1, 'bert'))).toEqual([
    'owner of table 0: anna on the from side, bert on the to side',
  ]);
  expect(told(owned(9, 'anna'), owned(9, 'bert'))).toEqual([
    'owner of 9 objects: anna on the from side, bert on the to side',
  ]);
  expect(told(owned(0, 'anna'), owned(1, 'bert'))).toEqual([
    'owner of table 0: anna on the from side, bert on the to side',
  ]);
  expect(told({ ...owned(1, 'anna'), user: null }, owned(1, 'bert'))).toEqual([]);
});

test('what only some databases have to say counts where both have it', () => {
  const extension = (text: string): ComparedSide =>
    side({}, { beyond: [{ how: 'both', what: 'extension citext', text }] });
  expect(told(extension('1.5'), extension('1.6'))).toEqual(['extension citext: differs']);
  expect(told(extension('1.5'), side({}))).toEqual([]);
});

test('a foreign table is named and not compared', () => {
  const foreign = side({ tables: [table('t', [column('a', 'integer')], { kind: 'foreign' })] });
  expect(withoutForeign(foreign).schema.tables).toEqual([]);
  expect(told(withoutForeign(foreign), side({}))).toEqual(['foreign table app.t: only on the from side']);
});

test('a column that is the table’s own and should be its parent’s alone is named', () => {
  const own = side({ tables: [table('t', [column('a', 'integer')])] });
  const inherited = side({ tables: [table('t', [column('a', 'integer', { inherited: true })])] });
  expect(told(own, inherited)).toEqual([
    "column t.a: the table's own on the from side, its parent's alone on the to side",
  ]);
  expect(told(inherited, own)).toEqual([]);
});
