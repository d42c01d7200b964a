/** Settings that are functions: what they are asked, what they may answer, and what is said where they answer something else. */
import { rewriter } from '../../../src/api/rewrite';
import { visibility } from '../../../src/api/visibility';
import { readUserConfig } from '../../../src/configuration/user-config';
import { ExtensionPointError } from '../../../src/errors/loading';
import type { Operation } from '../../../src/operations/operation';
import { objectName } from '../../../src/schema/names';
import { database } from '../../support/builders';
import { column, name } from '../../support/schema-builders';

const settingsOf = (config: object) => {
  const { settings, problems } = readUserConfig(config);
  expect(problems).toEqual([]);
  return settings;
};

const CONTEXT = { major: 18, defaultSchema: 'public' };
const EMPTY = database();
const PLAN = { upgrade: [], downgrade: [] };
const DROP: Operation = { kind: 'dropEnum', enum: name('e'), was: null };

test('include is asked of each object and side, and for what lies in a table of the table too', () => {
  const seen: string[] = [];
  const isVisible = visibility(
    settingsOf({
      include: (object: { kind: string; name: string }, side: string) => {
        seen.push(`${side} ${object.kind} ${object.name}`);
        return object.name !== 'audit';
      },
    }),
  );
  const index = objectName('index', 'public', 'ix', 'audit');
  expect(isVisible(objectName('table', 'public', 'persons'), 'model')).toBe(true);
  expect(isVisible(index, 'database')).toBe(false);
  expect(seen).toEqual(['model table persons', 'database index ix', 'database table audit']);
});

test('what exclude hides is not asked of include', () => {
  const isVisible = visibility(settingsOf({ include: () => true, exclude: { objects: ['audit'] } }));
  expect(isVisible(objectName('table', 'public', 'audit'), 'database')).toBe(false);
});

test('compareType and compareDefault may answer true, false or nothing', () => {
  const pair = { table: name('t'), current: column('a', 'integer'), desired: column('a', 'bigint') };
  const answers = [true, false, null, undefined];
  expect(answers.map((answer) => settingsOf({ compareType: () => answer }).compareType?.(pair))).toEqual([
    true,
    false,
    null,
    null,
  ]);
  expect(settingsOf({}).compareDefault).toBeNull();
});

test.each<
  readonly [setting: string, value: unknown, ask: (settings: ReturnType<typeof settingsOf>) => unknown, reason: string]
>([
  [
    'include',
    () => 1,
    ({ include }) => include.asks?.(objectName('table', 'public', 't'), 'model'),
    'it must give true or false, not a value of type number',
  ],
  [
    'compareType',
    () => Promise.resolve(true),
    ({ compareType }) =>
      compareType?.({ table: name('t'), current: column('a', 'integer'), desired: column('a', 'integer') }),
    'not a promise: it is asked while the sides are compared, and must answer at once',
  ],
  [
    'compareDefault',
    () => {
      throw new Error('on purpose');
    },
    ({ compareDefault }) =>
      compareDefault?.({ table: name('t'), current: column('a', 'integer'), desired: column('a', 'integer') }),
    'compareDefault of the configuration: on purpose',
  ],
])('%s that answers something else', (setting, value, ask, reason) => {
  const settings = settingsOf({ [setting]: value });
  expect(() => ask(settings)).toThrow(ExtensionPointError);
  expect(() => ask(settings)).toThrow(reason);
});

test('what is no function is a fault of the configuration', () => {
  expect(readUserConfig({ compareType: 1, rewrite: 'x' }).problems).toEqual([
    'compareType: must be a function, not 1',
    'rewrite: must be a function, not that text',
  ]);
});

test('rewrite gives the operations that a revision is to hold', () => {
  const context = { ...CONTEXT, current: EMPTY, target: EMPTY };
  const rewrite = rewriter(settingsOf({ rewrite: () => ({ upgrade: [DROP], downgrade: [] }) }));
  expect(rewrite(PLAN, context)).toEqual({ upgrade: [DROP], downgrade: [] });
  expect(rewriter(settingsOf({}))(PLAN, context)).toBe(PLAN);
});

test.each<readonly [given: unknown, reason: string]>([
  [undefined, 'it must give { upgrade, downgrade }'],
  [[DROP], 'it must give { upgrade, downgrade }'],
  [{ upgrade: DROP, downgrade: [] }, 'upgrade must be a list of operations'],
  [{ upgrade: [], downgrade: [DROP, 'DROP TABLE t'] }, 'downgrade[1] is no operation'],
  [{ upgrade: [{ kind: 'explode' }], downgrade: [] }, 'upgrade[0] is no operation'],
])('rewrite that gives %j is refused', (given, reason) => {
  const rewrite = rewriter(settingsOf({ rewrite: () => given }));
  expect(() => rewrite(PLAN, { ...CONTEXT, current: EMPTY, target: EMPTY })).toThrow(reason);
});
