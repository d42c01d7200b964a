/** A difference that swaps an enum type leaves its comment where it was. */
import { diff } from '../../../src/compare/diff';
import { EMPTY_SCHEMA } from '../../../src/schema/empty';
import { createDatabase } from '../../support/database';
import { enumType, SCHEMA } from '../../support/schema-builders';
import { begin, run } from '../../support/trial';

test('labels are reordered, the comment stays', async () => {
  const database = await createDatabase({ prefix: 'enum_comment' });
  await begin(database, `CREATE TYPE status AS ENUM ('a', 'b'); COMMENT ON TYPE status IS 'kept';`);
  const side = (labels: readonly string[]) => ({
    ...EMPTY_SCHEMA,
    enums: [{ ...enumType('status', labels), comment: 'kept' }],
  });
  await run(database, diff(side(['a', 'b']), side(['b', 'a']), { defaultSchema: SCHEMA }));
  expect(
    await database.query(
      `SELECT obj_description('app.status'::regtype, 'pg_type') AS comment, enum_range(NULL::app.status)::text AS labels`,
    ),
  ).toEqual([{ comment: 'kept', labels: '{b,a}' }]);
  await database.drop();
});
