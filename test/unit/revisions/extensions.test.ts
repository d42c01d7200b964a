import { lackingExtensions } from '../../../src/revisions/extensions';
import { parseRevision } from '../../../src/revisions/read';

const revision = (id: string, up: string, down = '') =>
  parseRevision(
    `/m/${id}.ts`,
    `/** ${id} */
export const revision = '${id}';
export const downRevision = null;
export async function upgrade(op) { ${up} }
export async function downgrade(op) { ${down} }
`,
  );

const lacking = (there: readonly string[], ...pending: readonly ReturnType<typeof revision>[]) =>
  lackingExtensions(pending, {
    extensions: there.map((name) => ({ name, schema: 'public' })),
  }).map((each) => `${each.name} of ${each.revision}`);

test.each([
  ['what the database has is not lacking', ['citext'], `await op.requireExtension('citext');`, []],
  ['what it has not is', [], `await op.requireExtension('citext');`, ['citext of one']],
  [
    'what is created before it is required',
    [],
    `await op.createExtension('citext'); await op.requireExtension('citext');`,
    [],
  ],
  [
    'what is dropped before it is required',
    ['citext'],
    `await op.dropExtension('citext'); await op.requireExtension('citext');`,
    ['citext of one'],
  ],
  ['a name that is put together', [], 'await op.requireExtension(`${"ci"}text`);', []],
  ['a comment', [], `// op.requireExtension('citext')\n`, []],
] as const)('%s', (_name, there, up, expected) => {
  expect(lacking(there, revision('one', up))).toEqual(expected);
});

test('the first revision that requires it is named, and the way back requires nothing', () => {
  const [one, two] = [
    revision('one', '', `await op.requireExtension('hstore');`),
    revision('two', `await op.requireExtension('citext');`),
  ];
  expect(lacking([], one, two, revision('three', `await op.requireExtension('citext');`))).toEqual(['citext of two']);
});
