import { lossesOf } from '../../../src/revisions/losses';
import { parseRevision } from '../../../src/revisions/read';

const TEXT = `export const revision = 'a';
export const downRevision = null;
export async function upgrade(op) {
  await op.dropColumn('persons', 'nickname');
}
export async function downgrade(op) {
  // await op.dropTable('no');
  await op.dropColumn({ schema: 'market', name: 'products' }, 'price');
  await op.schema('market').dropTable('sellers');
  await op.dropTable('persons');
  await op.dropTable(name);
  await op.dropIndex('persons', 'i');
}`;

test('tables and columns of one direction, by their literal names', () => {
  const revision = parseRevision('/m/a.ts', TEXT);
  expect(lossesOf(revision, 'upgrade')).toEqual(['persons.nickname']);
  expect(lossesOf(revision, 'downgrade')).toEqual(['market.products.price', 'market.sellers', 'persons']);
});
