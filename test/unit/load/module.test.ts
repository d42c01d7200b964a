/** Loading inside jest, where `require` is jest's: enough for tests of what stands above. The real thing is tested in test/cli/load.test.ts. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describeLoadFailure } from '../../../src/load/failures';
import { defaultExport, loadModule } from '../../../src/load/module';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-module-')));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

test('exports by name, a single value, a promise', async () => {
  expect(await loadModule(file('a.js', 'exports.one = 1; exports.two = 2;'))).toEqual({ one: 1, two: 2 });
  expect(await loadModule(file('b.js', 'module.exports = class A {};'))).toEqual({ default: expect.any(Function) });
  expect(await defaultExport(await loadModule(file('c.js', 'module.exports = Promise.resolve({ a: 1 });')))).toEqual({
    a: 1,
  });
  expect(await defaultExport(await loadModule(file('d.js', 'exports.__esModule = true; exports.default = 4;')))).toBe(
    4,
  );
  expect(await defaultExport(await loadModule(file('e.js', 'module.exports = { a: 1 };')))).toEqual({ a: 1 });
});

test('TypeScript', async () => {
  expect(await loadModule(file('f.ts', 'export const one: number = 1; export enum E { A = "a" }'))).toMatchObject({
    one: 1,
    E: { A: 'a' },
  });
});

test('an error is told with its line', async () => {
  const source = file('g.js', 'exports.a = 1;\nthrow new Error("no good\\nand more");');
  const error: unknown = await loadModule(source).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(describeLoadFailure(error, source)).toEqual({ reason: 'no good', where: `${source}:2:7`, hint: null });
  expect(describeLoadFailure('a text', source)).toEqual({ reason: 'it throws a text', where: null, hint: null });
});
