import { catalogAfter } from '../../support/catalog';

it('reads views and materialized views, with columns, options, indexes and comments', async () => {
  const { schema } = await catalogAfter(
    `CREATE TABLE t (id int, name text);
     CREATE VIEW v (x, "We""ird") WITH (security_barrier = true, check_option = local) AS SELECT id, name FROM t WHERE id > 0;
     COMMENT ON VIEW v IS 'seen';
     CREATE MATERIALIZED VIEW m WITH (fillfactor = 80) AS SELECT id FROM t; CREATE UNIQUE INDEX on_m ON m (id);
     CREATE MATERIALIZED VIEW empty AS SELECT 1 AS one WITH NO DATA`,
  );
  expect(schema.views).toEqual([
    {
      schema: 'public',
      name: 'empty',
      materialized: true,
      definition: 'SELECT 1 AS one',
      columns: ['one'],
      columnTypes: ['integer'],
      options: {},
      indexes: [],
      populated: false,
      comment: null,
    },
    {
      schema: 'public',
      name: 'm',
      materialized: true,
      definition: expect.stringMatching(/^SELECT (t\.)?id\s+FROM public\.t$/),
      columns: ['id'],
      columnTypes: ['integer'],
      options: { fillfactor: '80' },
      indexes: [expect.objectContaining({ name: 'on_m', unique: true })],
      populated: true,
      comment: null,
    },
    {
      schema: 'public',
      name: 'v',
      materialized: false,
      definition: expect.stringMatching(
        /^SELECT (t\.)?id AS x,\s+(t\.)?name AS "We""ird"\s+FROM public\.t\s+WHERE \((t\.)?id > 0\)$/,
      ),
      columns: ['x', 'We"ird'],
      columnTypes: ['integer', 'text'],
      options: { check_option: 'local', security_barrier: 'true' },
      indexes: [],
      populated: true,
      comment: 'seen',
    },
  ]);
});
