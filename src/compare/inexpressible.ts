/**
 * What the entity decorators have no words for, by kind of object: it is taken over from the database and is never a difference.
 * `named`: what the model leaves out has one meaning (an index without a direction ascends), so that the database's other one is kept and
 * said (`kept.ts`). `silent`: tuning, descriptions, and what goes with another attribute. A new attribute of a kind must be put
 * somewhere, or this file does not compile.
 */
import type {
  CheckConstraint,
  ExclusionConstraint,
  ForeignKey,
  Index,
  IndexKey,
  PrimaryKey,
  Table,
  UniqueConstraint,
  View,
} from '../schema/types';

type Sayable<T> = Record<keyof Required<T>, 'said' | 'named' | 'silent'>;

/** The attributes of a kind that are kept and named. */
export type NamedIn<S> = { [K in keyof S]: S[K] extends 'named' ? K : never }[keyof S];

export const TABLE = {
  schema: 'said',
  name: 'said',
  kind: 'silent',
  unlogged: 'named',
  inherits: 'silent',
  partitionKey: 'silent',
  bound: 'silent',
  parts: 'silent',
  replicaIdentity: 'silent',
  storageParameters: 'silent',
  rowSecurity: 'named',
  columns: 'said',
  primaryKey: 'said',
  uniques: 'said',
  checks: 'said',
  exclusions: 'said',
  foreignKeys: 'said',
  indexes: 'said',
  comment: 'said',
} as const satisfies Sayable<Table>;

const CONSTRAINT = { kind: 'said', name: 'said', derivedName: 'said', comment: 'silent' } as const;

export const PRIMARY_KEY = {
  ...CONSTRAINT,
  columns: 'said',
  include: 'named',
  timing: 'named',
} as const satisfies Sayable<PrimaryKey>;

export const UNIQUE = {
  ...CONSTRAINT,
  columns: 'said',
  include: 'named',
  nullsNotDistinct: 'named',
  timing: 'said',
} as const satisfies Sayable<UniqueConstraint>;

export const CHECK = {
  ...CONSTRAINT,
  expression: 'said',
  noInherit: 'named',
  validated: 'named',
} as const satisfies Sayable<CheckConstraint>;

export const FOREIGN_KEY = {
  ...CONSTRAINT,
  columns: 'said',
  references: 'said',
  onDelete: 'said',
  onUpdate: 'said',
  onDeleteColumns: 'named',
  match: 'named',
  timing: 'said',
  validated: 'named',
} as const satisfies Sayable<ForeignKey>;

export const EXCLUSION = {
  ...CONSTRAINT,
  definition: 'said',
  timing: 'said',
} as const satisfies Sayable<ExclusionConstraint>;

export const INDEX = {
  name: 'said',
  derivedName: 'said',
  unique: 'said',
  method: 'said',
  keys: 'said',
  include: 'named',
  nullsNotDistinct: 'named',
  predicate: 'said',
  storageParameters: 'silent',
  valid: 'named',
  comment: 'silent',
} as const satisfies Sayable<Index>;

export const INDEX_KEY = {
  column: 'said',
  expression: 'said',
  opclass: 'named',
  collation: 'named',
  direction: 'named',
  nulls: 'named',
} as const satisfies Sayable<IndexKey>;

export const VIEW = {
  schema: 'said',
  name: 'said',
  materialized: 'said',
  definition: 'said',
  columns: 'silent',
  columnTypes: 'said',
  written: 'said',
  options: 'named',
  indexes: 'said',
  populated: 'named',
  comment: 'silent',
  columnComments: 'silent',
} as const satisfies Sayable<View>;

/** The model's object with what it has no words for taken from the database's. */
export function takeOver<T extends object>(sayable: Sayable<T>, current: T, model: T): T {
  const merged: T = { ...model };
  for (const key in sayable) {
    if (sayable[key] === 'said') continue;
    if (key in current) merged[key] = current[key];
    else delete merged[key];
  }
  return merged;
}
