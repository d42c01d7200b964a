import { buildHistory } from '../../../src/revisions/graph';
import { multipleHeads, onlyHead } from '../../../src/revisions/heads';
import { planUpgrade } from '../../../src/revisions/plan';
import type { History, Revision } from '../../../src/revisions/revision';
import { resolveTarget } from '../../../src/revisions/targets';

const at = (id: string, down: readonly string[], created: string | null): Revision => ({
  id,
  downRevisions: down,
  branchLabels: [],
  dependsOn: [],
  message: `add ${id}`,
  created,
  source: 'stillhead',
  file: `/m/${id}.ts`,
  twins: [],
  text: `/** ${id} */\nexport const revision = '${id}';\nexport const downRevision = 'x';`,
});

const hint = (history: History, position: readonly string[] | null): string =>
  multipleHeads(history, position, 'none is asked for').hint ?? '';

/** Does what the hint says until one head is left, and gives what is then pending. */
function followed(revisions: readonly Revision[], position: readonly string[]): readonly string[] {
  let now = revisions;
  for (let edits = 0; edits < 5; edits++) {
    const history = buildHistory(now);
    if (history.heads.length === 1)
      return planUpgrade(history, position, history.heads).steps.map((step) => step.revision.id);
    const [, follows = '', file = ''] = /downRevision = '(.+)' in \/m\/(.+)\.ts:3$/.exec(hint(history, position)) ?? [];
    now = now.map((each) => (each.id === file ? { ...each, downRevisions: [follows] } : each));
  }
  throw new Error('the hints do not lead to one head');
}

test('the first revision of the later branch follows the head of the other', () => {
  const history = buildHistory([
    at('base', [], '2026-01-01'),
    at('long1', ['base'], '2026-01-02'),
    at('long2', ['long1'], '2026-01-04'),
    at('short', ['base'], '2026-01-03'),
  ]);
  const line = "let one follow the other: downRevision = 'short' in /m/long1.ts:3";
  expect(hint(history, null)).toBe(line);
  expect(hint(history, ['base'])).toBe(line);
  expect(hint(history, ['short', 'long2'])).toBe(line);
  expect(multipleHeads(history, null, 'a target may be named').hint).toBe(`${line}; or name one as the target`);
});

test('branches that meet in two places are left to a person, who is told the order', () => {
  const bases = [at('a', [], null), at('x', [], null)];
  const left = [at('b', ['a'], null), at('y', ['x'], null), at('z', ['b', 'y'], null)];
  const right = [at('c', ['a'], null), at('w', ['x'], null), at('d', ['c', 'w'], null)];
  const history = buildHistory([...bases, ...left, ...right]);
  expect(hint(history, null)).toBe(
    'let one follow the other, and what is applied stay beneath what is not: set its downRevision',
  );
});

describe('a database at one of them', () => {
  // The applied one is the later by date, and by id.
  const fork = [at('a', [], '2026-01-01'), at('b', ['a'], '2026-01-02'), at('c', ['a'], '2026-01-03')];
  test.each([
    [['c'], "downRevision = 'c' in /m/b.ts:3", ['b']],
    [['b'], "downRevision = 'b' in /m/c.ts:3", ['c']],
    [['a'], "downRevision = 'b' in /m/c.ts:3", ['b', 'c']],
    [['b', 'c'], "downRevision = 'b' in /m/c.ts:3", []],
    [[], "downRevision = 'b' in /m/c.ts:3", ['a', 'b', 'c']],
  ])('%j', (position, line, pending) => {
    const history = buildHistory(fork);
    expect(hint(history, position)).toBe(`let one follow the other: ${line}`);
    expect(followed(fork, position)).toEqual(pending);
    expect(() => resolveTarget(history, position, 'head')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(line) as string }) as Error,
    );
  });

  test('the facts are the files, and where the database is', () => {
    const history = buildHistory(fork);
    const heads = ['b (/m/b.ts)', 'c (/m/c.ts)'];
    expect(multipleHeads(history, ['c'], 'none is asked for').facts).toEqual({ heads, database: ['c'] });
    expect(multipleHeads(history, [], 'none is asked for').facts).toEqual({ heads, database: 'base' });
    expect(multipleHeads(history, null, 'none is asked for').facts).toEqual({ heads });
    expect(() => onlyHead(history, ['c'], 'none is asked for')).toThrow(/^2 heads: b \(add b\), c \(add c\)$/);
  });

  test('created at the same time: by id, and no date is the earliest', () => {
    const same = (b: string | null) => buildHistory([at('c', [], '2026-01-02'), at('b', [], b)]);
    expect(hint(same('2026-01-02'), null)).toContain("downRevision = 'b' in /m/c.ts:3");
    expect(hint(same(null), null)).toContain("downRevision = 'b' in /m/c.ts:3");
    expect(hint(same('2026-01-03'), null)).toContain("downRevision = 'c' in /m/b.ts:3");
  });
});

describe('nothing that is pending is ever put beneath what is applied', () => {
  const forks = [
    at('a', [], '2026-01-01'),
    at('long1', ['a'], '2026-01-02'),
    at('long2', ['long1'], '2026-01-05'),
    at('short1', ['a'], '2026-01-03'),
    at('short2', ['short1'], '2026-01-04'),
    at('third', ['a'], '2026-01-06'),
  ];
  const positions = [
    ...[[], ['a'], ['long1'], ['short1'], ['long2'], ['short2'], ['third'], ['long1', 'short1']],
    ...[
      ['long2', 'short1'],
      ['long1', 'short2'],
      ['long1', 'third'],
      ['long1', 'short1', 'third'],
    ],
  ];
  test.each(positions.map((position) => [position]))('%j', (position) => {
    const heads = buildHistory(forks);
    const before = planUpgrade(heads, position, heads.heads).steps.map((step) => step.revision.id);
    expect([...followed(forks, position)].sort()).toEqual([...before].sort());
  });
});
