/** The pair of a seed: mostly a schema and a few edits of it; now and then many, or two that have nothing in common but names. */
import type { Rename } from '../../../src/compare/rename';
import { nameKey } from '../../../src/schema/names';
import { edited } from './edits';
import { family, ofOneKind, refamilied } from './families';
import * as generate from './generate';
import { flipped } from './flips';
import type { DomainPlan, SchemaPlan } from './plan';
import { randomFrom, type Random } from './random';
import type { PlanPair } from './shrink';
import { renamedInPlan } from './renamed-plan';
import { themed } from './themes';

export function pairOf(seed: number): PlanPair {
  const random = randomFrom(seed);
  const from = withFamily(random, generate.plan(random));
  const grown = random.chance(0.1)
    ? withFamily(random, generate.plan(random))
    : edited(random, from, random.chance(0.15) ? 24 : 1 + random.below(8));
  const moved = random.chance(0.5) ? refamilied(random, refamilied(random, grown)) : grown;
  const rare = flipped(random, moved, random.chance(0.6) ? 1 + random.below(5) : 0);
  const to = ofOneKind(from, { ...rare, domains: overTheSame(from.domains ?? [], rare.domains ?? []) });
  const extras = Array.from({ length: random.chance(0.4) ? 1 + random.below(4) : 0 }, (_, at) =>
    generate.extra(random, at),
  );
  const answered = Array.from({ length: random.chance(0.35) ? 1 + random.below(3) : 0 }, () => null).reduce<Answered>(
    (each) => answer(random, from, each),
    { to, renames: [] },
  );
  // Last, so that a seed gives the same pair as before beneath its themes.
  const themes = random.chance(0.5) ? 4 + random.below(8) : 0;
  const sides = themed(random, { from, ...answered }, themes);
  return { ...sides, from: withExtensions(random, sides.from), to: withExtensions(random, sides.to), extras };
}

const EXTENSIONS = ['citext', 'hstore', 'ltree', 'pg_trgm'];

function withExtensions(random: Random, plan: SchemaPlan): SchemaPlan {
  return { ...plan, extensions: random.some(EXTENSIONS, 0, 2) };
}

function withFamily(random: Random, plan: SchemaPlan): SchemaPlan {
  return random.chance(0.35) ? { ...plan, families: [family(random, plan)] } : plan;
}

/** PostgreSQL has no way from one type beneath a domain to another, and neither has Stillhead: it names the difference. */
function overTheSame(from: readonly DomainPlan[], to: readonly DomainPlan[]): readonly DomainPlan[] {
  const words = new Map([...from, ...to].reverse().map((each) => [nameKey(each), each.word]));
  return to.map((each) => ({ ...each, word: words.get(nameKey(each)) ?? each.word }));
}

interface Answered {
  readonly to: SchemaPlan;
  readonly renames: readonly Rename[];
}

/** One more rename that a person has accepted, of something that both sides have. */
function answer(random: Random, from: SchemaPlan, { to, renames }: Answered): Answered {
  const rename = random.pick([
    schemaRename,
    tableRename,
    tableRename,
    columnRename,
    columnRename,
    columnRename,
    enumRename,
    labelRename,
  ])(random, from, to);
  // What lies in a schema that has another name is spoken of by its old one: one such answer is enough for a pair.
  const mixes = rename?.kind === 'schema' ? renames.length > 0 : renames.some(({ kind }) => kind === 'schema');
  return rename === null || mixes ? { to, renames } : { to: renamedInPlan(to, rename), renames: [...renames, rename] };
}

type Finder = (random: Random, from: SchemaPlan, to: SchemaPlan) => Rename | null;

function both<T extends { readonly schema: string; readonly name: string }>(
  random: Random,
  from: readonly T[],
  to: readonly T[],
): T | null {
  const kept = to.filter((each) => from.some((other) => nameKey(other) === nameKey(each)));
  return kept.length === 0 ? null : random.pick(kept);
}

const schemaRename: Finder = (random, from, to) => {
  const kept = to.namespaces.filter(({ name }) => from.namespaces.some((each) => each.name === name));
  if (kept.length === 0) return null;
  const { name } = random.pick(kept);
  return { kind: 'schema', name, to: `${name}_renamed` };
};

const tableRename: Finder = (random, from, to) => {
  const table = both(random, from.tables, to.tables);
  if (table === null) return null;
  const { schema, name } = table;
  const other = random.pick(to.namespaces.length === 0 ? [schema] : to.namespaces.map((each) => each.name));
  const moves = random.chance(0.6) && other !== schema;
  const renamed = !moves || random.chance(0.3) ? `${name}_renamed` : name;
  return { kind: 'table', table: { schema, name }, to: renamed, ...(moves ? { toSchema: other } : {}) };
};

const columnRename: Finder = (random, from, to) => {
  const table = both(random, from.tables, to.tables);
  const before = from.tables.find((each) => table !== null && nameKey(each) === nameKey(table));
  const columns = table?.columns.filter(({ name }) => before?.columns.some((each) => each.name === name)) ?? [];
  if (table === null || columns.length === 0) return null;
  const { name } = random.pick(columns);
  return { kind: 'column', table: { schema: table.schema, name: table.name }, name, to: `${name}_renamed` };
};

const enumRename: Finder = (random, from, to) => {
  const type = both(random, from.enums, to.enums);
  if (type === null) return null;
  return { kind: 'enum', enum: { schema: type.schema, name: type.name }, to: `${type.name}_renamed` };
};

const labelRename: Finder = (random, from, to) => {
  const type = both(random, from.enums, to.enums);
  const before = from.enums.find((each) => type !== null && nameKey(each) === nameKey(type));
  const labels = type?.labels.filter((label) => before?.labels.includes(label)) ?? [];
  if (type === null || labels.length === 0) return null;
  const value = random.pick(labels);
  return { kind: 'enumValue', enum: { schema: type.schema, name: type.name }, value, to: `${value} renamed` };
};
