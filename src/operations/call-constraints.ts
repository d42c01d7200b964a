/** Constraints and their timing as a revision file writes them, and read back. No SQL here. */
import { NOT_DEFERRABLE } from '../schema/empty';
import type {
  CheckConstraint,
  Constraint,
  ExclusionConstraint,
  ForeignKey,
  PrimaryKey,
  ReferentialAction,
  Timing,
  UniqueConstraint,
} from '../schema/types';
import { nameToCall, Sql } from './call';
import {
  field,
  fieldOr,
  fieldsAt,
  flagAt,
  orNull,
  sqlAt,
  textAt,
  textsAt,
  wordAt,
  type At,
  type Fields,
} from './call-reader';
import { given, nameAt, unlessEmpty, whenTrue, type CallObject } from './call-values';

const TIMING_KEYS = ['deferrable', 'initiallyDeferred'] as const;

/** A constraint of any kind. */
export function constraintToCall(constraint: Constraint, defaultSchema: string): CallObject {
  const own = given(ownFacts(constraint, defaultSchema));
  return given({ name: constraint.name, ...own, comment: constraint.comment ?? undefined });
}

function ownFacts(constraint: Constraint, defaultSchema: string): CallObject {
  switch (constraint.kind) {
    case 'primaryKey':
      return {
        columns: constraint.columns,
        include: unlessEmpty(constraint.include),
        ...timingToCall(constraint.timing),
      };
    case 'unique':
      return {
        columns: constraint.columns,
        include: unlessEmpty(constraint.include),
        nullsNotDistinct: whenTrue(constraint.nullsNotDistinct),
        ...timingToCall(constraint.timing),
      };
    case 'check':
      return {
        expression: new Sql(constraint.expression),
        noInherit: whenTrue(constraint.noInherit),
        notValid: whenTrue(!constraint.validated),
      };
    case 'exclusion':
      return { definition: new Sql(constraint.definition), ...timingToCall(constraint.timing) };
    case 'foreignKey':
      return foreignKeyFacts(constraint, defaultSchema);
  }
}

function foreignKeyFacts(key: ForeignKey, defaultSchema: string): CallObject {
  return {
    columns: key.columns,
    references: { table: nameToCall(key.references.table, defaultSchema), columns: key.references.columns },
    onDelete: key.onDelete === 'NO ACTION' ? undefined : key.onDelete,
    onDeleteColumns: key.onDeleteColumns ?? undefined,
    onUpdate: key.onUpdate === 'NO ACTION' ? undefined : key.onUpdate,
    match: key.match === 'SIMPLE' ? undefined : key.match,
    ...timingToCall(key.timing),
    notValid: whenTrue(!key.validated),
  };
}

function timingToCall(timing: Timing): CallObject {
  return { deferrable: whenTrue(timing.deferrable), initiallyDeferred: whenTrue(timing.initiallyDeferred) };
}

function timingOf(at: At, fields: Fields): Timing {
  const initiallyDeferred = fieldOr(at, fields, 'initiallyDeferred', flagAt, NOT_DEFERRABLE.initiallyDeferred);
  return { deferrable: fieldOr(at, fields, 'deferrable', flagAt, initiallyDeferred), initiallyDeferred };
}

function named(at: At, fields: Fields): { name: string; derivedName: false; comment: string | null } {
  return {
    name: field(at, fields, 'name', textAt),
    derivedName: false,
    comment: fieldOr(at, fields, 'comment', orNull(textAt), null),
  };
}

export function primaryKeyAt(at: At, value: unknown): PrimaryKey {
  const fields = fieldsAt(at, value, ['name', 'columns', 'include', ...TIMING_KEYS, 'comment']);
  return {
    kind: 'primaryKey',
    ...named(at, fields),
    columns: field(at, fields, 'columns', textsAt),
    include: fieldOr(at, fields, 'include', textsAt, []),
    timing: timingOf(at, fields),
  };
}

export function uniqueAt(at: At, value: unknown): UniqueConstraint {
  const fields = fieldsAt(at, value, ['name', 'columns', 'include', 'nullsNotDistinct', ...TIMING_KEYS, 'comment']);
  return {
    kind: 'unique',
    ...named(at, fields),
    columns: field(at, fields, 'columns', textsAt),
    include: fieldOr(at, fields, 'include', textsAt, []),
    nullsNotDistinct: fieldOr(at, fields, 'nullsNotDistinct', flagAt, false),
    timing: timingOf(at, fields),
  };
}

export function checkAt(at: At, value: unknown): CheckConstraint {
  const fields = fieldsAt(at, value, ['name', 'expression', 'noInherit', 'notValid', 'comment']);
  return {
    kind: 'check',
    ...named(at, fields),
    expression: field(at, fields, 'expression', sqlAt),
    noInherit: fieldOr(at, fields, 'noInherit', flagAt, false),
    validated: !fieldOr(at, fields, 'notValid', flagAt, false),
  };
}

export function exclusionAt(at: At, value: unknown): ExclusionConstraint {
  const fields = fieldsAt(at, value, ['name', 'definition', ...TIMING_KEYS, 'comment']);
  return {
    kind: 'exclusion',
    ...named(at, fields),
    definition: field(at, fields, 'definition', sqlAt),
    timing: timingOf(at, fields),
  };
}

const ACTIONS: readonly ReferentialAction[] = ['NO ACTION', 'RESTRICT', 'CASCADE', 'SET NULL', 'SET DEFAULT'];
const FOREIGN_KEY_KEYS = [
  'name',
  'columns',
  'references',
  'onDelete',
  'onDeleteColumns',
  'onUpdate',
  'match',
  ...TIMING_KEYS,
  'notValid',
  'comment',
] as const;

export function foreignKeyAt(at: At, value: unknown): ForeignKey {
  const fields = fieldsAt(at, value, FOREIGN_KEY_KEYS);
  return {
    kind: 'foreignKey',
    ...named(at, fields),
    columns: field(at, fields, 'columns', textsAt),
    references: field(at, fields, 'references', referencesAt),
    onDelete: fieldOr(at, fields, 'onDelete', wordAt(ACTIONS), 'NO ACTION'),
    onUpdate: fieldOr(at, fields, 'onUpdate', wordAt(ACTIONS), 'NO ACTION'),
    onDeleteColumns: fieldOr(at, fields, 'onDeleteColumns', textsAt, null),
    match: fieldOr(at, fields, 'match', wordAt(['SIMPLE', 'FULL']), 'SIMPLE'),
    timing: timingOf(at, fields),
    validated: !fieldOr(at, fields, 'notValid', flagAt, false),
  };
}

function referencesAt(at: At, value: unknown): ForeignKey['references'] {
  const fields = fieldsAt(at, value, ['table', 'columns']);
  return { table: field(at, fields, 'table', nameAt), columns: field(at, fields, 'columns', textsAt) };
}

/** The timing of a foreign key in one word, where a pair of timings is written. */
export function timingWord(timing: Timing): 'not deferrable' | 'initially deferred' | 'initially immediate' {
  if (!timing.deferrable) return 'not deferrable';
  return timing.initiallyDeferred ? 'initially deferred' : 'initially immediate';
}

export function timingWordAt(at: At, value: unknown): Timing {
  const word = wordAt(['not deferrable', 'initially immediate', 'initially deferred'])(at, value);
  return { deferrable: word !== 'not deferrable', initiallyDeferred: word === 'initially deferred' };
}
