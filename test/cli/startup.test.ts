/** What a command loads: `--help` and `history` are for every moment, and must not wait for TypeORM, a compiler or a driver. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { buildPackage, runNode, type BuiltPackage } from '../support/built-package';

let built: BuiltPackage;
beforeAll(async () => {
  built = await buildPackage();
}, 60_000);
afterAll(() => built.remove());

/** CommonJS, so that `require.cache` tells. */
const HEAVY = ['typeorm', 'pg', '@swc/core'];

const PROJECT = {
  'package.json': '{ "name": "app" }',
  'data-source.ts': `import { DataSource } from 'typeorm';
    export default new DataSource({ type: 'postgres', url: 'postgres://localhost:1/none', entities: [] });`,
  'migrations/0000000000a1_start.ts': `export const revision = '0000000000a1';
    export const downRevision = null;
    throw new Error('history runs no file');`,
};

/** Runs the built bin and tells, at its end, which packages and which folders of our own were loaded. */
async function loadedBy(...args: readonly string[]) {
  const cwd = built.project(PROJECT);
  const report = path.join(cwd, 'loaded.json');
  const main = built.dist('main.js');
  const ran = await runNode(
    `process.argv = [process.execPath, ${JSON.stringify(main)}, ...${JSON.stringify(args)}];
     process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify(Object.keys(require.cache))));
     require(${JSON.stringify(main)});`,
    { cwd },
  );
  const files = JSON.parse(fs.readFileSync(report, 'utf8')) as readonly string[];
  return {
    ...ran,
    packages: HEAVY.filter((name) => files.some((file) => file.includes(`/node_modules/${name}/`))),
    folders: new Set(files.flatMap((file) => /\/dist\/(\w+)\//.exec(file)?.[1] ?? [])),
  };
}

test('the list of what is loaded knows TypeORM when it sees it', async () => {
  const { packages } = await loadedBy('check');
  expect(packages).toEqual(expect.arrayContaining(['typeorm', '@swc/core']));
});

test('--help loads the commands and no stage', async () => {
  const { code, stdout, stderr, packages, folders } = await loadedBy('--help');
  expect({ code, stderr, packages }).toEqual({ code: 0, stderr: '', packages: [] });
  expect(stdout).toContain('stillhead <command>');
  for (const stage of ['catalog', 'compare', 'model', 'operations', 'runner', 'scratch']) {
    expect(folders).not.toContain(stage);
  }
});

test('history reads the files and loads nothing that runs them', async () => {
  const { code, stdout, stderr, packages, folders } = await loadedBy('history');
  expect({ code, stderr, packages }).toEqual({ code: 0, stderr: '', packages: [] });
  expect(stdout).toContain('0000000000a1');
  for (const stage of ['catalog', 'compare', 'operations']) expect(folders).not.toContain(stage);
});
