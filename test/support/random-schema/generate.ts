/** Random plans. Every part has a function that makes one such part for a plan that is already there: `edits.ts` uses them too. */
import type { QualifiedName, ReferentialAction } from '../../../src/schema/types';
import type {
  CheckPlan,
  DomainPlan,
  ExtraPlan,
  ObjectPlan,
  ColumnPlan,
  ConditionPlan,
  EnumPlan,
  ExclusionPlan,
  Filling,
  ForeignKeyPlan,
  IndexPlan,
  KeyPlan,
  SchemaPlan,
  SequencePlan,
  TablePlan,
  TimingPlan,
  TypePlan,
  ViewPlan,
} from './plan';
import type { Random } from './random';
import { KEY_WORDS, WORDS } from './types';

export const NAMESPACES = ['app', 'other', 'Odd "one"'];
const TABLES = ['users', 'orders', 'items', 'Order', 'user', 'a b', 'tag', 'état', 'x"y'];
const COLUMNS = ['id', 'name', 'a', 'b', 'c', 'ref', 'Select', 'order', 'two words', 'it"s', 'état', 'ID', 'kind'];
const VIEWS = ['v', 'w', 'View 3', 'totals', 'recent'];
const ENUMS = ['state', 'Kind', 'users_kind_enum', 'm'];
const DOMAINS = ['amount', 'Email', 'kind d'];
const OBJECTS = ['pair', 'Span', 'order c'];
const SEQUENCES = ['counter', 'Seq', 'numbers'];
const LABELS = ['new', 'paid', 'void', 'on hold', "it's", 'Ünï', 'x,y', '{z}', 'NULL', ''];
const COMMENTS = ['plain', "it's", 'two\nlines', '$$ \\ "quoted"', 'état; -- no'];
const ACTIONS: readonly ReferentialAction[] = ['NO ACTION', 'RESTRICT', 'CASCADE', 'SET NULL', 'SET DEFAULT'];
const FILLINGS: readonly Filling[] = [
  'none',
  'none',
  'none',
  'default',
  'default',
  'serial',
  'identityAlways',
  'identityByDefault',
  'stored',
  'virtual',
  'nextval',
];

export function comment(random: Random): string | null {
  return random.chance(0.2) ? random.pick(COMMENTS) : null;
}

function timing(random: Random): TimingPlan {
  return random.chance(0.7) ? 0 : random.pick([1, 2]);
}

/** A name of a kind, with a number out of few, so that names meet again. */
function named(random: Random, kind: string): string {
  return `${random.chance(0.1) ? `${kind} "odd"` : kind}_${random.below(30)}`;
}

export function plan(random: Random): SchemaPlan {
  const namespaces = NAMESPACES.slice(0, 1 + random.below(3)).map((name) => ({ name, comment: comment(random) }));
  const empty: SchemaPlan = { namespaces, enums: [], sequences: [], tables: [], views: [] };
  const enums = repeat(random, 3, () => enumType(random, empty));
  const sequences = repeat(random, 2, () => sequence(random, empty));
  const domains = repeat(random, 2, () => domain(random, empty));
  const objects = random.chance(0.3) ? [object(random, empty)] : [];
  const names = repeat(random, 5, () => qualified(random, empty, TABLES));
  const bare = [...names, qualified(random, empty, TABLES)].reduce<SchemaPlan>(
    (grown, name) => ({ ...grown, tables: [...grown.tables, table(random, grown, name)] }),
    { ...empty, enums, sequences, domains, objects },
  );
  const tables = bare.tables.map((each) => withForeignKeys(random, bare, each));
  return repeat(random, 4, () => null).reduce<SchemaPlan>(
    (grown) => ({ ...grown, views: [...grown.views, view(random, grown)] }),
    { ...bare, tables },
  );
}

function repeat<T>(random: Random, most: number, make: () => T): readonly T[] {
  return Array.from({ length: random.below(most + 1) }, make);
}

function qualified(random: Random, of: SchemaPlan, names: readonly string[]): QualifiedName {
  return { schema: of.namespaces.length === 0 ? 'app' : random.pick(of.namespaces).name, name: random.pick(names) };
}

export function enumType(random: Random, of: SchemaPlan): EnumPlan {
  return { ...qualified(random, of, ENUMS), labels: random.some(LABELS, 1, 5), comment: comment(random) };
}

export function domain(random: Random, of: SchemaPlan): DomainPlan {
  return {
    ...qualified(random, of, DOMAINS),
    word: random.pick(['integer', 'text', 'varchar(20)', 'numeric(10,2)', 'date', 'jsonb']),
    notNull: random.chance(0.15),
    default: random.chance(0.4) ? random.below(60) : null,
    check: random.chance(0.5) ? { name: named(random, 'dcheck'), choice: random.below(60) } : null,
    comment: comment(random),
  };
}

