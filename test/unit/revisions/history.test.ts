import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

import { digestOf, historyDigest } from '../../../src/revisions/digest';
import { buildHistory, effectiveHeads } from '../../../src/revisions/graph';
import { planDowngrade, planUpgrade, headsAfterStamp, type Plan } from '../../../src/revisions/plan';
import { readHistory } from '../../../src/revisions/read';
import type { History, Revision } from '../../../src/revisions/revision';
import { assertAny, assertKnown, resolveRange, resolveTarget } from '../../../src/revisions/targets';

function revision(id: string, down: readonly string[] = [], more: Partial<Revision> = {}): Revision {
  const base = {
    branchLabels: [],
    dependsOn: [],
    created: null,
    source: 'stillhead',
    twins: [],
    text: `-- ${id}`,
  } as const;
  return { id, downRevisions: down, message: `add ${id}`, file: `/m/${id}.ts`, ...base, ...more };
}

/** `a -> b, a -> c, b c -> d`: what stands before an arrow are the down revisions of what follows. */
function graph(drawing: string): History {
  const downs = new Map<string, string[]>();
  for (const edge of drawing.split(',')) {
    const chain = edge.split('->').map((part) => part.trim().split(/\s+/));
    chain.forEach((ids, index) => {
      for (const id of ids) downs.set(id, [...(downs.get(id) ?? []), ...(chain[index - 1] ?? [])]);
    });
  }
  return buildHistory([...downs].map(([id, down]) => revision(id, down)));
}

const shape = (plan: Plan) =>
  plan.steps.map((step) => `${step.revision.id}: ${step.before.join(' ')} > ${step.after.join(' ')}`);

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-history-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});
function write(name: string, id: string, down: string | null, body = ''): void {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(
    path.join(folder, name),
    `/** add ${id} */\nexport const revision = '${id}';\nexport const downRevision = ${JSON.stringify(down)};\n${body}`,
  );
}

describe('reading folders', () => {
  test("TypeORM's own migrations are TypeORM's to run", async () => {
    write('1_aaaa.ts', 'aaaa', null);
    fs.writeFileSync(
      path.join(folder, '1700000000000-Init.ts'),
      `import { MigrationInterface, QueryRunner } from 'typeorm';
       export class Init1700000000000 implements MigrationInterface { public async up(queryRunner: QueryRunner) {} }`,
    );
    fs.writeFileSync(
      path.join(folder, '1700000000001-Next.js'),
      `module.exports = class Next1700000000001 { async up(queryRunner) {} async down(queryRunner) {} }`,
    );
    expect([...(await readHistory([folder])).revisions.keys()]).toEqual(['aaaa']);
  });

  test('runs nothing, skips what is no revision, reads twins once', async () => {
    write('2_bbbb.ts', 'bbbb', 'aaaa', `fs.writeFileSync('${folder}/ran', ''); throw new Error('run');`);
    write('1_aaaa.ts', 'aaaa', null);
    write('1_aaaa.js', 'aaaa', null);
    write('1_aaaa.d.ts', 'other', null);
    write('_shared.ts', 'other', null);
    fs.writeFileSync(path.join(folder, '1_aaaa.js.map'), '{}');
    fs.writeFileSync(path.join(folder, 'README.md'), '#');
    fs.mkdirSync(path.join(folder, 'sub.ts'));
    const history = await readHistory([folder, folder]);
    expect([...history.revisions.keys()]).toEqual(['aaaa', 'bbbb']);
    expect(history.revisions.get('aaaa')).toMatchObject({
      file: path.join(folder, '1_aaaa.ts'),
      twins: [path.join(folder, '1_aaaa.js')],
      message: 'add aaaa',
    });
    expect(history).toMatchObject({ heads: ['bbbb'], bases: ['aaaa'] });
    expect(fs.existsSync(path.join(folder, 'ran'))).toBe(false);
  });

  test('a folder that does not exist holds nothing', async () => {
    await expect(readHistory([path.join(folder, 'none')])).resolves.toMatchObject({ heads: [], bases: [] });
  });

  test('two folders, the compiled one among them', async () => {
    write('src/1_aaaa.ts', 'aaaa', null);
    write('dist/1_aaaa.js', 'aaaa', null);
    const history = await readHistory([path.join(folder, 'src'), path.join(folder, 'dist')]);
    expect(history.revisions.get('aaaa')?.twins).toEqual([path.join(folder, 'dist/1_aaaa.js')]);
  });

  test.each([
    ['syntax', `export const revision = 'a`, 'REVISION_FILE_INVALID', { line: 1 }],
    ['no revision', `export const downRevision = null;`, 'REVISION_FILE_INVALID', { line: null }],
    [
      'a reserved word',
      `export const revision = 'head'; export const downRevision = null;`,
      'REVISION_FILE_INVALID',
      {},
    ],
    [
      'a character of targets',
      `export const revision = 'a-1'; export const downRevision = null;`,
      'REVISION_FILE_INVALID',
      {},
    ],
    [
      'no such revision',
      `export const revision = 'abcd'; export const downRevision = 'aaab';`,
      'REVISION_MISSING',
      { near: ['aaaa'] },
    ],
    ['a duplicate', `export const revision = 'aaaa'; export const downRevision = null;`, 'DUPLICATE_REVISION', {}],
    [
      'a circle',
      `export const revision = 'bbbb'; export const downRevision = 'bbbb';`,
      'REVISION_CYCLE',
      { path: ['bbbb', 'bbbb'] },
    ],
  ])('%s is told', async (_name, text, code, facts) => {
    write('1.ts', 'aaaa', null);
    fs.writeFileSync(path.join(folder, 'x.ts'), text);
    await expect(readHistory([folder])).rejects.toMatchObject({ code, facts });
  });

  test('two revisions written at once are both kept', async () => {
    write('1.ts', 'aaaa', null);
    write('2.ts', 'bbbb', 'aaaa');
    write('3.ts', 'cccc', 'aaaa');
    const history = await readHistory([folder]);
    expect(history.heads).toEqual(['bbbb', 'cccc']);
    expect(() => resolveTarget(history, [], 'head')).toThrow('2 heads: bbbb (add bbbb), cccc (add cccc)');
  });
});

