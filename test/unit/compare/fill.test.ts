import { fillSuggestion } from '../../../src/compare/fill';
import type { Table } from '../../../src/schema/types';
import { check, column, index, primaryKey, table, unique } from '../../support/schema-builders';

const email = column('email', 'text', { notNull: true });
const suggested = (facts: Partial<Table>): string => fillSuggestion(table('t', [email], facts), email, []);
const open = (words: string): string =>
  `UPDATE "app"."t" SET "email" = NULL /* instead: ${words} */ WHERE "email" IS NULL`;

test('a value of the type, where nothing forbids it', () => {
  expect(suggested({})).toBe(`UPDATE "app"."t" SET "email" = '' WHERE "email" IS NULL`);
  expect(suggested({ checks: [check('k', 'other > 0')], indexes: [index('i', ['email'])] })).toContain(`= ''`);
});

test('no value for a key, which takes none twice', () => {
  const words = 'another value for each row';
  expect(suggested({ uniques: [unique('u', ['email'])] })).toBe(open(words));
  expect(suggested({ indexes: [index('i', ['email'], { unique: true })] })).toBe(open(words));
  expect(suggested({ primaryKey: primaryKey('p', ['email']) })).toBe(open(words));
});

test('no value that a check may refuse', () => {
  expect(suggested({ checks: [check('CHK_email', '(length(email) > 0)')] })).toBe(open('a value that CHK_email takes'));
});
