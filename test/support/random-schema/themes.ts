/**
 * What chance alone brings together too rarely: small changes that lead to one kind of operation each, several of them in one pair, most
 * on one table. They are added to a random pair, and change nothing of it.
 */
import type { Rename } from '../../../src/compare/rename';
import type { ColumnPlan, EnumPlan, ForeignKeyPlan, IndexPlan, KeyPlan, SchemaPlan, TablePlan, ViewPlan } from './plan';
import type { Random } from './random';
import { renamedInPlan } from './renamed-plan';

export interface Sides {
  readonly from: SchemaPlan;
  readonly to: SchemaPlan;
  readonly renames: readonly Rename[];
}

const STAGE = 'stage';
const SECOND = 'second stage';

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

interface Scene {
  readonly random: Random;
  readonly schema: string;
}

type Theme = (sides: Sides, scene: Scene) => Sides;
type Change = (plan: SchemaPlan) => SchemaPlan;

/** One way on one side and another way on the other: either may be the first. */
function differing(one: (scene: Scene) => Change, other: (scene: Scene) => Change = () => (plan) => plan): Theme {
  return (sides, scene) => {
    const [before, after] = scene.random.chance(0.5) ? [one, other] : [other, one];
    return { ...sides, from: before(scene)(sides.from), to: after(scene)(sides.to) };
  };
}

/** The same on both sides, and then renamed. */
function renamed(on: (scene: Scene) => Change, rename: (scene: Scene) => Rename): Theme {
  return (sides, scene) => {
    const answer = rename(scene);
    const change = on(scene);
    return {
      from: change(sides.from),
      to: renamedInPlan(change(sides.to), answer),
      renames: [...sides.renames, answer],
    };
  };
}

const nothing = (): Change => (plan) => plan;

function inTable(name: string, change: (own: TablePlan, scene: Scene) => TablePlan): (scene: Scene) => Change {
  return (scene) => (plan) => ({
    ...plan,
    tables: plan.tables.map((own) => (own.schema === scene.schema && own.name === name ? change(own, scene) : own)),
  });
}

const onStage = (change: (own: TablePlan, scene: Scene) => TablePlan) => inTable(STAGE, change);

function column(name: string, word: string, facts: Partial<ColumnPlan> = {}): ColumnPlan {
  return {
    name,
    type: { word },
    array: false,
    notNull: false,
    filling: 'none',
    choice: 0,
    source: '',
    sequence: { schema: '', name: '' },
    collation: null,
    comment: null,
    ...facts,
  };
}

function key(name: string, columns: readonly string[], facts: Partial<KeyPlan> = {}): KeyPlan {
  return { name, columns, include: [], nullsNotDistinct: false, timing: 0, comment: null, ...facts };
}

function index(name: string, on: string, facts: Partial<IndexPlan> = {}): IndexPlan {
  return {
    name,
    keys: [indexKey(on)],
    unique: false,
    method: 'btree',
    include: [],
    predicate: null,
    nullsNotDistinct: false,
    fillfactor: null,
    comment: null,
    ...facts,
  };
}

function indexKey(on: string, facts: Partial<IndexPlan['keys'][number]> = {}): IndexPlan['keys'][number] {
  const plain = { expression: false, desc: false, otherNulls: false, pattern: false, collation: null };
  return { column: on, choice: 0, ...plain, ...facts };
}

function table(name: string, { schema }: Scene, columns: readonly ColumnPlan[]): TablePlan {
  const empty = { uniques: [], checks: [], exclusions: [], foreignKeys: [], indexes: [] };
  return { schema, name, columns, primaryKey: null, comment: null, ...empty };
}

/** No column is filled by a sequence on both sides alone: a table whose sequence is renamed with it is a theme of its own. */
function stage(scene: Scene): TablePlan {
  const columns = [
    column('id', 'integer', { notNull: true }),
    column('parent', 'integer'),
    column('note', 'text'),
    column('filled', 'integer', { filling: 'default' }),
    column('wanted', 'date'),
  ];
  return { ...table(STAGE, scene, columns), primaryKey: key('stage_pkey', ['id']) };
}

function second(scene: Scene): TablePlan {
  return table(SECOND, scene, [column('nr', 'integer', { filling: 'serial', notNull: true }), column('text', 'text')]);
}

function withColumn(name: string, facts: (scene: Scene) => Partial<ColumnPlan>): (scene: Scene) => Change {
  return onStage((own, scene) => ({
    ...own,
    columns: own.columns.map((each) => (each.name === name ? { ...each, ...facts(scene) } : each)),
  }));
}