test('a circle is shown with its path', () => {
  expect(() => graph('a -> b -> c -> a')).toThrow(/circle: (a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c)$/);
});

describe('targets', () => {
  const history = graph('aaaa1111 -> aaaa2222 -> bbbb3333 -> c');
  test.each([
    ['head', [], ['c']],
    ['heads', [], ['c']],
    ['base', ['c'], []],
    ['aaaa1', [], ['aaaa1111']],
    ['c', [], ['c']],
    ['+1', [], ['aaaa1111']],
    ['+2', ['aaaa1111'], ['bbbb3333']],
    ['-1', ['c'], ['bbbb3333']],
    ['-4', ['c'], []],
    ['head-1', [], ['bbbb3333']],
    ['base+1', ['c'], ['aaaa1111']],
    ['current', ['c'], ['c']],
  ])('%s', (target, current, expected) => {
    expect(resolveTarget(history, current, target)).toEqual(expected);
  });
  test.each([
    ['aaaa', [], 'TARGET_AMBIGUOUS', /aaaa fits 2 revisions/],
    ['bbb', [], 'REVISION_NOT_FOUND', /at least 4 characters/],
    ['', [], 'REVISION_NOT_FOUND', /^the target is empty$/],
    ['bbbb3334', [], 'REVISION_NOT_FOUND', /no revision has this id/],
    ['+9', ['bbbb3333'], 'REVISION_NOT_FOUND', /only 1 step leads forward from bbbb3333/],
    ['-9', ['aaaa1111'], 'REVISION_NOT_FOUND', /only 1 step leads back from aaaa1111/],
    ['-9', ['c'], 'REVISION_NOT_FOUND', /only 4 steps lead back from c/],
    ['+9', ['c'], 'REVISION_NOT_FOUND', /there is nothing after c/],
    ['+1', ['zzzz'], 'DATABASE_AHEAD', /zzzz/],
  ])('%s is refused', (target, current, code, message) => {
    const call = () => resolveTarget(history, current, target);
    expect(call).toThrow(message);
    expect(call).toThrow(expect.objectContaining({ code }) as Error);
  });
  test('near ids are named', () => {
    expect(() => resolveTarget(history, [], 'bbbb3334')).toThrow(
      expect.objectContaining({ hint: 'did you mean bbbb3333?' }) as Error,
    );
  });
  test('where there is no revision, the first is to be written', () => {
    const none = buildHistory([]);
    const error = { code: 'REVISION_NOT_FOUND', hint: 'stillhead revision --autogenerate -m "…"' };
    for (const call of [() => resolveTarget(none, [], 'abcd'), () => assertAny(none, 'head')]) {
      expect(call).toThrow(/: there are no revisions yet$/);
      expect(call).toThrow(expect.objectContaining(error) as Error);
    }
    expect(resolveTarget(none, [], 'head')).toEqual([]);
  });
  test('of an embedded database what is ahead may go', () => {
    const hint = (directory: string | null) => () => {
      assertKnown(buildHistory([]), ['gone'], directory);
    };
    expect(hint(null)).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/stamp base$/) as string }) as Error,
    );
    expect(hint('.stillhead/pgdata')).toThrow(
      expect.objectContaining({
        hint: expect.stringMatching(/stamp base; deleting \.stillhead\/pgdata starts anew/) as string,
      }) as Error,
    );
  });
  test.each([
    ['1', '-', 'did you mean -1?'],
    ['12', '+', 'did you mean +12?'],
    ['0', '-', 'stillhead history'],
    ['1234', '-', 'stillhead history'],
    ['1', undefined, 'stillhead history'],
  ] as const)('a count without its sign: %s', (target, sign, hint) => {
    const call = () => resolveTarget(history, ['c'], target, sign);
    expect(call).toThrow(expect.objectContaining({ code: 'REVISION_NOT_FOUND', hint }) as Error);
  });
  test('a revision whose id is a number is no count', () => {
    expect(resolveTarget(graph('1 -> 2'), ['2'], '1', '-')).toEqual(['1']);
  });
  test('ranges', () => {
    expect(resolveRange(history, [], 'aaaa1:')).toEqual({ from: ['aaaa1111'], to: ['c'] });
    expect(resolveRange(history, [], ':head')).toEqual({ from: [], to: ['c'] });
  });
});

