import { readCalls } from '../../../src/revisions/calls';
import { literalValue } from '../../../src/revisions/literal-value';
import { parseRevision } from '../../../src/revisions/read';

const HEAD = `export const revision = 'a';\nexport const downRevision = null;\n`;

/** The values of the arguments of `op.it(…)` in an upgrade. */
function values(source: string): readonly unknown[] {
  const text = `${HEAD}export async function upgrade(op) { await op.it(${source}); }`;
  return readCalls(parseRevision('/m/a.ts', text), ['it']).flatMap(({ args }) => args.map(literalValue));
}

test('literals of every shape', () => {
  expect(
    values(`'a', [1, -0x10, 'b',], { from: ['x', "y"], 'a b': true, ['c']: null, d: op.sql\`now()\`, e: {} }`),
  ).toEqual(['a', undefined, { from: ['x', 'y'], 'a b': true, c: null, d: 'now()', e: {} }]);
  expect(values('1_000, [], [[1], [2]]')).toEqual([1000, [], [[1], [2]]]);
});

test.each(['labels', '{ a: b }', '{ ...rest }', '[x]', 'f()', '{ a }', 'op.sql`${x}`', `'a' + 'b'`, '`${x}`'])(
  '%s has no value',
  (source) => {
    expect(values(source)).toEqual([undefined]);
  },
);
