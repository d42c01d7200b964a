/** Of what `themes.ts` is made: a table on which most happens, and what can be put there on one side of a pair or on both. */
import type { Rename } from '../../../src/compare/rename';
import type { ColumnPlan, EnumPlan, ForeignKeyPlan, IndexPlan, KeyPlan, SchemaPlan, TablePlan, ViewPlan } from './plan';
import type { Random } from './random';
import { renamedInPlan } from './renamed-plan';

export interface Sides {
  readonly from: SchemaPlan;
  readonly to: SchemaPlan;
  readonly renames: readonly Rename[];
}

export const STAGE = 'stage';
export const SECOND = 'second stage';

export interface Scene {
  readonly random: Random;
  readonly schema: string;
}

export type Theme = (sides: Sides, scene: Scene) => Sides;
export type Change = (plan: SchemaPlan) => SchemaPlan;

/** One way on one side and another way on the other: either may be the first. */
export function differing(
  one: (scene: Scene) => Change,
  other: (scene: Scene) => Change = () => (plan) => plan,
): Theme {
  return (sides, scene) => {
    const [before, after] = scene.random.chance(0.5) ? [one, other] : [other, one];
    return { ...sides, from: before(scene)(sides.from), to: after(scene)(sides.to) };
  };
}

/** The same on both sides, and then renamed. */
export function renamed(on: (scene: Scene) => Change, rename: (scene: Scene) => Rename): Theme {
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

export const nothing = (): Change => (plan) => plan;

export function inTable(name: string, change: (own: TablePlan, scene: Scene) => TablePlan): (scene: Scene) => Change {
  return (scene) => (plan) => ({
    ...plan,
    tables: plan.tables.map((own) => (own.schema === scene.schema && own.name === name ? change(own, scene) : own)),
  });
}

export const onStage = (change: (own: TablePlan, scene: Scene) => TablePlan) => inTable(STAGE, change);

export function column(name: string, word: string, facts: Partial<ColumnPlan> = {}): ColumnPlan {
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

export function indexKey(on: string, facts: Partial<IndexPlan['keys'][number]> = {}): IndexPlan['keys'][number] {
  const plain = { expression: false, desc: false, otherNulls: false, pattern: false, collation: null };
  return { column: on, choice: 0, ...plain, ...facts };
}

export function table(name: string, { schema }: Scene, columns: readonly ColumnPlan[]): TablePlan {
  const empty = { uniques: [], checks: [], exclusions: [], foreignKeys: [], indexes: [] };
  return { schema, name, columns, primaryKey: null, comment: null, ...empty };
}

/** No column is filled by a sequence on both sides alone: a table whose sequence is renamed with it is a theme of its own. */
export function stage(scene: Scene): TablePlan {
  const columns = [
    column('id', 'integer', { notNull: true }),
    column('parent', 'integer'),
    column('note', 'text'),
    column('filled', 'integer', { filling: 'default' }),
    column('wanted', 'date'),
  ];
  return { ...table(STAGE, scene, columns), primaryKey: key('stage_pkey', ['id']) };
}

export function second(scene: Scene): TablePlan {
  return table(SECOND, scene, [
    column('nr', 'integer', { filling: 'serial', notNull: true }),
    column('text', 'text', { filling: 'default' }),
  ]);
}

export function withColumn(name: string, facts: (scene: Scene) => Partial<ColumnPlan>): (scene: Scene) => Change {
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

export const linked = (facts: Partial<ForeignKeyPlan>) =>
  onStage((own, scene) => ({ ...own, foreignKeys: [...own.foreignKeys, foreignKey(scene, facts)] }));

export const checked = (name: string, validated: boolean, noInherit = false) =>
  onStage((own) => {
    const check = { name, column: 'filled', choice: 1, validated, noInherit, comment: null };
    return { ...own, checks: [...own.checks, check] };
  });

export const uniquely = (name: string, facts: Partial<KeyPlan> = {}) =>
  onStage((own) => ({ ...own, uniques: [...own.uniques, key(name, ['filled', 'id'], facts)] }));

export const excluding = (timing: 0 | 1, comment: string | null) =>
  onStage((own) => {
    const exclusion = { name: 'stage_excl', column: 'id', where: null, timing, comment };
    return { ...own, exclusions: [...own.exclusions, exclusion] };
  });

export const indexed = (name: string, facts: Partial<IndexPlan> = {}) =>
  onStage((own) => ({ ...own, indexes: [...own.indexes, index(name, 'note', facts)] }));

/** An enum, and a column of stage that is one. */
export function enumerated(name: string, ...labels: readonly string[]): (scene: Scene) => Change {
  return (scene) => (plan) => {
    const type: EnumPlan = { schema: scene.schema, name, labels, comment: null };
    const own = column(`of ${name}`, 'text', { type: { enum: { schema: scene.schema, name } } });
    const used = onStage((each) => ({ ...each, columns: [...each.columns, own] }))(scene)(plan);
    return { ...used, enums: [...used.enums, type] };
  };
}

export function viewed(name: string, facts: Partial<ViewPlan> = {}): (scene: Scene) => Change {
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

export const sequence =
  (name: string, facts: Partial<SchemaPlan['sequences'][number]> = {}) =>
  ({ schema }: Scene): Change =>
  (plan) => {
    const plain = { type: 'bigint', increment: 1, cache: 1, cycle: false, owner: null, comment: null } as const;
    return { ...plan, sequences: [...plan.sequences, { schema, name, ...plain, ...facts }] };
  };

export const domain =
  (facts: { readonly default?: number | null; readonly comment?: string | null }) =>
  ({ schema }: Scene): Change =>
  (plan) => {
    const plain = { word: 'integer', notNull: false, default: null, check: null, comment: null };
    return { ...plan, domains: [...(plan.domains ?? []), { schema, name: 'stage domain', ...plain, ...facts }] };
  };

export const parted =
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

export const housed =
  (name: string) =>
  (scene: Scene): Change =>
  (plan) => ({
    ...plan,
    namespaces: [...plan.namespaces, { name, comment: null }],
    tables: [...plan.tables, { ...table('inside', scene, [column('id', 'integer')]), schema: name }],
  });

/** Where the second table moves to: a schema that both sides have, apart from the others. */
export const AWAY = 'stage away';
export const away = (): Change => (plan) => ({
  ...plan,
  namespaces: [...plan.namespaces, { name: AWAY, comment: null }],
});

export const secondKey = (facts: Partial<KeyPlan>) =>
  inTable(SECOND, (own) => ({ ...own, primaryKey: key('second_pkey', ['nr'], facts) }));