describe('plans', () => {
  test('a chain, up and down', () => {
    const history = graph('a -> b -> c');
    expect(shape(planUpgrade(history, [], ['c']))).toEqual(['a:  > a', 'b: a > b', 'c: b > c']);
    expect(shape(planUpgrade(history, ['a'], ['b']))).toEqual(['b: a > b']);
    expect(planUpgrade(history, ['c'], ['b'])).toMatchObject({ steps: [], to: ['c'] });
    expect(shape(planDowngrade(history, ['c'], []))).toEqual(['c: c > b', 'b: b > a', 'a: a > ']);
    expect(shape(planDowngrade(history, ['c'], ['a']))).toEqual(['c: c > b', 'b: b > a']);
    expect(() => planDowngrade(history, ['a'], ['b'])).toThrow(
      expect.objectContaining({ code: 'REVISION_NOT_FOUND' }) as Error,
    );
    expect(() => planUpgrade(history, ['x'], ['b'])).toThrow(
      expect.objectContaining({ code: 'DATABASE_AHEAD' }) as Error,
    );
  });
  test('a diamond', () => {
    const history = graph('a -> b, a -> c, b c -> d');
    expect(shape(planUpgrade(history, [], ['d']))).toEqual(['a:  > a', 'b: a > b', 'c: b > b c', 'd: b c > d']);
    expect(shape(planDowngrade(history, ['d'], ['a']))).toEqual(['d: d > b c', 'c: b c > b', 'b: b > a']);
  });
  test('dependencies', () => {
    const history = buildHistory([
      revision('a'),
      revision('b', [], { dependsOn: ['shop'] }),
      revision('c', ['a'], { branchLabels: ['shop'] }),
    ]);
    expect(shape(planUpgrade(history, [], ['b']))).toEqual(['a:  > a', 'c: a > c', 'b: c > b']);
    expect(shape(planDowngrade(history, ['b'], ['a']))).toEqual(['b: b > c', 'c: c > a']);
    expect(history.heads).toEqual(['c', 'b']);
  });
  test('stamping keeps other branches', () => {
    const history = graph('a -> b, a -> c, x -> y');
    expect(headsAfterStamp(history, ['b', 'y'], ['c'])).toEqual(['b', 'y', 'c']);
    expect(headsAfterStamp(history, ['b', 'y'], ['a'])).toEqual(['y', 'a']);
    expect(headsAfterStamp(history, ['b', 'y'], [])).toEqual([]);
    expect(headsAfterStamp(history, ['b', 'y'], ['a'], { purge: true })).toEqual(['a']);
  });
  test('stamping replaces what no file has, and never stamps it', () => {
    const history = graph('a -> b, x -> y');
    expect(headsAfterStamp(history, ['gone', 'y'], ['a'])).toEqual(['y', 'a']);
    expect(headsAfterStamp(history, ['gone'], ['a'], { purge: true })).toEqual(['a']);
    expect(() => headsAfterStamp(history, ['gone'], ['gone'])).toThrow(
      expect.objectContaining({ code: 'DATABASE_AHEAD' }) as Error,
    );
  });
  test('two heads that were put in a line are one', () => {
    const history = graph('a -> b -> c -> d');
    expect(effectiveHeads(history, ['b', 'c'])).toEqual(['c']);
    expect(effectiveHeads(history, ['gone', 'b'])).toEqual(['gone', 'b']);
    expect(shape(planUpgrade(history, ['b', 'c'], ['d']))).toEqual(['d: b c > d']);
    expect(planUpgrade(history, ['b', 'c'], ['c'])).toMatchObject({ steps: [], to: ['c'] });
    expect(resolveTarget(history, ['b', 'c'], '-1')).toEqual(['b']);
    expect(shape(planDowngrade(history, ['b', 'c'], ['b']))).toEqual(['c: b c > b']);
    expect(shape(planDowngrade(history, ['b', 'c'], []))).toEqual(['c: b c > b', 'b: b > a', 'a: a > ']);
    expect(headsAfterStamp(history, ['b', 'c'], ['d'])).toEqual(['d']);
  });
});

