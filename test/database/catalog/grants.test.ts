import { createDatabase } from '../../support/database';
import { catalogAfter } from '../../support/catalog';

const READER = 'catalog "reader"';
const reader = `"catalog ""reader"""`;

// Roles belong to the server and not to a database.
beforeAll(async () => {
  const database = await createDatabase({
    sql: `DO $$ BEGIN CREATE ROLE ${reader}; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  });
  await database.drop();
});

it('reads rights on relations, columns, schemas, functions and types', async () => {
  const { schema } = await catalogAfter(
    `CREATE SCHEMA s; CREATE TABLE s.t (a int, b int); CREATE VIEW s.v AS SELECT 1 AS x; CREATE SEQUENCE s.q; CREATE TYPE s.e AS ENUM ('x');
     CREATE FUNCTION s.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION s.plain() RETURNS int LANGUAGE sql AS 'SELECT 1';
     GRANT USAGE ON SCHEMA s TO ${reader}; GRANT SELECT ON s.t TO ${reader} WITH GRANT OPTION; GRANT UPDATE (b) ON s.t TO PUBLIC;
     GRANT SELECT ON s.v TO PUBLIC; GRANT USAGE ON SEQUENCE s.q TO ${reader};
     REVOKE EXECUTE ON FUNCTION s.f(int) FROM PUBLIC; GRANT EXECUTE ON FUNCTION s.f(int) TO ${reader};
     GRANT EXECUTE ON FUNCTION s.plain() TO PUBLIC; REVOKE USAGE ON TYPE s.e FROM PUBLIC; GRANT USAGE ON TYPE s.e TO ${reader}`,
  );
  const grants = schema.grants
    .filter((grant) => grant.on.schema === 's')
    .map(({ on, grantee, privilege, grantable }) => [on.kind, on.table, on.name, grantee, privilege, grantable]);
  expect(grants).toEqual([
    ['column', 't', 'b', 'PUBLIC', 'UPDATE', false],
    ['enum', null, 'e', READER, 'USAGE', false],
    ['function', null, 'f(integer)', READER, 'EXECUTE', false],
    ['schema', null, 's', READER, 'USAGE', false],
    ['sequence', null, 'q', READER, 'USAGE', false],
    ['table', null, 't', READER, 'SELECT', true],
    ['view', null, 'v', 'PUBLIC', 'SELECT', false],
  ]);
});
