/** Random families: a table with its partitions, or with the tables that inherit from it. How they come about, and how they change. */
import type { QualifiedName } from '../../../src/schema/types';
import * as generate from './generate';
import type { ColumnPlan, FamilyPlan, MemberPlan, SchemaPlan } from './plan';
import type { Random } from './random';

const NAMES = ['log', 'Event', 'odd "log"'];
const COLUMNS = ['note', 'Size', 'kind', 'two words'];
/** Of members: their bounds follow from it. */
const NUMBERS = [0, 1, 2, 7];

export function family(random: Random, of: SchemaPlan): FamilyPlan {
  const name: QualifiedName = {
    schema: of.namespaces.length === 0 ? 'app' : random.pick(of.namespaces).name,
    name: random.pick(NAMES),
  };
  const columns = random.some(COLUMNS, 1, 3).map((each) => ({ ...column(random, of), name: each }));
  const bare: FamilyPlan = {
    ...name,
    by: random.pick(['range', 'list', 'inheritance']),
    keyed: random.chance(0.6),
    columns,
    indexes: [],
    members: random.some(NUMBERS, 1, 3).map((number) => member(random, number)),
    comment: generate.comment(random),
  };
  return { ...bare, indexes: random.chance(0.5) ? [index(random, bare)] : [] };
}

/** Of what a parent passes on: neither a sequence nor an expression. */
function column(random: Random, of: SchemaPlan): ColumnPlan {
  const filling = random.chance(0.4) ? 'default' : 'none';
  return { ...generate.column(random, of, {}), name: random.pick(COLUMNS), filling, type: generate.type(random, of) };
}

function member(random: Random, number: number): MemberPlan {
  return {
    name: String(number),
    joined: random.chance(0.75),
    fillfactor: random.chance(0.15) ? random.pick(['70', '90']) : null,
    comment: generate.comment(random),
  };
}

function index(random: Random, own: FamilyPlan): FamilyPlan['indexes'][number] {
  return { ...generate.index(random, own), unique: false };
}

/** One family changed, come or gone. */
export function refamilied(random: Random, plan: SchemaPlan): SchemaPlan {
  const families = plan.families ?? [];
  if (families.length === 0) return random.chance(0.3) ? { ...plan, families: [family(random, plan)] } : plan;
  const chosen = random.pick(families);
  if (random.chance(0.1)) return { ...plan, families: families.filter((each) => each !== chosen) };
  const change = random.pick(CHANGES);
  return { ...plan, families: families.map((each) => (each === chosen ? change(random, plan, each) : each)) };
}

type Change = (random: Random, plan: SchemaPlan, own: FamilyPlan) => FamilyPlan;

const joins: Change = (random, _plan, own) => ({
  ...own,
  members: one(random, own.members, (each) => ({ ...each, joined: !each.joined })),
});

const CHANGES: readonly Change[] = [
  joins,
  joins,
  joins,
  (random, _plan, own) => {
    const fresh = member(random, random.pick(NUMBERS));
    const others = own.members.filter(({ name }) => name !== fresh.name);
    return { ...own, members: others.length === own.members.length ? [...others, fresh] : others };
  },
  (random, _plan, own) => {
    const fresh = member(random, 0);
    return {
      ...own,
      members: one(random, own.members, (each) => ({ ...each, fillfactor: fresh.fillfactor, comment: fresh.comment })),
    };
  },
  (random, plan, own) => {
    const fresh = column(random, plan);
    const others = own.columns.filter(({ name }) => name !== fresh.name);
    return { ...own, columns: others.length === own.columns.length ? [...others, fresh] : others };
  },
  (random, plan, own) => ({
    ...own,
    columns: one(random, own.columns, (each) => {
      const fresh = column(random, plan);
      return random.pick([
        { ...each, notNull: !each.notNull },
        { ...each, filling: fresh.filling, choice: fresh.choice },
        { ...each, type: fresh.type, array: fresh.array },
        { ...each, comment: fresh.comment, storage: fresh.storage ?? 0, statistics: fresh.statistics ?? null },
      ]);
    }),
  }),
  (random, _plan, own) => ({ ...own, indexes: own.indexes.length === 0 ? [index(random, own)] : [] }),
  (_random, _plan, own) => ({ ...own, keyed: !own.keyed }),
  (random, _plan, own) => ({ ...own, comment: generate.comment(random) }),
];

function one<T>(random: Random, list: readonly T[], change: (each: T) => T): readonly T[] {
  const at = random.below(Math.max(list.length, 1));
  return list.map((each, place) => (place === at ? change(each) : each));
}

/**
 * What is not led across and named instead: by what a table is parted (it is made anew, and its rows are a person's to copy), and a
 * column of its own that becomes the parent's alone, as it does where a child leaves and comes back.
 */
export function ofOneKind(from: SchemaPlan, to: SchemaPlan): SchemaPlan {
  const before = new Map((from.families ?? []).map((each) => [JSON.stringify([each.schema, each.name]), each]));
  const families = (to.families ?? []).map((each): FamilyPlan => {
    const old = before.get(JSON.stringify([each.schema, each.name]));
    if (old === undefined) return each;
    if (old.by !== 'inheritance') return { ...each, by: old.by };
    const was = new Map(old.members.map(({ name, joined }) => [name, joined]));
    const members = each.members.map((own) => ({ ...own, joined: was.get(own.name) ?? own.joined }));
    return { ...each, by: old.by, members };
  });
  return to.families === undefined ? to : { ...to, families };
}
