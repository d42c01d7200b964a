/** What is told of a wait for another run, attempt by attempt. */
import type { LockHolder, RunnerContext } from '../../../src/runner/options';
import { lockAndRead } from '../../../src/runner/transaction';
import type { Session } from '../../../src/session';

const SESSION: Session = {
  server: {
    major: 18,
    version: '18.1',
    database: 'shop',
    user: 'ann',
    description: 'shop',
    local: true,
    temporary: true,
    standby: false,
  },
  backendPid: 1,
  query: () => Promise.resolve([]),
  script: () => Promise.resolve([]),
  onNotice: () => () => undefined,
  close: () => Promise.resolve(),
};

const CONTEXT: RunnerContext = {
  session: SESSION,
  versionTable: { schema: 'public', name: 'stillhead_version' },
  defaultSchema: 'public',
  searchPath: ['public'],
  environment: null,
  typeormMetadata: null,
  makeExtensions: false,
  events: {},
  lockTimeout: 3000,
  attempts: 10,
  lockWait: 600_000,
  longestPause: 1,
  watchesClient: false,
};

/** What is told when the lock is refused and these are found to hold it, one after another, and then it is had. */
async function toldOf(...holders: readonly (number | null)[]): Promise<readonly (number | null)[]> {
  const told: (number | null)[] = [];
  let attempt = 0;
  const context: RunnerContext = {
    ...CONTEXT,
    events: { onWaiting: (holder: LockHolder | null) => told.push(holder?.pid ?? null) },
    session: {
      ...SESSION,
      script: (sql) =>
        Promise.resolve(sql === 'ROLLBACK' ? [] : [[{ locked: attempt === holders.length }], [{ state: 'read' }]]),
      query: () => {
        const pid = holders[attempt++];
        return Promise.resolve(pid === null ? [] : JSON.parse(JSON.stringify([{ pid, since: null, name: '' }])));
      },
    },
  };
  expect(await lockAndRead(context, 'SELECT')).toEqual([{ state: 'read' }]);
  return told;
}

test.each([
  ['let go at once', [7], []],
  ['let go between the attempt and the look', [null], []],
  ['held on', [7, 7, 7], [7]],
  ['let go for a moment, and taken again', [null, 7, 7, null, 7, 7], [7]],
  ['held by one after another', [7, 7, 8, 8], [7, 8]],
  ['held by a prepared transaction', [null, null, null], [null]],
])('%s', async (_, holders, expected) => {
  expect(await toldOf(...holders)).toEqual(expected);
});
