import { setTimeout as sleep } from 'node:timers/promises';

import type { LockHolder } from '../../../src/runner/options';
import { stampHeads } from '../../../src/runner/stamp';
import { makeProject, type Project } from './project';

let project: Project;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(async () => {
  await project.close();
});

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('two runs at once', () => {
  test('one waits, and finds nothing to do', async () => {
    project.write(
      'aaaa',
      `  await op.execute('CREATE TABLE a (id int)');\n  await op.execute('SELECT pg_sleep(0.5)');`,
    );
    project.write('bbbb', `  await op.execute('CREATE TABLE b (id int)');`);
    const waited: (LockHolder | null)[] = [];
    const events = { onWaiting: (holder: LockHolder | null) => waited.push(holder) };
    const results = await Promise.all([project.upgrade('head', { events }), project.upgrade('head', { events })]);
    expect(results.flatMap((result) => result.applied.map(({ id }) => id)).sort()).toEqual(['aaaa', 'bbbb']);
    expect(results.map((result) => result.heads)).toEqual([['bbbb'], ['bbbb']]);
    // Between its transactions the other lets go for a moment, of which nothing is told. While it sleeps it is.
    expect(waited.length).toBeGreaterThan(0);
    expect(waited.map((holder) => typeof holder?.pid)).toEqual(waited.map(() => 'number'));
  });

  test('five of them, with an index built concurrently, meet no deadlock', async () => {
    await project.database.query('CREATE TABLE t AS SELECT generate_series(1, 20000) AS id');
    const steps = [1, 2, 3].map(
      (n) => `  await op.execute('CREATE INDEX CONCURRENTLY i${n} ON t (id)', { transaction: false });`,
    );
    project.write(
      'aaaa',
      `  await op.execute('CREATE TABLE a (id int)');\n${steps.join('\n')}\n  await op.execute('CREATE TABLE b (id int)');`,
    );
    const results = await Promise.all([1, 2, 3, 4, 5].map(() => project.upgrade()));
    expect(results.map((result) => result.heads)).toEqual(results.map(() => ['aaaa']));
    expect(await project.tables()).toEqual(['a', 'b', 'i1', 'i2', 'i3', 't']);
  });

  test('the wait has an end', async () => {
    project.write('aaaa', `  await op.execute('SELECT pg_sleep(3)');`);
    const first = project.upgrade();
    await sleep(500);
    expect(await failure(project.upgrade('head', { lockWait: 300 }))).toMatchObject({
      code: 'UPGRADE_RUNNING',
      message: expect.stringMatching(/pid \d+, since/),
    });
    await first;
  });

  test('an upgrade and a downgrade: the later plan no longer fits, and is refused', async () => {
    project.write('aaaa', `  await op.execute('CREATE TABLE a (id int)');`, `  await op.execute('DROP TABLE a');`);
    project.write('bbbb', `  await op.execute('SELECT pg_sleep(1)');`);
    await project.upgrade('aaaa');
    const up = project.upgrade();
    await sleep(400);
    expect(await failure(project.downgrade('base'))).toMatchObject({ code: 'DATABASE_MOVED' });
    expect(await up).toMatchObject({ heads: ['bbbb'] });
  });
});

describe('locks of other sessions', () => {
  test('are waited for in short attempts that run the segment again', async () => {
    await project.database.query('CREATE TABLE t (id int)');
    const other = await project.database.client();
    await other.query('BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE');
    const release = sleep(700).then(() => other.query('COMMIT'));
    project.write(
      'aaaa',
      `  await op.execute('CREATE TABLE a (id int)');\n  await op.execute('ALTER TABLE t ADD c int');`,
    );
    const retries: number[] = [];
    const result = await project.upgrade('head', {
      lockTimeout: 100,
      attempts: 50,
      events: { onRetry: ({ attempt }) => retries.push(attempt) },
    });
    expect(result.heads).toEqual(['aaaa']);
    expect(retries.length).toBeGreaterThan(0);
    expect(await project.tables()).toEqual(['a', 't']);
    await release;
  });

  test('and given up at last', async () => {
    await project.database.query('CREATE TABLE t (id int)');
    const other = await project.database.client();
    await other.query('BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE');
    project.write(
      'aaaa',
      `  await op.execute('CREATE TABLE a (id int)');\n  await op.execute('ALTER TABLE t ADD c int');`,
    );
    expect(await failure(project.upgrade('head', { lockTimeout: 50, attempts: 3 }))).toMatchObject({
      code: 'LOCK_NOT_AVAILABLE',
      facts: { statement: 'ALTER TABLE t ADD c int' },
    });
    await other.query('COMMIT');
    expect(await project.tables()).toEqual(['t']);
  });
});

test('stamping', async () => {
  const session = await project.session();
  expect(await stampHeads(session, project.options, () => ['aaaa', 'bbbb'])).toEqual({
    from: [],
    to: ['aaaa', 'bbbb'],
    forgotten: null,
  });
  expect(await project.heads()).toEqual(['aaaa', 'bbbb']);
  expect(await stampHeads(session, project.options, (current) => current.slice(1))).toEqual({
    from: ['aaaa', 'bbbb'],
    to: ['bbbb'],
    forgotten: null,
  });
  expect(await stampHeads(session, project.options, () => [])).toMatchObject({ from: ['bbbb'], to: [] });
});
