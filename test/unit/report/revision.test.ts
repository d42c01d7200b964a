/** What `revision` tells of the file that it wrote. */
import type { RevisionResult } from '../../../src/index';
import { revisionLines } from '../../../src/report/revision';
import { EMPTY_SCHEMA } from '../../../src/schema/empty';
import type { OpenStep } from '../../../src/revisions/revision';

const RESULT: RevisionResult = {
  revision: 'aaaa',
  path: 'migrations/aaaa_x.ts',
  text: '',
  dryRun: false,
  openSteps: [],
  difference: {
    operations: [],
    target: EMPTY_SCHEMA,
    summaries: [],
    downgradeOperations: [],
    upgrade: [],
    downgrade: [],
    assessment: { findings: [], stopsForAnInstant: false },
    downgradeAssessment: { findings: [], stopsForAnInstant: false },
    head: [],
    unmanaged: [],
    questions: [],
    warnings: [],
    entityCount: 1,
    answered: [],
  },
  position: { database: 'shop on db', version: '18.0', user: 'app', at: [], heads: [], pending: 0 },
  figures: [],
  doubts: [],
};

const step = (line: number, direction: OpenStep['direction']): OpenStep => ({
  kind: 'todo',
  direction,
  line,
  text: null,
  suggestion: null,
  table: null,
  column: null,
});

const told = (facts: Partial<RevisionResult>): readonly string[] =>
  revisionLines({ ...RESULT, ...facts }, (_tone, text) => text).slice(2);

test.each<[readonly OpenStep[], readonly string[]]>([
  [[], []],
  [[step(21, 'upgrade')], ['not ready: 1 open step at line 21. Write it, then  stillhead upgrade']],
  [
    [step(21, 'upgrade'), step(23, 'both'), step(41, 'downgrade')],
    [
      'not ready: 2 open steps at line 21, 23. Write them, then  stillhead upgrade',
      'the downgrade has 1 open step at line 41: write it before it is needed',
    ],
  ],
  [[step(41, 'downgrade')], ['the downgrade has 1 open step at line 41: write it before it is needed']],
])('open steps of the way there hold it up, those of the way back do not', (openSteps, lines) => {
  expect(told({ openSteps })).toEqual(['', 'migrations/aaaa_x.ts', ...lines]);
});