function foreignKey({ schema }: Scene, facts: Partial<ForeignKeyPlan>): ForeignKeyPlan {
  return {
    name: 'stage_fk',
    columns: ['parent'],
    table: { schema, name: STAGE },
    key: 0,
    onDelete: 'NO ACTION',
    onUpdate: 'NO ACTION',
    firstColumnOnly: false,
    full: false,
    timing: 0,
    validated: true,
    comment: null,
    ...facts,
  };
}

const linked = (facts: Partial<ForeignKeyPlan>) =>
  onStage((own, scene) => ({ ...own, foreignKeys: [...own.foreignKeys, foreignKey(scene, facts)] }));

const checked = (name: string, validated: boolean) =>
  onStage((own) => {
    const check = { name, column: 'filled', choice: 1, validated, noInherit: false, comment: null };
    return { ...own, checks: [...own.checks, check] };
  });

const uniquely = (name: string, facts: Partial<KeyPlan> = {}) =>
  onStage((own) => ({ ...own, uniques: [...own.uniques, key(name, ['filled', 'id'], facts)] }));

const excluding = (timing: 0 | 1, comment: string | null) =>
  onStage((own) => {
    const exclusion = { name: 'stage_excl', column: 'id', where: null, timing, comment };
    return { ...own, exclusions: [...own.exclusions, exclusion] };
  });

const indexed = (name: string, facts: Partial<IndexPlan> = {}) =>
  onStage((own) => ({ ...own, indexes: [...own.indexes, index(name, 'note', facts)] }));

/** An enum, and a column of stage that is one. */
function enumerated(name: string, ...labels: readonly string[]): (scene: Scene) => Change {
  return (scene) => (plan) => {
    const type: EnumPlan = { schema: scene.schema, name, labels, comment: null };
    const own = column(`of ${name}`, 'text', { type: { enum: { schema: scene.schema, name } } });
    const used = onStage((each) => ({ ...each, columns: [...each.columns, own] }))(scene)(plan);
    return { ...used, enums: [...used.enums, type] };
  };
}

function viewed(name: string, facts: Partial<ViewPlan> = {}): (scene: Scene) => Change {
  return ({ schema }) =>
    (plan) => {
      const view: ViewPlan = {
        schema,
        name,
        from: { schema, name: STAGE },
        columns: ['id', 'filled'],
        where: null,
        grouped: false,
        join: null,
        materialized: false,
        barrier: false,
        indexes: [],
        comment: null,
        ...facts,
      };
      return { ...plan, views: [...plan.views, view] };
    };
}

const sequence =
  (name: string, facts: Partial<SchemaPlan['sequences'][number]> = {}) =>
  ({ schema }: Scene): Change =>
  (plan) => {
    const plain = { type: 'bigint', increment: 1, cache: 1, cycle: false, owner: null, comment: null } as const;
    return { ...plan, sequences: [...plan.sequences, { schema, name, ...plain, ...facts }] };
  };

const domain =
  (facts: { readonly default?: number | null; readonly comment?: string | null }) =>
  ({ schema }: Scene): Change =>
  (plan) => {
    const plain = { word: 'integer', notNull: false, default: null, check: null, comment: null };
    return { ...plan, domains: [...(plan.domains ?? []), { schema, name: 'stage domain', ...plain, ...facts }] };
  };

const parted =
  (joined: boolean) =>
  ({ schema }: Scene): Change =>
  (plan) => {
    const member = (name: string, own: boolean) => ({ name, joined: own, fillfactor: null, comment: null });
    const family = {
      schema,
      name: 'stage log',
      by: 'list' as const,
      keyed: false,
      columns: [column('note', 'text')],
      indexes: [],
      members: [member('0', true), member('1', joined)],
      comment: null,
    };
    return { ...plan, families: [...(plan.families ?? []), family] };
  };

const housed =
  (name: string) =>
  (scene: Scene): Change =>
  (plan) => ({
    ...plan,
    namespaces: [...plan.namespaces, { name, comment: null }],
    tables: [...plan.tables, { ...table('inside', scene, [column('id', 'integer')]), schema: name }],
  });

/** Where the second table moves to: a schema that both sides have, apart from the others. */
const AWAY = 'stage away';
const away = (): Change => (plan) => ({
  ...plan,
  namespaces: [...plan.namespaces, { name: AWAY, comment: null }],
});

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
  differing(
    inTable(SECOND, (own) => ({ ...own, primaryKey: key('second_pkey', ['nr']) })),
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
