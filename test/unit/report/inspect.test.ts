import { inspectLines } from '../../../src/report/inspect';
import { tables } from '../../support/builders';
import {
  check,
  column,
  foreignKey,
  index,
  name,
  primaryKey,
  SCHEMA,
  table,
  unique,
} from '../../support/schema-builders';

const LATE = { deferrable: true, initiallyDeferred: true };

test('what an object is beyond the default stands in its line', () => {
  const t = table('t', [column('a', 'integer'), column('b', 'text')], {
    primaryKey: primaryKey('pk', ['a'], { include: ['b'] }),
    uniques: [unique('uq', ['a'], { include: ['b'], nullsNotDistinct: true, timing: LATE })],
    checks: [check('ck', '(a > 0)', { noInherit: true, validated: false })],
    foreignKeys: [
      foreignKey(
        'fk',
        ['a', 'b'],
        { table: name('t'), columns: ['a', 'b'] },
        {
          match: 'FULL',
          onDelete: 'SET NULL',
          onDeleteColumns: ['b'],
          timing: { deferrable: true, initiallyDeferred: false },
          validated: false,
        },
      ),
    ],
    indexes: [
      index(
        'ix',
        [
          {
            column: 'b',
            opclass: { schema: 'pg_catalog', name: 'text_pattern_ops' },
            direction: 'desc',
            nulls: 'last',
          },
          'a',
        ],
        {
          unique: true,
          include: ['b'],
          nullsNotDistinct: true,
          predicate: '(a > 0)',
          valid: false,
        },
      ),
    ],
  });
  const lines = inspectLines({ schema: tables(t), defaultSchema: SCHEMA, unmanaged: null }, (_style, text) => text);
  expect(lines.slice(3, -2)).toEqual([
    '  primary key  pk  (a) include (b)',
    '  unique       uq  (a) include (b) nulls not distinct deferrable initially deferred',
    '  check        ck  (a > 0) no inherit NOT VALID',
    '  foreign key  fk  (a, b) → t (a, b) match full on delete set null (b) deferrable NOT VALID',
    '  unique index  ix  btree (b text_pattern_ops desc nulls last, a) include (b) nulls not distinct where (a > 0)  INVALID',
  ]);
});
