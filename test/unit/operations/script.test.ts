import type { Operation } from '../../../src/operations/operation';
import { scriptOf } from '../../../src/operations/script';
import { enumType, name } from '../../support/schema-builders';

const CONTEXT = { major: 18, defaultSchema: 'app' };
const HEAD = { remarks: ['From a to b'], lockTimeoutMs: 500 };

const write = (...operations: readonly Operation[]): string => scriptOf(operations, CONTEXT, HEAD);

test('nothing to do is a remark', () => {
  expect(write()).toBe('-- From a to b\n');
});

test('one transaction that pins what its words mean', () => {
  expect(write({ kind: 'createEnum', enum: enumType('mood', ['a']) })).toBe(`-- From a to b

BEGIN;
SET LOCAL search_path TO "app", "public";
SET LOCAL standard_conforming_strings TO on;
SET LOCAL lock_timeout TO 500;
CREATE TYPE "app"."mood" AS ENUM ('a');
COMMIT;
`);
});

test('several transactions stop at the first that fails', () => {
  const text = write(
    { kind: 'addEnumValue', enum: name('mood'), value: 'b', position: null },
    { kind: 'dropTable', table: name('t'), was: null },
  );
  expect(text).toMatch(/^-- From a to b\n\\set ON_ERROR_STOP on\n\nBEGIN;/);
  expect(text.match(/^COMMIT;$/gm)).toHaveLength(2);
});

test('what cannot stand in a transaction stands outside of any', () => {
  const text = write(
    { kind: 'execute', sql: 'VACUUM -- all', transaction: 'outside' },
    { kind: 'dropTable', table: name('t'), was: null },
  );
  expect(text).toContain('SET search_path TO "app", "public";\nVACUUM -- all\n;\nRESET search_path;\n\nBEGIN;');
});

test('an open step is said, with what it proposes, and refuses', () => {
  const text = write({ kind: 'todo', text: 'fill x\r\nof y', suggestion: 'UPDATE x', table: name('x') });
  expect(text).toContain('-- OPEN STEP: fill x\n-- of y\n-- UPDATE x\nDO $$');
  expect(text).toContain('RAISE EXCEPTION');
});
