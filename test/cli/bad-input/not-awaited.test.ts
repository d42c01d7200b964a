/** A call of `op` that nobody waits for, in a file of each language and kind of module, with the line of the file as it was written. */
import { dataSourceFile, errorOf, openCli, type Cli, type CliProject } from '../../support/cli';
import { createDatabase, type TestDatabase } from '../../support/database';

let cli: Cli;
let database: TestDatabase;
beforeAll(async () => {
  cli = await openCli();
  database = await createDatabase();
}, 120_000);
afterAll(async () => {
  cli.remove();
  await database.drop();
});

const PAUSE = 'await new Promise((resolve) => setTimeout(resolve, 100));';
const BODY = `{\n  await op.createSchema('one');\n\n  op.createSchema('two');\n  ${PAUSE}\n  await op.createSchema('three');\n}`;

const TYPESCRIPT = `import type { Operations } from 'stillhead/v1';
interface Unused { readonly a: string }
export const revision: string = 'aaaa';
export const downRevision: string | null = null;
export async function upgrade(op: Operations): Promise<void> ${BODY}
export async function downgrade(_op: Operations): Promise<void> {}
`;
const COMMONJS = `exports.revision = 'aaaa';\nexports.downRevision = null;\n\n\nexports.upgrade = async (op) => ${BODY};\nexports.downgrade = async () => {};\n`;
const MODULE = `export const revision = 'aaaa';\nexport const downRevision = null;\n\n\nexport const upgrade = async (op) => ${BODY};\nexport const downgrade = async () => {};\n`;

const project = (file: string, text: string, module: boolean): CliProject =>
  cli.project({
    'package.json': `{ "name": "shop", "private": true${module ? ', "type": "module"' : ''} }`,
    'data-source.ts': dataSourceFile('[]'),
    [`migrations/${file}`]: text,
  });

test.each([
  ['a.ts', TYPESCRIPT, false],
  ['a.ts', TYPESCRIPT, true],
  ['a.js', COMMONJS, false],
  ['a.cjs', COMMONJS, true],
  ['a.js', MODULE, true],
  ['a.mjs', MODULE, false],
])('%s', async (file, text, module) => {
  const shop = project(file, text, module);
  for (const command of [['upgrade'], ['upgrade', '--sql']]) {
    const ended = await shop.run(...command, '--format', 'json', '--url', database.url);
    const error = errorOf(ended);
    expect([ended.code, error.code, error.message]).toEqual([1, 'NOT_AWAITED', 'op.createSchema is not awaited']);
    expect(error.facts['at']).toMatch(new RegExp(`migrations/${file.replace('.', '\\.')}:8$`));
    expect(error.hint).toBe('write await op.createSchema(…), one call after the other');
  }
  expect(await database.query(`SELECT nspname FROM pg_namespace WHERE nspname IN ('one', 'two', 'three')`)).toEqual([]);
});
