import { catalogAfter } from '../../support/catalog';

it('reads free sequences, and none that stands behind a column', async () => {
  const { schema } = await catalogAfter(
    `CREATE SEQUENCE big INCREMENT 5 MINVALUE -9223372036854775808 START 9007199254740993 CACHE 3 CYCLE;
     CREATE SEQUENCE small AS smallint; COMMENT ON SEQUENCE small IS 'few';
     CREATE TABLE t (a serial, b int GENERATED ALWAYS AS IDENTITY, c bigint); ALTER SEQUENCE small OWNED BY t.c`,
  );
  expect(schema.sequences).toEqual([
    {
      schema: 'public',
      name: 'big',
      options: {
        type: 'bigint',
        start: '9007199254740993',
        increment: '5',
        minValue: '-9223372036854775808',
        maxValue: '9223372036854775807',
        cache: '3',
        cycle: true,
      },
      ownedBy: null,
      comment: null,
    },
    {
      schema: 'public',
      name: 'small',
      options: {
        type: 'smallint',
        start: '1',
        increment: '1',
        minValue: '1',
        maxValue: '32767',
        cache: '1',
        cycle: false,
      },
      ownedBy: { table: { schema: 'public', name: 't' }, column: 'c' },
      comment: 'few',
    },
  ]);
});
