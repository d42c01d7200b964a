import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { takeLock } from '../../../src/scratch/lock-file';

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-lock-'));
  file = path.join(folder, 'pgdata.lock');
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

const take = (waitMs: number) => takeLock(file, { what: 'pgdata', waitMs });
const old = (name: string): void => {
  const past = new Date(Date.now() - 3_600_000);
  fs.utimesSync(name, past, past);
};
const other = JSON.stringify({ pid: 1, host: 'elsewhere', start: null, command: 'node', since: '' });
const dead = JSON.stringify({ pid: process.pid, host: os.hostname(), start: 'another', command: 'node', since: '' });

test.each(['', 'half of it {'])(
  'a file that names nobody holds for the time of a write, not for ever: %j',
  async (text) => {
    fs.writeFileSync(file, text);
    await expect(take(250)).rejects.toMatchObject({ code: 'EMBEDDED_BUSY', hint: expect.stringContaining(file) });
    old(file);
    const release = await take(0);
    expect(fs.readFileSync(file, 'utf8')).toContain(`"pid":${process.pid}`);
    release();
    expect(fs.readdirSync(folder)).toEqual([]);
  },
);

test('a guard that is left over holds nobody up for ever', async () => {
  fs.writeFileSync(file, dead);
  fs.writeFileSync(`${file}.removing`, other);
  await expect(take(250)).rejects.toMatchObject({ code: 'EMBEDDED_BUSY' });
  fs.writeFileSync(`${file}.removing`, '');
  old(`${file}.removing`);
  (await take(1000))();
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('a folder that cannot be made', async () => {
  fs.writeFileSync(path.join(folder, 'taken'), '');
  const unwritable = path.join(folder, 'taken', 'pgdata.lock');
  await expect(takeLock(unwritable, { what: 'pgdata', waitMs: 0 })).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
});
