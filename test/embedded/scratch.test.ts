import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { openScratch } from '../../src/scratch/scratch';
import { buildPackage, runNode } from '../support/built-package';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-scratch-')));
const cacheDirectory = path.join(folder, 'cache');
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const FROM_USERS = `SELECT (SELECT count(*) FROM pg_class WHERE oid >= 16384)::int + (SELECT count(*) FROM pg_roles WHERE oid >= 16384)::int
  + (SELECT count(*) FROM pg_namespace WHERE oid >= 16384)::int + (SELECT count(*) FROM pg_db_role_setting)::int AS objects`;

test('is empty at the start and after each reset', async () => {
  const scratch = await openScratch({ cacheDirectory });
  try {
    const first = await scratch.session();
    expect(first.server).toMatchObject({ major: 18, local: true });
    expect(await first.query(FROM_USERS)).toEqual([{ objects: 0 }]);
    await first.script(`CREATE TABLE a (id int); CREATE ROLE r; CREATE SCHEMA s; CREATE EXTENSION citext;
      ALTER DATABASE postgres SET work_mem = '1MB'; BEGIN; CREATE TABLE b (id int)`);
    await scratch.reset();
    const second = await scratch.session();
    expect(await second.query(FROM_USERS)).toEqual([{ objects: 0 }]);
    await expect(first.query('SELECT 1')).rejects.toThrow();
  } finally {
    await scratch.close();
    await scratch.close();
  }
}, 60_000);

test('a template that is broken is made anew, and what a killed process left is not read', async () => {
  const [template = ''] = fs.readdirSync(cacheDirectory);
  const file = path.join(cacheDirectory, template);
  const size = fs.statSync(file).size;
  fs.writeFileSync(file, 'no archive');
  fs.writeFileSync(`${file}.1-00000000`, 'half of one');
  fs.utimesSync(`${file}.1-00000000`, 1, 1);
  const scratch = await openScratch({ cacheDirectory });
  await scratch.close();
  expect(fs.readdirSync(cacheDirectory)).toEqual([template]);
  expect(Math.abs(fs.statSync(file).size - size)).toBeLessThan(size / 10);
}, 60_000);

test('a cache that cannot be written is done without', async () => {
  fs.writeFileSync(path.join(folder, 'file'), '');
  const scratch = await openScratch({ cacheDirectory: path.join(folder, 'file/below') });
  expect(await (await scratch.session()).query('SELECT 1 AS a')).toEqual([{ a: 1 }]);
  await scratch.close();
}, 60_000);

test('a process that closes it ends', async () => {
  const built = await buildPackage();
  try {
    const ran = await runNode(
      `const begin = Date.now();
       require(${JSON.stringify(built.dist('scratch/scratch.js'))}).openScratch(${JSON.stringify({ cacheDirectory })}).then(async (scratch) => {
         const session = await scratch.session();
         await session.query('BEGIN');
         await scratch.close();
         const closed = Date.now();
         process.on('exit', () => console.log(Date.now() - closed < 2000 ? 'at once' : 'late'));
       });`,
      { cwd: built.folder },
    );
    expect(ran).toEqual({ code: 0, stdout: 'at once\n', stderr: '' });
  } finally {
    built.remove();
  }
}, 60_000);
