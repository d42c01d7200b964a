/**
 * What the database has and the model cannot say, in SQL's words. Only where leaving it out means something else: a model that says
 * nothing of a direction has an ascending index. The words are for people, and tell one fact from another; they are never SQL.
 */
import { defaultSequenceOptions } from '../schema/empty';
import type {
  CheckConstraint,
  ForeignKey,
  Index,
  IndexKey,
  ObjectName,
  PrimaryKey,
  SequenceOptions,
  Table,
  Timing,
  UniqueConstraint,
  View,
} from '../schema/types';
import { same } from './equal';
import type { CHECK, FOREIGN_KEY, INDEX, INDEX_KEY, NamedIn, PRIMARY_KEY, TABLE, UNIQUE, VIEW } from './inexpressible';
import type { Notes } from './notes';

type Words<T, S> = Readonly<Record<NamedIn<S> & keyof T, (object: T) => string>>;

const include = ({ include: columns }: { readonly include: readonly string[] }): string =>
  `INCLUDE (${columns.join(', ')})`;
const nulls = (): string => 'NULLS NOT DISTINCT';
const notValid = (): string => 'NOT VALID';

const TABLE_WORDS: Words<Table, typeof TABLE> = {
  unlogged: () => 'UNLOGGED',
  rowSecurity: ({ rowSecurity }) => `ROW LEVEL SECURITY ${rowSecurity}`,
};

const PRIMARY_KEY_WORDS: Words<PrimaryKey, typeof PRIMARY_KEY> = {
  include,
  timing: ({ timing }) => timingWords(timing),
};
const UNIQUE_WORDS: Words<UniqueConstraint, typeof UNIQUE> = { include, nullsNotDistinct: nulls };
const CHECK_WORDS: Words<CheckConstraint, typeof CHECK> = { noInherit: () => 'NO INHERIT', validated: notValid };

const FOREIGN_KEY_WORDS: Words<ForeignKey, typeof FOREIGN_KEY> = {
  onDeleteColumns: ({ onDelete, onDeleteColumns }) => `ON DELETE ${onDelete} (${(onDeleteColumns ?? []).join(', ')})`,
  match: ({ match }) => `MATCH ${match}`,
  validated: notValid,
};

const INDEX_WORDS: Words<Index, typeof INDEX> = {
  include,
  nullsNotDistinct: nulls,
  valid: () => 'INVALID, left behind by a failed build',
};

const order = (key: IndexKey): string =>
  `${keyName(key)} ${key.direction.toUpperCase()} NULLS ${key.nulls.toUpperCase()}`;

const INDEX_KEY_WORDS: Words<IndexKey, typeof INDEX_KEY> = {
  opclass: (key) => `${keyName(key)} ${key.opclass?.name ?? ''}`,
  collation: (key) => `${keyName(key)} COLLATE "${key.collation?.name ?? ''}"`,
  direction: order,
  nulls: order,
};

const VIEW_WORDS: Words<View, typeof VIEW> = {
  options: ({ options }) =>
    `WITH (${Object.entries(options)
      .map((option) => option.join('='))
      .join(', ')})`,
  populated: () => 'WITH NO DATA',
};

export function keptOfTable(current: Table, model: Table): readonly string[] {
  return kept(TABLE_WORDS, current, model);
}

export function keptOfPrimaryKey(current: PrimaryKey, model: PrimaryKey): readonly string[] {
  return kept(PRIMARY_KEY_WORDS, current, model);
}

export function keptOfUnique(current: UniqueConstraint, model: UniqueConstraint): readonly string[] {
  return kept(UNIQUE_WORDS, current, model);
}

export function keptOfCheck(current: CheckConstraint, model: CheckConstraint): readonly string[] {
  return kept(CHECK_WORDS, current, model);
}

export function keptOfForeignKey(current: ForeignKey, model: ForeignKey): readonly string[] {
  return kept(FOREIGN_KEY_WORDS, current, model);
}

/** Other methods than these have types that go without a default operator class: a model's index could not be made there. */
const ORDINARY: readonly string[] = ['btree', 'hash'];

export function keptOfIndex(current: Index, model: Index): readonly string[] {
  const ofIndex = kept(INDEX_WORDS, current, model);
  if (!ORDINARY.includes(current.method)) return ofIndex;
  const ofKeys = current.keys.flatMap((key, position) => {
    const wanted = model.keys[position];
    return wanted === undefined ? [] : kept(INDEX_KEY_WORDS, key, wanted);
  });
  return [...new Set(ofKeys), ...ofIndex];
}

export function keptOfView(current: View, model: View): readonly string[] {
  return kept(VIEW_WORDS, current, model);
}

/** The type is not told: a sequence that was made for a column that was there is of bigint whatever the column's type. */
export function keptOfSequence(options: SequenceOptions): readonly string[] {
  const plain = defaultSequenceOptions(options.type);
  return [
    ...(options.start === plain.start ? [] : [`START ${options.start}`]),
    ...(options.increment === plain.increment ? [] : [`INCREMENT ${options.increment}`]),
    ...(options.minValue === plain.minValue ? [] : [`MINVALUE ${options.minValue}`]),
    ...(options.maxValue === plain.maxValue ? [] : [`MAXVALUE ${options.maxValue}`]),
    ...(options.cache === plain.cache ? [] : [`CACHE ${options.cache}`]),
    ...(options.cycle === plain.cycle ? [] : ['CYCLE']),
  ];
}

export function noteKept(object: ObjectName, facts: readonly string[], notes: Notes): void {
  if (facts.length > 0) notes.kept.push({ object, facts });
}

function kept<T extends object>(
  words: Partial<Readonly<Record<keyof T, (object: T) => string>>>,
  current: T,
  model: T,
): readonly string[] {
  const facts: string[] = [];
  for (const key in words) if (!same(current[key], model[key])) facts.push(words[key]?.(current) ?? '');
  return facts;
}

function keyName(key: IndexKey): string {
  return key.column ?? `(${key.expression ?? ''})`;
}

function timingWords({ deferrable, initiallyDeferred }: Timing): string {
  return deferrable ? `DEFERRABLE${initiallyDeferred ? ' INITIALLY DEFERRED' : ''}` : 'NOT DEFERRABLE';
}