export function object(random: Random, of: SchemaPlan): ObjectPlan {
  const kind = random.pick(['compositeType', 'rangeType', 'collation'] as const);
  return { ...qualified(random, of, OBJECTS), kind, comment: comment(random) };
}

export function extra(random: Random, at: number): ExtraPlan {
  const kind = random.pick(['trigger', 'policy', 'grant', 'columnGrant', 'rule', 'viewGrant'] as const);
  return { name: `extra ${at}`, kind, choice: random.below(60) };
}

export function label(random: Random): string {
  return random.pick(LABELS);
}

export function sequence(random: Random, of: SchemaPlan): SequencePlan {
  const table = of.tables.length === 0 ? null : random.pick(of.tables);
  const owns = table !== null && table.columns.length > 0 && random.chance(0.3);
  return {
    ...qualified(random, of, SEQUENCES),
    type: random.pick(['smallint', 'integer', 'bigint']),
    increment: random.pick([1, 1, 2, 10]),
    cache: random.pick([1, 1, 20]),
    cycle: random.chance(0.2),
    owner: owns ? { schema: table.schema, name: table.name, column: random.pick(table.columns).name } : null,
    comment: comment(random),
  };
}

export function table(random: Random, of: SchemaPlan, name = qualified(random, of, TABLES)): TablePlan {
  const bare: TablePlan = {
    ...name,
    columns: random.some(COLUMNS, 0, 7).map((each) => ({ ...column(random, of, {}), name: each })),
    primaryKey: null,
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: [],
    indexes: [],
    comment: comment(random),
    ...facts(random),
  };
  if (bare.columns.length === 0) return bare;
  return {
    ...bare,
    primaryKey: random.chance(0.75) ? { ...key(random, bare), name: `${name.name}_pkey` } : null,
    uniques: repeat(random, 2, () => key(random, bare)),
    checks: repeat(random, 2, () => check(random, bare)),
    exclusions: random.chance(0.15) ? [exclusion(random, bare)] : [],
    indexes: repeat(random, 3, () => index(random, bare)),
  };
}

/** What is said of a table as a whole. */
export function facts(random: Random): Pick<TablePlan, 'unlogged' | 'fillfactor' | 'rowSecurity' | 'replicaIdentity'> {
  return {
    unlogged: random.chance(0.06),
    fillfactor: random.chance(0.12) ? random.pick(['70', '90']) : null,
    rowSecurity: random.chance(0.85) ? 'off' : random.pick(['enabled', 'forced']),
    replicaIdentity: random.chance(0.9) ? null : random.pick(['full', 'nothing']),
  };
}

function withForeignKeys(random: Random, of: SchemaPlan, own: TablePlan): TablePlan {
  return repeat(random, 2, () => null).reduce<TablePlan>((grown) => pointing(random, of, grown), own);
}

/** The table with one more foreign key, and columns for it that have the types of the key, now and after a change of it. */
export function pointing(random: Random, of: SchemaPlan, own: TablePlan): TablePlan {
  const target = random.chance(0.2) ? own : random.pick(of.tables);
  const keys = [...(target.primaryKey === null ? [] : [target.primaryKey]), ...target.uniques];
  const columns = (keys[0] ?? { columns: [] }).columns.map((name): ColumnPlan => ({
    ...column(random, of, own),
    name: `${target.name}_${name}`.slice(0, 30),
    type: { like: { schema: target.schema, name: target.name, column: name } },
    filling: random.chance(0.1) ? 'default' : 'none',
  }));
  const fresh = foreignKey(random, of, own);
  const added = {
    ...fresh,
    table: { schema: target.schema, name: target.name },
    key: 0,
    columns: columns.map(({ name }) => name),
  };
  return { ...own, columns: [...own.columns, ...columns], foreignKeys: [...own.foreignKeys, added] };
}

export function type(random: Random, of: SchemaPlan): TypePlan {
  if (of.enums.length > 0 && random.chance(0.25)) {
    const { schema, name } = random.pick(of.enums);
    return { enum: { schema, name } };
  }
  const domains = of.domains ?? [];
  if (domains.length > 0 && random.chance(0.12)) {
    const { schema, name } = random.pick(domains);
    return { domain: { schema, name } };
  }
  return { word: random.pick(random.chance(0.4) ? KEY_WORDS : Object.keys(WORDS)) };
}

