/** Random edits of a plan: parts come, go, change in one attribute, are renamed or swap names. */
import { refamilied } from './families';
import * as generate from './generate';
import type { DomainPlan, EnumPlan, SchemaPlan, TablePlan, ViewPlan } from './plan';
import type { Random } from './random';

/** The plan after so many edits. */
export function edited(random: Random, plan: SchemaPlan, edits: number): SchemaPlan {
  return Array.from({ length: edits }, () => null).reduce<SchemaPlan>((each) => edit(random, each), plan);
}

type Edit = (random: Random, plan: SchemaPlan) => SchemaPlan;

const EDITS: readonly (readonly [weight: number, edit: Edit])[] = [
  [1, (random, plan) => ({ ...plan, namespaces: listed(random, plan.namespaces, () => namespace(random)) })],
  [2, (random, plan) => ({ ...plan, enums: listed(random, plan.enums, () => generate.enumType(random, plan)) })],
  [4, (random, plan) => ({ ...plan, enums: one(random, plan.enums, (each) => relabelled(random, each)) })],
  [
    2,
    (random, plan) => ({ ...plan, domains: stable(random, plan.domains ?? [], () => generate.domain(random, plan)) }),
  ],
  [
    1,
    (random, plan) => ({ ...plan, objects: wholly(random, plan.objects ?? [], () => generate.object(random, plan)) }),
  ],
  [
    2,
    (random, plan) => ({ ...plan, sequences: listed(random, plan.sequences, () => generate.sequence(random, plan)) }),
  ],
  [2, (random, plan) => ({ ...plan, tables: wholes(random, plan.tables, () => generate.table(random, plan)) })],
  [3, (random, plan) => ({ ...plan, views: listed(random, plan.views, () => generate.view(random, plan)) })],
  [1, (random, plan) => ({ ...plan, views: one(random, plan.views, (each) => reindexed(random, each)) })],
  [3, refamilied],
  [24, (random, plan) => ({ ...plan, tables: one(random, plan.tables, (each) => retabled(random, plan, each)) })],
];

function edit(random: Random, plan: SchemaPlan): SchemaPlan {
  const all = EDITS.flatMap(([weight, each]) => Array.from({ length: weight }, () => each));
  return random.pick(all)(random, plan);
}

function namespace(random: Random): SchemaPlan['namespaces'][number] {
  return { name: random.pick(generate.NAMESPACES), comment: generate.comment(random) };
}

type Part = (random: Random, plan: SchemaPlan, table: TablePlan) => TablePlan;

const PARTS: readonly (readonly [weight: number, part: Part])[] = [
  [
    8,
    (random, plan, table) => ({
      ...table,
      columns: listed(random, table.columns, () => generate.column(random, plan, table)),
    }),
  ],
  [
    3,
    (random, plan, table) => ({
      ...table,
      columns: one(random, table.columns, (each) => ({ ...each, type: generate.type(random, plan) })),
    }),
  ],
  [
    3,
    (random, plan, table) => ({
      ...table,
      columns: one(random, table.columns, (each) => filled(random, plan, table, each)),
    }),
  ],
  [2, (random, _plan, table) => ({ ...table, primaryKey: rekeyed(random, table) })],
  [
    2,
    (random, _plan, table) => ({ ...table, uniques: listed(random, table.uniques, () => generate.key(random, table)) }),
  ],
  [
    2,
    (random, _plan, table) => ({ ...table, checks: listed(random, table.checks, () => generate.check(random, table)) }),
  ],
  [
    1,
    (random, _plan, table) => ({
      ...table,
      exclusions: listed(random, table.exclusions, () => generate.exclusion(random, table)),
    }),
  ],
  [
    2,
    (random, plan, table) => ({
      ...table,
      foreignKeys: listed(random, table.foreignKeys, () => generate.foreignKey(random, plan, table)),
    }),
  ],
  [2, (random, plan, table) => generate.pointing(random, plan, table)],
  [
    4,
    (random, _plan, table) => ({
      ...table,
      indexes: listed(random, table.indexes, () => generate.index(random, table)),
    }),
  ],
  [1, (random, _plan, table) => ({ ...table, comment: generate.comment(random) })],
  [2, (random, _plan, table) => mixed(random, table, { ...table, ...generate.facts(random) })],
  [2, (random, plan, table) => ({ ...table, foreignKeys: retimed(random, plan, table) })],
];

function retabled(random: Random, plan: SchemaPlan, table: TablePlan): TablePlan {
  if (table.columns.length === 0) return { ...table, columns: [generate.column(random, plan, table)] };
  const all = PARTS.flatMap(([weight, each]) => Array.from({ length: weight }, () => each));
  return random.pick(all)(random, plan, table);
}