test('the digest follows contents and order, not file names or line ends', () => {
  const one = revision('a', [], { text: 'x\n' });
  expect(digestOf([one])).toBe(digestOf([{ ...one, file: '/n/b.ts', text: 'x\r\n' }]));
  expect(digestOf([one])).not.toBe(digestOf([{ ...one, text: 'y\n' }]));
  expect(historyDigest(graph('a -> b'))).not.toBe(historyDigest(graph('b -> a')));
});

test('ten thousand revisions in a line, and eight thousand diamonds', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => `r${index}`);
  const chain = buildHistory(ids.map((id, index) => revision(id, ids.slice(Math.max(0, index - 1), index))).reverse());
  const diamonds = buildHistory(
    Array.from({ length: 8_000 }, (_, n) => [
      revision(`a${n}`, n === 0 ? [] : [`b${n - 1}`, `c${n - 1}`]),
      revision(`b${n}`, [`a${n}`]),
      revision(`c${n}`, [`a${n}`]),
    ]).flat(),
  );
  const start = performance.now();
  expect(planUpgrade(chain, [], ['r9999']).steps).toHaveLength(10_000);
  expect(planDowngrade(chain, ['r9999'], []).steps).toHaveLength(10_000);
  expect(planUpgrade(diamonds, [], ['b7999', 'c7999']).steps).toHaveLength(24_000);
  expect(performance.now() - start).toBeLessThan(3000);
});

test('ten thousand files', async () => {
  const body = `export async function upgrade(op) {\n${"  await op.execute('x');\n".repeat(20)}}\n`;
  for (let index = 0; index < 10_000; index++)
    write(`f${index}.ts`, `r${index}`, index === 0 ? null : `r${index - 1}`, body);
  const start = performance.now();
  expect((await readHistory([folder])).heads).toEqual(['r9999']);
  expect(performance.now() - start).toBeLessThan(5000);
});
