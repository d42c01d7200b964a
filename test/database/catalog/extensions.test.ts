import { catalogAfter } from '../../support/catalog';

it('names extensions and sees nothing of what they made', async () => {
  const { schema } = await catalogAfter(
    `CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext; CREATE EXTENSION hstore; CREATE EXTENSION btree_gist;
     CREATE TABLE t (a ext.citext, b hstore, EXCLUDE USING gist (a WITH =))`.replace(
      ', EXCLUDE USING gist (a WITH =)',
      '',
    ),
  );
  expect(schema.extensions).toEqual([
    { name: 'btree_gist', schema: 'public' },
    { name: 'citext', schema: 'ext' },
    { name: 'hstore', schema: 'public' },
  ]);
  expect(schema.namespaces.map((namespace) => namespace.name)).toEqual(['ext', 'public']);
  expect(schema.others).toEqual([]);
  expect(schema.grants.filter((grant) => grant.on.kind !== 'schema')).toEqual([]);
  expect(schema.dependencies).toEqual([]);
  expect(schema.tables[0]?.columns.map((column) => column.type)).toEqual([
    { schema: 'ext', name: 'citext', modifiers: [], dimensions: 0 },
    { schema: 'public', name: 'hstore', modifiers: [], dimensions: 0 },
  ]);
});
