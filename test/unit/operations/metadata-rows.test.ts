import type { Operation } from '../../../src/operations/operation';
import { rowChanges } from '../../../src/operations/metadata-rows';
import { metadataStatements } from '../../../src/operations/metadata-sql';
import { column, table } from '../../support/schema-builders';

const people = { schema: 'app', name: 'people' };
const place = {
  table: { schema: 'public', name: 'typeorm_metadata' },
  revision: 'aaaa',
  direction: 'upgrade',
} as const;
const generated = { expression: ' lower(email) ', storage: 'stored' } as const;

test('only what may be a view or a generated column concerns a row', () => {
  const others: readonly Operation[] = [
    { kind: 'createTable', table: table('people', [column('id', 'integer')]) },
    { kind: 'addColumn', table: people, column: column('email', 'text') },
    { kind: 'alterColumn', table: people, name: 'email', changes: { notNull: { from: false, to: true } } },
    { kind: 'execute', sql: 'CREATE VIEW v AS SELECT 1', transaction: 'inside' },
  ];
  expect(others.map((operation) => metadataStatements(operation, place))).toEqual(others.map(() => null));
});

test('a generated column is written with its bare text, whatever its storage', () => {
  const row = { schema: 'app', table: 'people', name: 'l' };
  const write = { kind: 'write', row, type: 'GENERATED_COLUMN', value: 'lower(email)' };
  const made = { ...column('l', 'text'), generated };
  const changes = { generated: { from: generated, to: { ...generated, storage: 'virtual' as const }, column: made } };
  expect([
    rowChanges({ kind: 'createTable', table: table('people', [column('id', 'integer'), made]) }),
    rowChanges({ kind: 'addColumn', table: people, column: made }),
    rowChanges({ kind: 'alterColumn', table: people, name: 'l', changes }),
    rowChanges({
      kind: 'alterColumn',
      table: people,
      name: 'l',
      changes: { generated: { from: generated, to: null } },
    }),
  ]).toEqual([
    { before: [], after: [write] },
    { before: [], after: [write] },
    { before: [{ kind: 'remove', rows: row }], after: [write] },
    { before: [{ kind: 'remove', rows: row }], after: [] },
  ]);
});

test('what the table is asked for is quoted, and guarded by the table itself', () => {
  const operation: Operation = { kind: 'renameColumn', table: { schema: "o'hara", name: 'p' }, name: 'a"b', to: "c'd" };
  const odd = { ...place, table: { schema: 'Own', name: 'What "TypeORM" knows' } };
  const { before, after } = metadataStatements(operation, odd) ?? {};
  expect(after).toBeNull();
  expect(before).toContain(`IF to_regclass('"Own"."What ""TypeORM"" knows"') IS NOT NULL THEN`);
  expect(before).toContain(`SET "name" = 'c''d' WHERE`);
  expect(before).toContain(`m."schema" = 'o''hara' AND m."table" = 'p' AND m."name" = 'a"b'`);
});
