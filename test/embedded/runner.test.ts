import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

import { planDowngrade, planUpgrade } from '../../src/revisions/plan';
import { readHistory } from '../../src/revisions/read';
import { runPlan } from '../../src/runner/run';
import { readHeads } from '../../src/runner/version-table';
import { openEmbedded } from '../../src/scratch/embedded';
import { loadRevision, revisionText } from '../database/runner/project';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'stillhead-embedded-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

const options = {
  versionTable: { schema: 'public', name: 'stillhead_version' },
  defaultSchema: 'public',
  loadRevision,
  longestPause: 50,
};

test('the one session of the embedded database: segments of every kind, two runs at once, and back', async () => {
  const up = `  await op.createEnum('mood', ['a']);
  await op.addEnumValue('mood', 'b');
  await op.createTable('t', { columns: [{ name: 'm', type: 'mood' }] });
  await op.createIndex('t', { name: 'i', columns: ['m'], concurrently: true });
  await op.execute("INSERT INTO t VALUES ('b')");`;
  fs.mkdirSync(path.join(folder, 'migrations'));
  fs.writeFileSync(
    path.join(folder, 'migrations/1.js'),
    revisionText('aaaa', null, up, `  await op.dropTable('t');\n  await op.dropEnum('mood');`),
  );
  const database = await openEmbedded({ directory: path.join(folder, 'data') });
  try {
    const history = await readHistory([path.join(folder, 'migrations')]);
    const sessions = await Promise.all([database.session(), database.session()]);
    const results = await Promise.all(
      sessions.map((session) => runPlan(session, planUpgrade(history, [], ['aaaa']), options)),
    );
    expect(results.map((result) => result.heads)).toEqual([['aaaa'], ['aaaa']]);
    const [session] = sessions;
    expect(await session.query('SELECT m FROM t')).toEqual([{ m: 'b' }]);
    expect(await runPlan(session, planDowngrade(history, ['aaaa'], []), options)).toMatchObject({ heads: [] });
    expect(await readHeads(session, options.versionTable)).toEqual([]);
    await Promise.all(sessions.map((each) => each.close()));
  } finally {
    await database.close();
  }
}, 60_000);
