/** A key that becomes another kind of key takes many calls: one comment in front says what they are for. */
import { diff } from '../../../src/compare/diff';
import { bodySource } from '../../../src/render/body';
import { tables } from '../../support/builders';
import { column, foreignKey, name, primaryKey, SCHEMA, table } from '../../support/schema-builders';

function library(type: string, fill: string) {
  const id = column('id', type, { notNull: true, default: fill });
  const key = foreignKey('FK', ['author_id'], { table: name('author'), columns: ['id'] });
  return tables(
    table('author', [id], { primaryKey: primaryKey('PK_author', ['id']) }),
    table('book', [column('author_id', type)], { foreignKeys: [key] }),
  );
}

test('the swap is explained once, at its first call', () => {
  const operations = diff(library('integer', '1'), library('uuid', 'gen_random_uuid()'), { defaultSchema: SCHEMA });
  const lines = bodySource({ operations, findings: [] }, SCHEMA).split('\n');
  const comments = lines.filter((line) => line.startsWith('//'));
  expect(comments).toEqual([
    '// author.id: integer → uuid, and with it book.author_id. Added beside, filled, then put in the place of the old ones: no cast leads there',
  ]);
  expect(lines[lines.indexOf(comments[0] ?? '') + 1]).toMatch(/^await op\.addColumn\('author', \{ name: 'id_new'/);
});
