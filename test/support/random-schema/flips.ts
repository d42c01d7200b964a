/** One attribute of one part changed, each as often as any other: what chance alone comes upon too rarely. */
import type { SchemaPlan, TablePlan, TimingPlan } from './plan';
import type { Random } from './random';

type Flip = (random: Random, plan: SchemaPlan) => SchemaPlan;

/** The plan after so many flips; one that finds nothing to change changes nothing. */
export function flipped(random: Random, plan: SchemaPlan, flips: number): SchemaPlan {
  return Array.from({ length: flips }, () => null).reduce<SchemaPlan>((each) => random.pick(FLIPS)(random, each), plan);
}

/** One of the list changed, where there is any. */
function one<T>(random: Random, list: readonly T[], change: (each: T) => T): readonly T[] {
  const at = random.below(Math.max(list.length, 1));
  return list.map((each, index) => (index === at ? change(each) : each));
}

/** In a table that has such parts. */
function inTable(has: (table: TablePlan) => boolean, change: (random: Random, table: TablePlan) => TablePlan): Flip {
  return (random, plan) => {
    const tables = plan.tables.filter(has);
    if (tables.length === 0) return plan;
    const chosen = random.pick(tables);
    return { ...plan, tables: plan.tables.map((table) => (table === chosen ? change(random, table) : table)) };
  };
}

type Lists = 'columns' | 'uniques' | 'checks' | 'exclusions' | 'foreignKeys' | 'indexes';

function part<L extends Lists>(list: L, change: (random: Random, each: TablePlan[L][number]) => object): Flip {
  return inTable(
    (table) => table[list].length > 0,
    (random, table) => ({
      ...table,
      [list]: one<TablePlan[L][number]>(random, table[list], (each) => ({ ...each, ...change(random, each) })),
    }),
  );
}

const key = (change: (random: Random, each: NonNullable<TablePlan['primaryKey']>) => object): Flip =>
  inTable(
    (table) => table.primaryKey !== null,
    (random, table) =>
      table.primaryKey === null
        ? table
        : { ...table, primaryKey: { ...table.primaryKey, ...change(random, table.primaryKey) } },
  );

const comment = (random: Random) => ({ comment: random.pick([null, 'flipped', "it's flipped"]) });
const otherTiming = (random: Random, { timing }: { readonly timing: TimingPlan }) => ({
  timing: random.pick(([0, 1, 2] as const).filter((each) => each !== timing)),
});
const include = (random: Random, { include: list }: { readonly include: readonly string[] }) => ({
  include: list.length === 0 ? [random.pick(['id', 'name', 'a', 'b', 'c', 'ref', 'kind', 'order'])] : [],
});
const distinctness = (_random: Random, { nullsNotDistinct }: { readonly nullsNotDistinct: boolean }) => ({
  nullsNotDistinct: !nullsNotDistinct,
});

