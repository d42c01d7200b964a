/** Views with a cast that changes nothing before a change beneath them, or nothing afterwards: their print has lost it. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DataSource, EntitySchema, type ColumnType } from 'typeorm';
import { check, downgrade, revision, upgrade } from '../../../src/index';
import { createDatabase } from '../../support/database';
import { fingerprint } from '../../support/fingerprint';

const VIEW = `SELECT n::bigint + 1 AS more FROM people`;

test.each([
  ['grows', 'int', 'bigint'],
  ['shrinks', 'bigint', 'int'],
] as const)(
  'a view is made from its own text where the column beneath it %s',
  async (_what, before, after) => {
    const database = await createDatabase({ prefix: 'casts' });
    const cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-casts-'));
    fs.writeFileSync(path.join(cwd, 'stillhead.config.js'), `module.exports = { migrations: { language: 'js' } };`);
    const models = (type: ColumnType) => {
      const people = new EntitySchema<{ id: number; n: number }>({
        name: 'people',
        columns: { id: { type: 'int', primary: true }, n: { type } },
      });
      const more = new EntitySchema<{ more: number }>({
        name: 'more',
        type: 'view',
        expression: VIEW,
        columns: { more: { type } },
      });
      return { dataSource: new DataSource({ ...database.typeormOptions, entities: [people, more] }), cwd };
    };
    try {
      await revision({ ...models(before), message: 'start', autogenerate: true, id: 'aaaa' });
      await upgrade(models(before));
      const start = await fingerprint(database);
      const { text } = await revision({ ...models(after), message: 'change', autogenerate: true, id: 'bbbb' });
      expect(text).toContain(VIEW);
      await upgrade(models(after));
      expect((await check(models(after))).state).toBe('agrees');
      const top = await fingerprint(database);
      await downgrade({ ...models(after), target: '-1' });
      expect(await fingerprint(database)).toEqual(start);
      await upgrade(models(after));
      expect(await fingerprint(database)).toEqual(top);
    } finally {
      await database.drop();
      fs.rmSync(cwd, { recursive: true, force: true });
    }
  },
  60_000,
);
