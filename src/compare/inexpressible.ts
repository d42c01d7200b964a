/**
 * What the entity decorators have no words for, by kind of object: it is taken over from the database and is never a difference.
 * A new attribute of a kind must be put on one side or the other, or this file does not compile.
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

type Sayable<T> = Record<keyof T, 'said' | 'unsaid'>;

export const TABLE = {
  schema: 'said',
  name: 'said',
  kind: 'unsaid',
  unlogged: 'unsaid',
  inherits: 'unsaid',
  partitionKey: 'unsaid',
  storageParameters: 'unsaid',
  rowSecurity: 'unsaid',
  columns: 'said',
  primaryKey: 'said',
  uniques: 'said',
  checks: 'said',
  exclusions: 'said',
  foreignKeys: 'said',
  indexes: 'said',
  comment: 'said',
} as const satisfies Sayable<Table>;

const CONSTRAINT = { kind: 'said', name: 'said', derivedName: 'said', comment: 'unsaid' } as const;

export const PRIMARY_KEY = {
  ...CONSTRAINT,
  columns: 'said',
  include: 'unsaid',
  timing: 'unsaid',
} as const satisfies Sayable<PrimaryKey>;

export const UNIQUE = {
  ...CONSTRAINT,
  columns: 'said',
  include: 'unsaid',
  nullsNotDistinct: 'unsaid',
  timing: 'said',
} as const satisfies Sayable<UniqueConstraint>;

export const CHECK = {
  ...CONSTRAINT,
  expression: 'said',
  noInherit: 'unsaid',
  validated: 'unsaid',
} as const satisfies Sayable<CheckConstraint>;

export const FOREIGN_KEY = {
  ...CONSTRAINT,
  columns: 'said',
  references: 'said',
  onDelete: 'said',
  onUpdate: 'said',
  onDeleteColumns: 'unsaid',
  match: 'unsaid',
  timing: 'said',
  validated: 'unsaid',
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
  include: 'unsaid',
  nullsNotDistinct: 'unsaid',
  predicate: 'said',
  storageParameters: 'unsaid',
  valid: 'unsaid',
  comment: 'unsaid',
} as const satisfies Sayable<Index>;

export const INDEX_KEY = {
  column: 'said',
  expression: 'said',
  opclass: 'unsaid',
  collation: 'unsaid',
  direction: 'unsaid',
  nulls: 'unsaid',
} as const satisfies Sayable<IndexKey>;

export const VIEW = {
  schema: 'said',
  name: 'said',
  materialized: 'said',
  definition: 'said',
  columns: 'unsaid',
  options: 'unsaid',
  indexes: 'said',
  populated: 'unsaid',
  comment: 'unsaid',
} as const satisfies Sayable<View>;

/** The model's object with the unsaid attributes of the database's. */
export function takeOver<T extends object>(sayable: Sayable<T>, current: T, model: T): T {
  const merged: T = { ...model };
  for (const key in sayable) if (sayable[key] === 'unsaid') merged[key] = current[key];
  return merged;
}