const FLIPS: readonly Flip[] = [
  part('foreignKeys', otherTiming),
  part('foreignKeys', otherTiming),
  part('foreignKeys', (_random, { validated }) => ({ validated: !validated })),
  part('foreignKeys', (_random, { validated }) => ({ validated: !validated })),
  part('foreignKeys', (_random, { full }) => ({ full: !full })),
  part('foreignKeys', (_random, each) => ({ onDelete: 'SET NULL', firstColumnOnly: !each.firstColumnOnly })),
  part('foreignKeys', (random) => ({ onUpdate: random.pick(['NO ACTION', 'CASCADE', 'RESTRICT']) })),
  part('foreignKeys', comment),
  part('checks', (_random, { validated }) => ({ validated: !validated })),
  part('checks', (_random, { validated }) => ({ validated: !validated })),
  part('checks', (_random, { noInherit }) => ({ noInherit: !noInherit })),
  part('checks', comment),
  part('uniques', otherTiming),
  part('uniques', distinctness),
  part('uniques', include),
  part('uniques', comment),
  key(otherTiming),
  key(include),
  key(comment),
  part('exclusions', otherTiming),
  part('exclusions', comment),
  inTable(
    (table) => table.columns.length > 0,
    (random, table) => ({
      ...table,
      exclusions:
        table.exclusions.length > 0
          ? []
          : [
              {
                name: `excl_${random.below(9)}`,
                column: random.pick(table.columns).name,
                where: null,
                timing: 0,
                comment: null,
              },
            ],
    }),
  ),
  part('indexes', (random, { name }) => ({ name: `${name}_${random.below(9)}` })),
  part('indexes', (random, { name }) => ({ name: `${name}_${random.below(9)}` })),
  part('indexes', (_random, { unique }) => ({ unique: !unique, method: 'btree' })),
  part('indexes', (_random, each) => ({ unique: true, method: 'btree', nullsNotDistinct: !each.nullsNotDistinct })),
  part('indexes', (_random, { fillfactor }) => ({ fillfactor: fillfactor === null ? '75' : null })),
  part('indexes', include),
  part('indexes', comment),
  part('indexes', (_random, { keys }) => ({ keys: keys.map((each) => ({ ...each, pattern: !each.pattern })) })),
  part('indexes', (_random, { keys }) => ({
    keys: keys.map((each) => ({ ...each, collation: each.collation === null ? 'C' : null })),
  })),
  part('columns', (_random, { storage = 0 }) => ({ storage: storage === 2 ? 3 : 2 })),
  part('columns', (random) => ({ storage: random.below(5) })),
  part('columns', (_random, { statistics = null }) => ({ statistics: statistics === null ? 250 : null })),
  part('columns', (_random, { collation }) => ({ collation: collation === null ? 'C' : null })),
  part('columns', comment),
  inTable(
    () => true,
    (_random, table) => ({ ...table, unlogged: table.unlogged !== true }),
  ),
  (random, plan) => ({
    ...plan,
    views: one(random, plan.views, (each) => ({ ...each, barrier: !each.barrier, materialized: false })),
  }),
  (random, plan) => ({ ...plan, views: one(random, plan.views, (each) => ({ ...each, barrier: !each.barrier })) }),
  (random, plan) => ({
    ...plan,
    views: one(random, plan.views, (each) => ({
      ...each,
      where: { column: each.columns[0] ?? '', choice: random.below(60) },
    })),
  }),
  (random, plan) => ({
    ...plan,
    views: one(random, plan.views, (each) => ({ ...each, materialized: true, populated: each.populated === false })),
  }),
  (random, plan) => ({ ...plan, views: one(random, plan.views, (each) => ({ ...each, ...comment(random) })) }),
  (random, plan) => ({ ...plan, sequences: one(random, plan.sequences, (each) => ({ ...each, cycle: !each.cycle })) }),
  (random, plan) => ({
    ...plan,
    sequences: one(random, plan.sequences, (each) => ({ ...each, start: (each.start ?? 1) + random.below(20) })),
  }),
  (random, plan) => ({
    ...plan,
    sequences: one(random, plan.sequences, (each) => ({
      ...each,
      minValue: each.minValue === undefined ? -5 : undefined,
    })),
  }),
  (random, plan) => ({
    ...plan,
    sequences: one(random, plan.sequences, (each) => ({
      ...each,
      cache: each.cache === 1 ? 7 : 1,
      ...comment(random),
    })),
  }),
  (random, plan) => ({
    ...plan,
    sequences: one(random, plan.sequences, (each) => ({
      ...each,
      owner: each.owner === null ? ownerIn(random, plan, each.schema) : null,
    })),
  }),
  addLabel,
  addLabel,
  addLabel,
  (random, plan) => ({
    ...plan,
    domains: one(random, plan.domains ?? [], (each) => ({
      ...each,
      default: each.default === null ? random.below(60) : null,
    })),
  }),
  (random, plan) => ({
    ...plan,
    domains: one(random, plan.domains ?? [], (each) => ({ ...each, notNull: !each.notNull, ...comment(random) })),
  }),
];

function addLabel(random: Random, plan: SchemaPlan): SchemaPlan {
  const fresh = `added ${random.below(20)}`;
  return {
    ...plan,
    enums: one(random, plan.enums, (each) => {
      const at = random.below(each.labels.length + 1);
      if (each.labels.includes(fresh)) return each;
      return { ...each, labels: [...each.labels.slice(0, at), fresh, ...each.labels.slice(at)] };
    }),
  };
}

function ownerIn(random: Random, plan: SchemaPlan, schema: string): SchemaPlan['sequences'][number]['owner'] {
  const tables = plan.tables.filter((each) => each.schema === schema && each.columns.length > 0);
  if (tables.length === 0) return null;
  const table = random.pick(tables);
  return { schema, name: table.name, column: random.pick(table.columns).name };
}
