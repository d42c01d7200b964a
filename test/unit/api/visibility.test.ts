import { internalTables, ownedByPattern, visibility } from '../../../src/api/visibility';
import { objectName } from '../../../src/schema/names';

const none = { schemas: [], objects: [] };
const persons = objectName('table', 'public', 'persons');
const nickname = objectName('column', 'public', 'nickname', 'persons');
const invoices = objectName('table', 'billing', 'invoices');

test('without patterns everything is seen', () => {
  const isVisible = visibility({ include: none, exclude: none });
  expect([persons, nickname, invoices].every((object) => isVisible(object, 'model'))).toBe(true);
});

test.each([
  [{ schemas: ['billing'], objects: [] }, none, [false, false, true]],
  [none, { schemas: ['billing'], objects: [] }, [true, true, false]],
  [none, { schemas: [], objects: ['persons'] }, [false, false, true]],
  [none, { schemas: [], objects: ['public.persons.nickname'] }, [true, false, true]],
  [none, { schemas: [], objects: ['inv*'] }, [true, true, false]],
  [{ schemas: [], objects: ['persons'] }, none, [true, true, false]],
  [{ schemas: [], objects: ['p.rsons'] }, none, [false, false, false]],
])('include %j, exclude %j', (include, exclude, seen) => {
  const isVisible = visibility({ include, exclude });
  expect([persons, nickname, invoices].map((object) => isVisible(object, 'database'))).toEqual(seen);
});

test('owns', () => {
  const owns = ownedByPattern(['billing.*', 'persons.nickname']);
  expect([persons, nickname, invoices].map(owns)).toEqual([false, true, true]);
});

test("TypeORM's own tables, also under other names", () => {
  const version = { schema: 'public', name: 'stillhead_version' };
  const names = (options: object): string[] => internalTables(options, version, 'public').map((table) => table.name);
  expect(names({})).toEqual([
    'stillhead_version',
    'stillhead_suspended',
    'typeorm_metadata',
    'migrations',
    'query-result-cache',
  ]);
  expect(names({ metadataTableName: 'm', migrationsTableName: 'mig', cache: { tableName: 'c' } })).toEqual([
    'stillhead_version',
    'stillhead_suspended',
    'm',
    'mig',
    'c',
  ]);
});
