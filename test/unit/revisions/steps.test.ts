import { parseRevision } from '../../../src/revisions/read';
import { readOpenSteps } from '../../../src/revisions/steps';

const HEAD = `export const revision = 'a';\nexport const downRevision = null;\n`;
const steps = (body: string) => readOpenSteps(parseRevision('/m/a.ts', HEAD + body));

test('todo with its line, text, suggestion, table and column', () => {
  const found = steps(`export async function upgrade(op: Operations): Promise<void> {
  await op.addColumn('a', { name: 'todo', type: 'text' });
  // await op.todo('no')
  await op.todo(
    'fill assignments.rotation_id',
    op.sql\`UPDATE assignments a SET rotation_id = r.id\`,
    { table: { schema: 'public', name: 'assignments' }, column: 'rotation_id' },
  );
}
export async function downgrade(op: Operations): Promise<void> {
  const text = "op.irreversible('no')";
  await op.irreversible('names are gone');
}`);
  expect(found).toEqual([
    {
      kind: 'todo',
      direction: 'upgrade',
      line: 6,
      text: 'fill assignments.rotation_id',
      suggestion: 'UPDATE assignments a SET rotation_id = r.id',
      table: { schema: 'public', name: 'assignments' },
      column: 'rotation_id',
    },
    {
      kind: 'irreversible',
      direction: 'downgrade',
      line: 14,
      text: 'names are gone',
      suggestion: null,
      table: null,
      column: null,
    },
  ]);
});

test.each([
  [
    'exports',
    `exports.upgrade = async (op) => { await op.todo('up'); };\nexports.downgrade = async function (op) { await op.todo('down') }`,
  ],
  [
    'tsc',
    `exports.upgrade = upgrade;\nexports.downgrade = downgrade;\nasync function upgrade(op) { op.todo('up'); }\nasync function downgrade(op) { op.todo('down'); }`,
  ],
  [
    'module.exports',
    `module.exports = { revision, async upgrade(op) { op.todo('up'); }, downgrade: async (op) => { op.todo('down'); } };`,
  ],
  [
    'constants',
    `export const upgrade = async (op) => { op.todo('up'); }\nexport const downgrade = async (op) => { op.todo('down'); }`,
  ],
])('%s', (_name, body) => {
  expect(steps(body).map(({ text, direction }) => [text, direction])).toEqual([
    ['up', 'upgrade'],
    ['down', 'downgrade'],
  ]);
});

test('a call in a function of its own counts for both directions', () => {
  const found = steps(
    `async function fill(op) { await op.todo('fill') }\nexport async function upgrade(op) { await fill(op) }`,
  );
  expect(found).toMatchObject([{ direction: 'both' }]);
});

test('a text that is no literal is not guessed', () => {
  expect(steps(`export async function upgrade(op) { await op.todo(text, op.sql\`\${a}\`); }`)).toMatchObject([
    { text: null, suggestion: null },
  ]);
});

test('the table of another schema is looked for there', () => {
  const found = steps(`export async function upgrade(op) {
  await op.schema('billing').todo('fill', { table: 'invoices' });
  await op.schema('billing').todo('fill', { table: { schema: 'public', name: 'invoices' } });
}`);
  expect(found.map(({ table }) => table)).toEqual([
    { schema: 'billing', name: 'invoices' },
    { schema: 'public', name: 'invoices' },
  ]);
});
