/**
 * What chance alone brings together too rarely: small changes that lead to one kind of operation each, several of them in one pair, most
 * on one table. They are added to a random pair, and change nothing of it.
 */
import type { Random } from './random';
import {
  AWAY,
  SECOND,
  STAGE,
  away,
  checked,
  column,
  differing,
  domain,
  enumerated,
  excluding,
  housed,
  inTable,
  indexKey,
  indexed,
  linked,
  nothing,
  onStage,
  parted,
  renamed,
  second,
  secondKey,
  sequence,
  stage,
  table,
  type Change,
  type Scene,
  type Sides,
  type Theme,
  uniquely,
  viewed,
  withColumn,
} from './theme-parts';

/** The pair with so many themes, where both sides have a schema for them. */
export function themed(random: Random, sides: Sides, themes: number): Sides {
  const shared = sides.from.namespaces.filter(({ name }) => sides.to.namespaces.some((each) => each.name === name));
  const isFree = ({ name }: { readonly name: string }): boolean =>
    !sides.renames.some((rename) => rename.kind === 'schema' && (rename.name === name || rename.to === name));
  const [home] = shared.filter(isFree);
  if (home === undefined) return sides;
  const scene: Scene = { random, schema: home.name };
  const add: Change = (plan) => ({ ...plan, tables: [...plan.tables, stage(scene), second(scene)] });
  const chosen = new Set(random.some(THEMES, themes, themes));
  // In the order of the list: what is renamed last has had its other names before.
  return THEMES.filter((each) => chosen.has(each)).reduce<Sides>((each, theme) => theme(each, scene), {
    ...sides,
    from: add(sides.from),
    to: add(sides.to),
  });
}

const THEMES: readonly Theme[] = [
  differing(linked({ timing: 0 }), linked({ timing: 1 })),
  differing(linked({ timing: 2 }), linked({ timing: 1 })),
  differing(linked({ validated: false }), linked({ validated: true })),
  differing(linked({}), nothing),
  differing(checked('stage_check', false), checked('stage_check', true)),
  differing(checked('stage_check_2', true), nothing),
  differing(parted(false), parted(true)),
  differing(viewed('stage view', { where: { column: 'note', choice: 0 } }), viewed('stage view')),
  differing(viewed('stage view 2', { barrier: true }), viewed('stage view 2')),
  differing(viewed('stage view 3', { materialized: true }), nothing),
  differing(
    viewed('stage view 4', { materialized: true, populated: false }),
    viewed('stage view 4', { materialized: true, comment: 'filled' }),
  ),
  differing(housed('stage house'), nothing),
  differing(indexed('stage_ix_1'), indexed('stage_ix_2')),
  differing(indexed('stage_ix_3'), nothing),
  differing(indexed('stage_ix_4', { keys: [indexKey('note', { collation: 'C' })] }), indexed('stage_ix_4')),
  differing(uniquely('stage_key_1'), uniquely('stage_key_2')),
  differing(uniquely('stage_key_3', { timing: 1 }), nothing),
  differing(
    uniquely('stage_key_4', { timing: 2, include: ['note'] }),
    uniquely('stage_key_4', { timing: 2, include: ['wanted'] }),
  ),
  differing(uniquely('stage_key_5', { timing: 1 }), uniquely('stage_key_5')),
  differing(indexed('stage_ix_5', { keys: [indexKey('note', { pattern: true })] }), indexed('stage_ix_5')),
  differing(checked('stage_check_3', true, true), checked('stage_check_3', true)),
  differing(secondKey({ include: ['text'] }), secondKey({})),
  differing(excluding(0, null), nothing),
  differing(excluding(0, 'now'), excluding(1, 'later')),
  differing(
    withColumn('note', () => ({ storage: 2 })),
    nothing,
  ),
  differing(
    withColumn('filled', () => ({ notNull: true })),
    nothing,
  ),
  differing(
    withColumn('wanted', () => ({ notNull: true })),
    nothing,
  ),
  differing(
    withColumn('filled', () => ({ type: { word: 'bigint' } })),
    nothing,
  ),
  differing(domain({ default: 3 }), domain({ comment: 'bare' })),
  differing(sequence('stage numbers', { cycle: true }), sequence('stage numbers')),
  differing(sequence('stage numbers 2'), nothing),
  differing(enumerated('stage kind', 'a', 'b'), enumerated('stage kind', 'a', 'between', 'b')),
  differing(enumerated('stage order', 'a', 'b', 'c'), enumerated('stage order', 'c', 'a')),
  differing(enumerated('stage own', 'a'), nothing),
  differing(
    onStage((own) => ({ ...own, fillfactor: '70' })),
    nothing,
  ),
  differing(
    onStage((own) => ({ ...own, comment: 'on stage' })),
    nothing,
  ),
  differing(
    onStage((own) => ({ ...own, columns: [...own.columns, column('guest', 'boolean')] })),
    nothing,
  ),
  differing(secondKey({}), nothing),
  differing(
    inTable(SECOND, (own) => ({
      ...own,
      columns: own.columns.map((each) => (each.name === 'text' ? { ...each, notNull: true } : each)),
    })),
    nothing,
  ),
  differing(
    (scene) => (plan) => ({
      ...plan,
      tables: [...plan.tables, table('stage guest', scene, [column('id', 'integer')])],
    }),
    nothing,
  ),
  differing(
    ({ schema }) =>
      (plan) => ({
        ...plan,
        objects: [...(plan.objects ?? []), { schema, name: 'stage c', kind: 'collation', comment: null }],
      }),
    nothing,
  ),
  renamed(enumerated('stage mood', 'good', 'bad'), ({ schema }) => ({
    kind: 'enumValue',
    enum: { schema, name: 'stage mood' },
    value: 'bad',
    to: 'worse',
  })),
  renamed(enumerated('stage named', 'x'), ({ schema }) => ({
    kind: 'enum',
    enum: { schema, name: 'stage named' },
    to: 'stage renamed',
  })),
  renamed(nothing, ({ schema }) => ({
    kind: 'column',
    table: { schema, name: STAGE },
    name: 'wanted',
    to: 'wanted on',
  })),
  renamed(nothing, ({ schema }) => ({ kind: 'table', table: { schema, name: STAGE }, to: 'scene' })),
  renamed(away, ({ schema, random }) => ({
    kind: 'table',
    table: { schema, name: SECOND },
    to: random.pick([SECOND, 'second scene']),
    toSchema: AWAY,
  })),
  renamed(housed('stage home'), () => ({ kind: 'schema', name: 'stage home', to: 'stage home renamed' })),
];
