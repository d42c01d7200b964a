import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { printRequest } from '../../../src/compare/print-key';
import type { Printed, PrintRequest } from '../../../src/schema/expressions';
import { parseTypeName } from '../../../src/schema/type-name';
import { cachedPrinter, rememberedAnswers, type Printer } from '../../../src/settle/cache';

const byDefault = (sql: string): PrintRequest =>
  printRequest({ kind: 'default', type: parseTypeName('integer', 'public'), sql });
const view = printRequest({ kind: 'view', materialized: false, schema: 'public', sql: 'SELECT 1' });

/** Prints everything in brackets, refuses `bad`, and remembers what it was asked. */
function printer(): Printer & { readonly asked: string[] } {
  const asked: string[] = [];
  const print: Printer = (requests) => {
    asked.push(...requests.map(({ sql }) => sql));
    const answers = requests.map(({ key, sql }): [string, Printed] => [
      key,
      sql === 'bad' ? { text: null, error: 'no' } : { text: `(${sql})`, columns: [], error: null },
    ]);
    return Promise.resolve(new Map(answers));
  };
  return Object.assign(print, { asked });
}

let file: string;
beforeEach(async () => {
  file = path.join(await fs.mkdtemp(path.join(os.tmpdir(), 'stillhead-cache-')), 'nested', 'printed.json');
});
afterEach(() => fs.rm(path.dirname(path.dirname(file)), { recursive: true }));

test('asks once, but for views and refusals, whose answers depend on the database', async () => {
  const behind = printer();
  const cached = cachedPrinter(behind, { file: null, major: 18 });
  const requests = [byDefault('1'), byDefault('bad'), view];
  const first = await cached(requests);
  expect(first.size).toBe(3);
  expect(await cached(requests)).toEqual(first);
  expect(behind.asked).toEqual(['1', 'bad', 'SELECT 1', 'bad', 'SELECT 1']);
});

test('a file keeps the answers of one major version', async () => {
  await cachedPrinter(printer(), { file, major: 18 })([byDefault('1')]);
  const [same, other] = [printer(), printer()];
  expect((await cachedPrinter(same, { file, major: 18 })([byDefault('1')])).get(byDefault('1').key)?.text).toBe('(1)');
  await cachedPrinter(other, { file, major: 17 })([byDefault('1')]);
  expect([same.asked, other.asked]).toEqual([[], ['1']]);
});

test('a file that cannot be read is no file', async () => {
  await fs.mkdir(path.dirname(file));
  await fs.writeFile(file, '{ half a');
  const behind = printer();
  expect((await cachedPrinter(behind, { file, major: 18 })([byDefault('1')])).size).toBe(1);
  expect(behind.asked).toEqual(['1']);
});

test('what earlier runs have asked is known without asking, for the same major alone', async () => {
  await cachedPrinter(printer(), { file, major: 18 })([byDefault('1'), byDefault('bad'), view]);
  const known = await rememberedAnswers({ file, major: 18 });
  expect([...known]).toEqual([[byDefault('1').key, { text: '(1)', columns: [], error: null }]]);
  expect((await rememberedAnswers({ file, major: 17 })).size).toBe(0);
  expect((await rememberedAnswers({ file: null, major: 18 })).size).toBe(0);
});