export function column(random: Random, of: SchemaPlan, own: { readonly columns?: readonly ColumnPlan[] }): ColumnPlan {
  const names = own.columns?.map(({ name }) => name) ?? COLUMNS;
  const filling = random.pick(FILLINGS);
  return {
    name: random.pick(COLUMNS),
    type: ['serial', 'identityAlways', 'identityByDefault', 'nextval'].includes(filling)
      ? { word: random.pick(['integer', 'bigint', 'smallint']) }
      : type(random, of),
    array: filling === 'none' && random.chance(0.2),
    notNull: random.chance(0.4),
    filling,
    choice: random.below(60),
    source: names.length === 0 ? '' : random.pick(names),
    sequence: qualified(random, of, SEQUENCES),
    collation: random.chance(0.1) ? random.pick(['C', 'POSIX']) : null,
    statistics: random.chance(0.05) ? random.pick([0, 500]) : null,
    storage: random.chance(0.1) ? random.below(5) : 0,
    comment: comment(random),
  };
}

function columnNames(
  random: Random,
  own: { readonly columns: readonly ColumnPlan[] },
  least: number,
  most: number,
): readonly string[] {
  return random.some(own.columns, least, most).map(({ name }) => name);
}

export function key(random: Random, own: TablePlan): KeyPlan {
  return {
    name: named(random, 'key'),
    columns: columnNames(random, own, 1, random.chance(0.3) ? 3 : 1),
    include: random.chance(0.1) ? columnNames(random, own, 1, 2) : [],
    nullsNotDistinct: random.chance(0.1),
    timing: random.chance(0.8) ? 0 : timing(random),
    comment: comment(random),
  };
}

function condition(random: Random, names: readonly string[]): ConditionPlan {
  return { column: names.length === 0 ? '' : random.pick(names), choice: random.below(60) };
}

const namesOf = (own: TablePlan): readonly string[] => own.columns.map(({ name }) => name);

export function check(random: Random, own: TablePlan): CheckPlan {
  return {
    ...condition(random, namesOf(own)),
    name: named(random, 'check'),
    validated: random.chance(0.9),
    noInherit: random.chance(0.05),
    comment: comment(random),
  };
}

export function exclusion(random: Random, own: TablePlan): ExclusionPlan {
  return {
    name: named(random, 'excl'),
    column: random.pick(namesOf(own)),
    where: random.chance(0.3) ? condition(random, namesOf(own)) : null,
    timing: timing(random),
    comment: comment(random),
  };
}

export function foreignKey(random: Random, of: SchemaPlan, own: TablePlan): ForeignKeyPlan {
  const target = of.tables.length === 0 ? own : random.pick(of.tables);
  return {
    name: named(random, 'fk'),
    columns: columnNames(random, own, 1, 1),
    table: { schema: target.schema, name: target.name },
    key: random.below(3),
    onDelete: random.pick(ACTIONS),
    onUpdate: random.pick(ACTIONS),
    firstColumnOnly: random.chance(0.3),
    full: random.chance(0.1),
    timing: timing(random),
    validated: random.chance(0.9),
    comment: comment(random),
  };
}

export function index(random: Random, own: { readonly columns: readonly ColumnPlan[] }): IndexPlan {
  return indexOver(
    random,
    own.columns.map(({ name }) => name),
  );
}

export function indexOver(random: Random, names: readonly string[]): IndexPlan {
  const keys = Array.from({ length: 1 + random.below(2) }, () => ({
    ...condition(random, names),
    expression: random.chance(0.25),
    desc: random.chance(0.25),
    otherNulls: random.chance(0.15),
    pattern: random.chance(0.1),
    collation: random.chance(0.05) ? 'C' : null,
  }));
  return {
    name: named(random, 'ix'),
    keys,
    unique: random.chance(0.3),
    method: random.chance(0.7) ? 'btree' : random.pick(['hash', 'gin', 'gist', 'brin']),
    include: random.chance(0.1) ? random.some(names, 1, 2) : [],
    predicate: random.chance(0.25) ? condition(random, names) : null,
    nullsNotDistinct: random.chance(0.15),
    fillfactor: random.chance(0.1) ? random.pick(['70', '90']) : null,
    comment: comment(random),
  };
}

export function view(random: Random, of: SchemaPlan): ViewPlan {
  const relations: readonly (QualifiedName & { readonly columns: readonly (string | { readonly name: string })[] })[] =
    [...of.tables, ...of.views, ...of.views];
  const from = relations.length === 0 ? { ...qualified(random, of, TABLES), columns: [] } : random.pick(relations);
  const names = from.columns.map((each) => (typeof each === 'string' ? each : each.name));
  const other = relations.length === 0 || random.chance(0.8) ? null : random.pick(relations);
  return {
    ...qualified(random, of, VIEWS),
    from: { schema: from.schema, name: from.name },
    columns: random.some(names, 1, 4),
    where: random.chance(0.4) ? condition(random, names) : null,
    grouped: random.chance(0.2),
    join: other === null ? null : { schema: other.schema, name: other.name },
    materialized: random.chance(0.35),
    barrier: random.chance(0.1),
    populated: random.chance(0.9),
    indexes: repeat(random, 2, () => indexOver(random, names.length === 0 ? ['a'] : names)),
    comment: comment(random),
  };
}
