/** A call of `op` that nobody waits for fails its revision with its line, in a run and in a script; every way of waiting passes. */
import { planUpgrade } from '../../../src/revisions/plan';
import { readHistory } from '../../../src/revisions/read';
import { toScript } from '../../../src/runner/offline';
import { serverMajor } from '../../support/database';
import { makeProject, type Project } from './project';

let project: Project;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(async () => {
  await project.close();
});

const A = `op.execute('CREATE TABLE a (id int)')`;
const B = `op.execute('CREATE TABLE b (id int)')`;
const PAUSE = `await new Promise((resolve) => setTimeout(resolve, 150));`;

async function script(): Promise<string> {
  const history = await readHistory([project.folder]);
  return toScript(planUpgrade(history, [], history.heads), { ...project.options, major: serverMajor() });
}

// The first line of a body is the fifth of its file.
test.each([
  ['with time to end before the next call', 5, `  ${A};\n  ${PAUSE}\n  await ${B};`],
  ['with time to end before the revision does', 6, `  await ${B};\n  ${A};\n  ${PAUSE}`],
  ['as the last line', 6, `  await ${B};\n  ${A};`],
  ['as the only line', 5, `  ${A};`],
  ['with void', 5, `  void ${A};\n  ${PAUSE}`],
  ['kept and forgotten', 5, `  const made = ${A};\n  ${PAUSE}\n  void made;`],
  ['in a condition that is always met', 5, `  if (${A}) ${PAUSE}\n  await ${B};`],
  [
    'in forEach',
    5,
    `  ['a', 'b'].forEach((name) => { op.execute('CREATE TABLE ' + name + ' (id int)'); });\n  ${PAUSE}`,
  ],
  ['in a function that waits for nothing', 5, `  const make = async () => { ${A}; };\n  await make();\n  ${PAUSE}`],
  ['in a schema', 5, `  op.schema('public').createSchema('a');\n  ${PAUSE}`],
  ['outside of a transaction', 6, `  await ${B};\n  op.execute('VACUUM b', { transaction: false });\n  ${PAUSE}`],
  ['two at once', 5, `  await Promise.all([${A},\n    ${B}]);`],
  ['two begun before the first is waited for', 5, `  const a = ${A};\n  const b = ${B};\n  await a;\n  await b;`],
])('not awaited: %s', async (_, line, body) => {
  const file = project.write('aaaa', body);
  const refused = { code: 'NOT_AWAITED', facts: { revision: 'aaaa', at: `${file}:${line}` } };
  await expect(project.upgrade()).rejects.toMatchObject(refused);
  expect(await project.tables()).toEqual([]);
  expect(await project.heads()).toEqual([]);
  await expect(script()).rejects.toMatchObject(refused);
});

test.each([
  ['await', `  await ${A};\n  await ${B};`],
  ['return', `  await ${A};\n  return ${B};`],
  ['then', `  return ${A}.then(() => ${B});`],
  ['finally and catch', `  await ${A}.finally(() => undefined);\n  await ${B}.catch(() => undefined);`],
  ['kept and awaited later', `  const made = ${A};\n  ${PAUSE}\n  await made;\n  await made;\n  await ${B};`],
  ['one in Promise.all', `  await Promise.all([${A}]);\n  await Promise.race([${B}]);`],
  [
    'a function that waits',
    `  const make = async (call) => { await call(); };\n  await make(() => ${A});\n  await make(() => ${B});`,
  ],
  ['a loop', `  for (const name of ['a', 'b']) await op.execute('CREATE TABLE ' + name + ' (id int)');`],
  ['for await', `  for await (const _ of [0].map(() => ${A}));\n  await ${B};`],
])('awaited: %s', async (_, body) => {
  project.write('aaaa', body);
  const sql = await script();
  expect(sql.match(/CREATE TABLE [ab] /g)).toEqual(['CREATE TABLE a ', 'CREATE TABLE b ']);
  await project.upgrade();
  expect(await project.tables()).toEqual(['a', 'b']);
});
