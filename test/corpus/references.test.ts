/** references.md names a case for every row: each case that it names is there, and no row is without one or a reason. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { readScenarios } from '../support/scenario-trial';

const TESTS = path.resolve(__dirname, '..');
const text = fs.readFileSync(path.join(__dirname, 'references.md'), 'utf8');
const rows = [...text.matchAll(/^\| (?!---)(.+) \| (.+) \| (.+) \|$/gm)]
  .map(([, first = '', second = '', cases = '']) => ({ first, second, cases }))
  .filter(({ cases }) => cases !== 'cases');

const known = new Set([
  ...['scenarios', 'alembic'].flatMap((folder) => readScenarios(path.join(__dirname, folder)).map(([id]) => id)),
  ...fs.readdirSync(path.join(__dirname, 'edits')).map((file) => file.split('-')[0] ?? ''),
]);

test.each(rows.map((row) => [`${row.first}: ${row.second}`, row.cases] as const))('%s', (_row, cases) => {
  if (cases.startsWith('not: ')) return;
  const named = [...cases.matchAll(/`([^`]+)`/g)].map(([, each = '']) => each);
  expect(named).not.toEqual([]);
  expect(named.filter((each) => !known.has(each) && !fs.existsSync(path.join(TESTS, each)))).toEqual([]);
});

test("every row of TypeORM's list", () => {
  const numbers = rows.map(({ first }) => Number(first)).filter((number) => Number.isInteger(number));
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

const sections = text
  .split('\n### ')
  .slice(1)
  .map((section) => [section.split('\n')[0] ?? '', section] as const);

test.each(sections)('%s: all of them, each once', (heading, section) => {
  const counted = [...section.matchAll(/^\| (.+) \| (\d+) \| .+ \|$/gm)].map(([, names = '', count = '']) => {
    const list = names.replace(/^.*: /, '').split(', ');
    // A whole class of them, by its name and its number.
    if (list.length > 1 || names.includes('_')) expect([names, list.length]).toEqual([names, Number(count)]);
    return Number(count);
  });
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(Number(/\((\d+)\)$/.exec(heading)?.[1]));
});
