import { catalogAfter } from '../../support/catalog';

it('reads enums in the order of their labels', async () => {
  const { schema } = await catalogAfter(
    `CREATE TYPE mood AS ENUM ('sad', 'happy'); ALTER TYPE mood ADD VALUE 'it''s {"ok"},' BEFORE 'happy';
     COMMENT ON TYPE mood IS 'how'; CREATE SCHEMA a; CREATE TYPE a.none AS ENUM ()`,
  );
  expect(schema.enums).toEqual([
    { schema: 'a', name: 'none', derivedName: false, labels: [], comment: null },
    { schema: 'public', name: 'mood', derivedName: false, labels: ['sad', `it's {"ok"},`, 'happy'], comment: 'how' },
  ]);
});