function filled(random: Random, plan: SchemaPlan, table: TablePlan, column: TablePlan['columns'][number]) {
  const { filling, choice, source } = generate.column(random, plan, table);
  return { ...column, filling, choice, source };
}

function rekeyed(random: Random, table: TablePlan): TablePlan['primaryKey'] {
  if (table.primaryKey === null) return generate.key(random, table);
  return random.chance(0.2) ? null : mixed(random, table.primaryKey, generate.key(random, table));
}

function reindexed(random: Random, view: ViewPlan): ViewPlan {
  const names = view.columns.length === 0 ? ['a'] : view.columns;
  return { ...view, indexes: listed(random, view.indexes, () => generate.indexOver(random, names)) };
}

function relabelled(random: Random, type: EnumPlan): EnumPlan {
  const { labels } = type;
  const at = random.below(labels.length + 1);
  const fresh = generate.label(random);
  const ways: readonly (readonly string[])[] = [
    labels.includes(fresh) ? labels : [...labels.slice(0, at), fresh, ...labels.slice(at)],
    labels.includes(fresh) ? labels : [...labels.slice(0, at), fresh, ...labels.slice(at + 1)],
    labels.length > 1 ? labels.filter((_, index) => index !== at) : labels,
    [...labels].reverse(),
  ];
  return { ...type, labels: random.pick(ways) };
}

/** One of the list changed; an empty list stays. */
function one<T>(random: Random, list: readonly T[], change: (each: T) => T): readonly T[] {
  const at = random.below(list.length);
  return list.map((each, index) => (index === at ? change(each) : each));
}

/** A part comes, goes, changes in one attribute, takes another's name, or is replaced under its name. */
function listed<T extends { readonly name: string }>(random: Random, list: readonly T[], fresh: () => T): readonly T[] {
  if (list.length === 0) return [fresh()];
  const way = random.below(8);
  if (way === 0) return [...list, fresh()];
  if (way === 1) return list.filter((each) => each !== random.pick(list));
  if (way === 2 && list.length > 1) return swapped(random, list);
  if (way === 3) return one(random, list, (each) => ({ ...fresh(), name: each.name }));
  if (way === 4) return one(random, list, (each) => ({ ...each, name: fresh().name }));
  return one(random, list, (each) => mixed(random, each, fresh()));
}

/** A domain over another type is another domain: it takes another name. */
function stable(random: Random, list: readonly DomainPlan[], fresh: () => DomainPlan): readonly DomainPlan[] {
  const words = new Map(list.map((each) => [each.name, each.word]));
  return listed(random, list, fresh).map((each) => ({ ...each, word: words.get(each.name) ?? each.word }));
}

function wholly<T>(random: Random, list: readonly T[], fresh: () => T): readonly T[] {
  if (list.length === 0 || random.chance(0.3)) return [...list, fresh()];
  const gone = random.pick(list);
  return list.filter((each) => each !== gone);
}

/** Only what changes in place: the timing, and whether the rows have been looked at. */
function retimed(random: Random, plan: SchemaPlan, table: TablePlan): TablePlan['foreignKeys'] {
  return one(random, table.foreignKeys, (each) => {
    const { timing, validated } = generate.foreignKey(random, plan, table);
    return random.chance(0.5) ? { ...each, timing } : { ...each, validated: validated && !each.validated };
  });
}

/** Tables come, go, swap names, or move. */
function wholes(random: Random, list: readonly TablePlan[], fresh: () => TablePlan): readonly TablePlan[] {
  if (list.length === 0) return [fresh()];
  const way = random.below(5);
  if (way === 0) return [...list, fresh()];
  if (way === 1 && list.length > 1) return swapped(random, list);
  if (way === 2) return one(random, list, (each) => ({ ...each, name: fresh().name }));
  const gone = random.pick(list);
  return list.filter((each) => each !== gone);
}

function swapped<T extends { readonly name: string }>(random: Random, list: readonly T[]): readonly T[] {
  const [first, second] = random.some(list, 2, 2);
  if (first === undefined || second === undefined) return list;
  return list.map((each) => {
    if (each === first) return { ...each, name: second.name };
    return each === second ? { ...each, name: first.name } : each;
  });
}

/** The old with one attribute of the fresh one. */
function mixed<T extends object>(random: Random, old: T, fresh: T): T {
  const differing = Object.entries(fresh).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(Object.entries(old).find(([own]) => own === key)?.[1]),
  );
  if (differing.length === 0) return old;
  return { ...old, ...Object.fromEntries([random.pick(differing)]) };
}
