/**
 * Other projects' pairs of schemas, beyond what entities normally own. What `diff` does not lead across it must name; which pairs those
 * are stands in `test/corpus/README.md`, and their number never grows.
 */
import { createDatabase, serverMajor, type TestDatabase } from '../../support/database';
import { readListed } from '../../support/pairs/listed';
import { readPairs } from '../../support/pairs/read';
import { tryPair } from '../../support/pairs/trial';

const others = (readPairs() ?? []).filter(({ core }) => !core);
const pairs = others.filter(({ minVersion }) => minVersion <= serverMajor());

if (pairs.length === 0) {
  test.skip('there is no ../shared/pairs beside this checkout', () => undefined);
} else {
  const { reasons, passing } = readListed();
  let database: TestDatabase;
  let roles: ReadonlySet<string>;

  beforeAll(async () => {
    database = await createDatabase({ prefix: 'pairs' });
    roles = new Set(await rolesOf(database));
  });
  // Roles belong to the whole server: those that a pair made are nobody's when its databases are gone.
  afterEach(async () => {
    const made = (await rolesOf(database)).filter((role) => !roles.has(role));
    if (made.length > 0) await dropRoles(database, made);
  });
  afterAll(async () => {
    await database.drop();
  });

  test('as many pass as ever did, and what is listed is there', () => {
    const names = new Set(others.map(({ name }) => name));
    expect([...reasons.keys()].filter((name) => !names.has(name))).toEqual([]);
    expect(others.length - reasons.size).toBeGreaterThanOrEqual(passing);
  });

  test.each(pairs.map((pair) => [pair.name, pair] as const))('%s', async (name, pair) => {
    const { failure, notModelled } = await tryPair(pair);
    if (!reasons.has(name)) {
      expect(failure).toBeNull();
      return;
    }
    // A pair that passes is taken off the list.
    expect(failure).not.toBeNull();
    expect(notModelled).not.toEqual([]);
  });
}

/** A role that has made another one a member goes after that membership. */
async function dropRoles(database: TestDatabase, roles: readonly string[]): Promise<void> {
  // Before 16 no membership stands on another one.
  const order = serverMajor() < 16 ? '' : 'ORDER BY oid DESC';
  const memberships = await database.query<{ revoke: string }>(
    `SELECT format('REVOKE %I FROM %I GRANTED BY %I CASCADE', pg_get_userbyid(roleid), pg_get_userbyid(member), pg_get_userbyid(grantor))
      AS revoke FROM pg_auth_members WHERE roleid >= 16384 OR member >= 16384 ${order}`,
  );
  for (const { revoke } of memberships) await database.query(revoke);
  for (const role of roles) await database.query(`DROP ROLE "${role.replaceAll('"', '""')}"`);
}

async function rolesOf(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
  return rows.map(({ rolname }) => rolname);
}
