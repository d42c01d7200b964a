import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { globSync } from 'tinyglobby';
import { describeOffence, offences, type Sources } from '../../support/import-rules';

const SRC = path.resolve(__dirname, '../../../src');

function read(): Sources {
  const files = existsSync(SRC) ? globSync('**/*.ts', { cwd: SRC }) : [];
  return new Map(files.map((file) => [file, readFileSync(path.join(SRC, file), 'utf8')]));
}

/** What the guard says about a tree drawn in the test. */
function told(tree: Record<string, string>): string[] {
  return offences(new Map(Object.entries(tree))).map(describeOffence);
}

test('src/ keeps the import rules', () => {
  expect(offences(read()).map(describeOffence)).toEqual([]);
});

describe('the guard', () => {
  test('names file, line, rule and edge of a forbidden import', () => {
    const tree = {
      'catalog/read.ts': 'export const read = 1;',
      'compare/diff.ts': "import { a } from '../schema/types';\nimport { read } from '../catalog/read';",
      'schema/types.ts': 'export const a = 1;',
    };
    expect(told(tree)).toEqual([
      'src/compare/diff.ts:2: compare may not import catalog (compare/diff.ts → catalog/read.ts)',
    ]);
  });

  test.each([
    ["export { x } from '../api/x';", 'a re-export'],
    ["export * from '../api/x';", 'a re-export of all'],
    ["const x = require('../api/x');", 'require'],
    ["const load = () => import('../api/x');", 'a dynamic import'],
    ["import x = require('../api/x');", 'import ='],
    ["let x: import('../api/x').X;", 'the type of an import'],
    ["import '../api/x';", 'an import for its effect'],
  ])('sees %s', (line) => {
    expect(told({ 'runner/run.ts': `${line}\nexport const y = 1;` })).toEqual([
      'src/runner/run.ts:1: runner may not import api (runner/run.ts → api/x.ts)',
    ]);
  });

  test('lets types through where only types are allowed', () => {
    const rule = 'render may import only types of safety (render/a.ts → safety/finding.ts)';
    expect(told({ 'render/a.ts': "import type { Finding } from '../safety/finding';" })).toEqual([]);
    expect(told({ 'render/a.ts': "import { type Finding } from '../safety/finding';" })).toEqual([]);
    expect(told({ 'render/a.ts': "import { type Finding, find } from '../safety/finding';" })).toEqual([
      `src/render/a.ts:1: ${rule}`,
    ]);
  });

  test('keeps packages behind their doors', () => {
    expect(told({ 'model/a.ts': "import { DataSource } from 'typeorm';" })).toEqual([]);
    expect(told({ 'load/a.ts': "import type { DataSource } from 'typeorm';" })).toEqual([]);
    expect(told({ 'load/a.ts': "import { DataSource } from 'typeorm';" })).toHaveLength(1);
    expect(told({ 'catalog/a.ts': "import type { Client } from 'pg';" })).toHaveLength(1);
    expect(told({ 'api/a.ts': "import { hideBin } from 'yargs/helpers';" })).toHaveLength(1);
  });

  test('keeps SQL in its places', () => {
    expect(told({ 'catalog/a.ts': 'const sql = `SELECT 1 FROM pg_class`;' })).toEqual([]);
    expect(told({ 'runner/a.ts': 'const sql = `SELECT 1 FROM pg_class`;' })).toHaveLength(1);
    expect(told({ 'runner/a.ts': 'const sql = `SELECT pg_catalog.pg_get_expr(a, b)`;' })).toHaveLength(1);
    expect(told({ 'runner/a.ts': "const sql = 'SELECT pg_try_advisory_xact_lock($1)';" })).toEqual([]);
    expect(told({ 'model/a.ts': "const type = { schema: 'pg_catalog', name: 'int4' };" })).toEqual([]);
    expect(told({ 'runner/a.ts': 'const sql = (t: string) => `ALTER TABLE ${t} ADD x int`;' })).toHaveLength(1);
    expect(told({ 'runner/a.ts': 'const sql = `CREATE UNIQUE INDEX i ON t (a)`;' })).toHaveLength(1);
    expect(told({ 'operations/a.ts': 'const sql = (t: string) => `ALTER TABLE ${t} ADD x int`;' })).toEqual([]);
    expect(told({ 'runner/version-table.ts': 'const sql = `CREATE TABLE v (id text)`;' })).toEqual([]);
  });

  test('keeps printing, environment, arguments and the end of the process in their places', () => {
    expect(told({ 'api/a.ts': "console.log('x');" })).toHaveLength(1);
    expect(told({ 'commands/a.ts': "console.log('x');" })).toEqual([]);
    expect(told({ 'api/a.ts': "process.stdout.write('x');" })).toHaveLength(1);
    expect(told({ 'api/a.ts': "const home = process['env'];" })).toHaveLength(1);
    expect(told({ 'api/a.ts': 'const { env } = process;' })).toHaveLength(1);
    expect(told({ 'config.ts': 'const home = process.env.HOME;' })).toEqual([]);
    expect(told({ 'commands/a.ts': 'process.exit(1);' })).toHaveLength(1);
  });

  test('keeps the pure stages pure', () => {
    expect(told({ 'compare/a.ts': "import * as fs from 'node:fs';" })).toHaveLength(1);
    expect(told({ 'compare/a.ts': "import { isDeepStrictEqual } from 'node:util';" })).toEqual([]);
    expect(told({ 'operations/a.ts': 'const now = Date.now();' })).toHaveLength(1);
    expect(told({ 'render/a.ts': 'const now = new Date();' })).toHaveLength(1);
    expect(told({ 'render/a.ts': 'const then = (t: string) => new Date(t);' })).toEqual([]);
  });

  test('finds cycles, with the way round', () => {
    const tree = {
      'schema/a.ts': "import { b } from './b';",
      'schema/b.ts': "import { c } from './c';",
      'schema/c.ts': "export const x = 1;\nimport type { A } from './a';",
    };
    expect(told(tree)).toEqual([
      'src/schema/c.ts:2: no cycles between files (schema/a.ts → schema/b.ts → schema/c.ts → schema/a.ts)',
    ]);
  });

  test('finds barrels and names that say nothing', () => {
    expect(told({ 'schema/index.ts': 'export const a = 1;' })).toHaveLength(1);
    expect(told({ 'schema/all.ts': "export * from './types';", 'schema/types.ts': '' })).toHaveLength(1);
    expect(told({ 'index.ts': "export * from './api/up';" })).toEqual([]);
    expect(told({ 'schema/name-utils.ts': '' })).toHaveLength(1);
    expect(told({ 'helpers/a.ts': '' })).toHaveLength(1);
  });

  test('asks for rules of a folder that it does not know', () => {
    expect(told({ 'brewing/a.ts': "import { a } from '../schema/a';" })).toEqual([
      'src/brewing/a.ts:1: brewing has no import rules: add it to PLACES (brewing/a.ts → schema/a.ts)',
    ]);
  });
});
