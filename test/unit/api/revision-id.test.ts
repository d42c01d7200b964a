/** The id that a caller gives to a new revision: checked before anything is written. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { revision } from '../../../src/api/revision';

let cwd: string;
beforeEach(() => {
  cwd = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-id-')));
  fs.writeFileSync(path.join(cwd, 'package.json'), '{ "name": "shop" }');
});
afterEach(() => {
  fs.rmSync(cwd, { recursive: true });
});

const make = (id: string) => revision({ cwd, message: 'x', id });
const files = () =>
  fs.existsSync(path.join(cwd, 'migrations')) ? fs.readdirSync(path.join(cwd, 'migrations')).length : 0;

test.each([
  ['', 'it is empty'],
  ...['head', 'heads', 'base', 'current'].map((word) => [word, `'${word}' is a word of targets`]),
  ...[':', '@', '+', '-'].map((sign) => [`a${sign}1`, `'${sign}' is not allowed in it`]),
  ['a b', 'white space is not allowed in it'],
  ['a\n', 'white space is not allowed in it'],
  ['../a', 'it may hold letters, digits, _ and dots'],
  ['a\\b', 'it may hold letters, digits, _ and dots'],
  [`a'b`, 'it may hold letters, digits, _ and dots'],
  ['a\0', 'it may hold letters, digits, _ and dots'],
  ['a'.repeat(41), 'it is longer than 40 characters'],
])('%j is none', async (id, reason) => {
  await expect(make(id)).rejects.toMatchObject({ code: 'REVISION_ID_INVALID', exitCode: 2, facts: { id, reason } });
  expect(files()).toBe(0);
});

test.each(['a', '1', 'v1.2', 'Größe_3', 'é'.repeat(40), '0123456789ab'])('%j is one', async (id) => {
  const made = await make(id);
  expect(made.revision).toBe(id);
  expect(files()).toBe(1);
});

test('one that is taken, as an id or as a label', async () => {
  const { path: file } = await make('aaaa');
  await expect(make('aaaa')).rejects.toMatchObject({
    code: 'REVISION_ID_INVALID',
    facts: { reason: `${path.join(cwd, file ?? '')} has it already` },
  });
  const whole = path.join(cwd, file ?? '');
  fs.writeFileSync(whole, `exports.branchLabels = ['billing'];\n${fs.readFileSync(whole, 'utf8')}`);
  await expect(make('billing')).rejects.toMatchObject({
    facts: { reason: `it is a branch label of ${whole}` },
  });
  expect(files()).toBe(1);
  expect((await make('bbbb')).revision).toBe('bbbb');
});
