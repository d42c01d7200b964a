/** Operations of a project's own: made from data, taken back, written into a file and read from it again. */
import { defineOperation, reverseOperations } from '../../../src/api/define-operation';
import { Sql } from '../../../src/operations/call';
import { describe as words, fromCall, reverse, toCall, toStatements } from '../../../src/operations/specs';
import { bodySource } from '../../../src/render/body';

const CONTEXT = { major: 18, defaultSchema: 'public' };

const grantRead = defineOperation<{ table: string; role: string }>({
  name: 'grantRead',
  describe: ({ table, role }) => `granted SELECT on '${table}' to ${role}`,
  statements: ({ table, role }) => [`GRANT SELECT ON "${table}" TO "${role}"`],
  reverse: {
    describe: ({ table, role }) => `revoked SELECT on '${table}' from ${role}`,
    statements: ({ table, role }) => [{ sql: `REVOKE SELECT ON "${table}" FROM "${role}"`, transaction: 'outside' }],
  },
});

const refresh = defineOperation<string>({
  name: 'refresh',
  describe: (view) => `refreshed '${view}'`,
  statements: (view) => [`REFRESH MATERIALIZED VIEW "${view}"`],
  render: (view, way) => `await op.execute(op.sql\`REFRESH MATERIALIZED VIEW \${op.name('${view}')}\`); // ${way}`,
});

const granted = grantRead({ table: 'persons', role: 'reporting' });

test('says what it does, and does it', () => {
  expect(words(granted, 'public')).toBe("granted SELECT on 'persons' to reporting");
  expect(toStatements(granted, CONTEXT).map(({ sql, transaction }) => [sql, transaction])).toEqual([
    ['GRANT SELECT ON "persons" TO "reporting"', 'inside'],
  ]);
});

test('its way back is its own, there and back again', () => {
  const [back] = reverse(granted) ?? [];
  if (back === undefined) throw new Error('no way back');
  expect(words(back, 'public')).toBe("revoked SELECT on 'persons' from reporting");
  expect(toStatements(back, CONTEXT).map(({ sql, transaction }) => [sql, transaction])).toEqual([
    ['REVOKE SELECT ON "persons" FROM "reporting"', 'outside'],
  ]);
  expect(reverse(back)).toEqual([granted]);
});

test('a file holds all of it, and what is read from the file runs the same', () => {
  for (const operation of [granted, ...(reverse(granted) ?? [])]) {
    const call = toCall(operation, 'public');
    const read = fromCall(call.verb, call.args, 'public');
    expect(toStatements(read, CONTEXT)).toEqual(toStatements(operation, CONTEXT));
    expect(toCall(read, 'public')).toEqual(call);
    expect(reverse(read)).toBeNull();
  }
});

test('the source in the file is a call, or what it says itself', () => {
  const source = (operations: Parameters<typeof bodySource>[0]['operations']): string =>
    bodySource({ operations, findings: [] }, 'public');
  expect(source([granted])).toBe(
    "await op.custom('grantRead', { table: 'persons', role: 'reporting' }, { does: 'granted SELECT on \\'persons\\' to reporting', statements: [op.sql`GRANT SELECT ON \"persons\" TO \"reporting\"`] });",
  );
  expect(source(reverseOperations([granted]))).toContain(
    '{ sql: op.sql`REVOKE SELECT ON "persons" FROM "reporting"`, transaction: false }',
  );
  expect(source([refresh('totals')])).toBe(
    "await op.execute(op.sql`REFRESH MATERIALIZED VIEW ${op.name('totals')}`); // forth",
  );
});

test('the way back of a list goes from its end; what has none says so', () => {
  expect(reverseOperations([granted, refresh('totals')]).map((each) => words(each, 'public'))).toEqual([
    "no way back: refreshed 'totals': refresh has no reverse",
    "revoked SELECT on 'persons' from reporting",
  ]);
});

test('one that says nothing or runs nothing is refused where it is made', () => {
  const silent = defineOperation<null>({ name: 'silent', describe: () => ' ', statements: () => ['SELECT 1'] });
  const idle = defineOperation<null>({ name: 'idle', describe: () => 'rested', statements: () => [] });
  const blank = defineOperation<null>({ name: 'blank', describe: () => 'blanked', statements: () => [' '] });
  expect(() => silent(null)).toThrow('silent: describe must say what is done');
  expect(() => idle(null)).toThrow('idle: statements must give SQL');
  expect(() => blank(null)).toThrow('blank: statements must give SQL');
});

test.each<readonly [args: readonly unknown[], message: string]>([
  [['x', undefined, { does: 'x', statements: [] }], 'op.custom: data must be given'],
  [['x', new Sql('x'), { does: 'x', statements: [] }], 'op.custom: data must be plain data'],
  [['x', { a: [NaN] }, { does: 'x', statements: [] }], 'op.custom: data.a[0] must be plain data'],
  [['x', null, { does: 'x', statements: ['SELECT 1'] }], 'op.custom: run.statements[0] must be an object with sql'],
  [['x', null, { statements: [] }], 'op.custom: run.does must be a string'],
])('a call that does not fit is refused: %j', (args, message) => {
  expect(() => fromCall('custom', args, 'public')).toThrow(message);
});
