/**
 * The statements around an `alterColumn` that concern its sequence: a column that becomes or ceases to be serial or an identity, and
 * one whose sequence changes. The numbers already given out must never come again; the column itself is altered in `alter-column.ts`.
 */
import { quoteIdentifier, quoteName } from '../schema/quote';
import { clipBytes, sequenceTypeOf } from '../schema/sequence-names';
import type { ColumnSequence, Identity } from '../schema/types';
import { generationWords, identityClause, sequenceComment } from './column-sql';
import { lockFacts } from './locks';
import type { ColumnChanges, OperationOf } from './operation';
import {
  advanceSequence,
  alterSequence,
  carrySequence,
  createSequence,
  dropSequence,
  ownSequenceBy,
  renameSequence,
  fits,
  retyped,
} from './sequence-sql';
import type { Statement } from './statement';
import { statement } from './statements';

type AlterColumn = OperationOf<'alterColumn'>;

/** What must be done to sequences before the column is altered: a new one is made, an identity is let go. */
export function sequencesBefore(operation: AlterColumn): readonly Statement[] {
  const { table, name, changes } = operation;
  const identity = changes.identity?.from ?? null;
  const leaves = identity !== null && changes.identity?.to === null;
  const serial = changes.serial?.from === null ? changes.serial.to : null;
  const drop = statement(
    `ALTER TABLE ${quoteName(table)} ALTER COLUMN ${quoteIdentifier(name)} DROP IDENTITY`,
    lockFacts('dropIdentity', { relation: table }),
  );
  if (serial === null) return leaves ? [drop] : narrowedBefore(changes);
  if (!leaves) return [createSequence(serial, serial.options)];
  // identity → serial: the new sequence goes on where the old one stands, which dies with the identity.
  const early = serial.name === identity.sequence.name ? aside(serial) : serial;
  return [
    createSequence(early, serial.options),
    carrySequence(identity.sequence, early),
    drop,
    ...(early.name === serial.name ? [] : [renameSequence(early, serial.name)]),
  ];
}

/** An identity's sequence takes the type of its column along, and must fit into it before. */
function narrowedBefore({ type, identity }: ColumnChanges): readonly Statement[] {
  const [from, to] = [identity?.from?.sequence, identity?.to?.sequence];
  if (type === undefined || !from || !to || fits(from.options, to.options.type)) return [];
  const { minValue, maxValue } = to.options;
  return alterSequence(from, from.options, { ...from.options, minValue, maxValue });
}

/** And behind it: a sequence follows its column, is carried over into another, or goes. */
export function sequencesAfter(operation: AlterColumn): readonly Statement[] {
  const { identity, serial } = operation.changes;
  return [
    ...(serial === undefined ? [] : afterSerial(operation, serial.from, serial.to)),
    ...(identity === undefined ? [] : afterIdentity(operation, identity.from, identity.to)),
  ];
}

function afterSerial(
  { table, name, changes }: AlterColumn,
  from: ColumnSequence | null,
  to: ColumnSequence | null,
): readonly Statement[] {
  if (to === null) {
    const carried = changes.identity?.from === null && changes.identity.to !== null;
    return from === null || carried ? [] : [dropSequence(from)];
  }
  if (from !== null) return alterColumnSequence(from, to, from.options);
  const carried = changes.identity?.to === null && changes.identity.from !== null;
  return [
    ownSequenceBy(to, table, name),
    ...(carried ? [] : [advanceSequence(to, table, name)]),
    ...sequenceComment(to),
  ];
}

function afterIdentity(operation: AlterColumn, from: Identity | null, to: Identity | null): readonly Statement[] {
  const { table, name, changes } = operation;
  if (to === null) return [];
  const column = `ALTER TABLE ${quoteName(table)} ALTER COLUMN ${quoteIdentifier(name)}`;
  if (from !== null) {
    const changed = from.generation !== to.generation;
    const set = `${column} SET GENERATED ${generationWords(to.generation)}`;
    return [
      ...(changed ? [statement(set, lockFacts('setIdentity', { relation: table }))] : []),
      ...alterColumnSequence(from.sequence, to.sequence, identityAfterTypeChange(from, changes)),
    ];
  }
  const add = statement(
    `${column} ADD ${identityClause(table, name, to)}`,
    lockFacts('addIdentity', { relation: table }),
  );
  const serial = changes.serial?.to === null ? changes.serial.from : null;
  const comment = sequenceComment(to.sequence);
  if (serial === null) return [add, advanceSequence(to.sequence, table, name), ...comment];
  // serial → identity: the old sequence steps aside, the new one goes on where it stands.
  const old = serial.name === to.sequence.name ? aside(serial) : serial;
  return [
    ...(old.name === serial.name ? [] : [renameSequence(serial, old.name)]),
    add,
    carrySequence(old, to.sequence),
    dropSequence(old),
    ...comment,
  ];
}

/** Changing the type of an identity column changes its sequence's type along with it. */
function identityAfterTypeChange(from: Identity, changes: ColumnChanges): ColumnSequence['options'] {
  const type = changes.type === undefined ? null : sequenceTypeOf(changes.type.to);
  const [narrowed] = narrowedBefore(changes);
  const bounds = narrowed === undefined ? {} : boundsOf(changes.identity?.to?.sequence.options);
  const options = { ...from.sequence.options, ...bounds };
  return type === null || type === options.type ? options : retyped(options, type);
}

function boundsOf(options: ColumnSequence['options'] | undefined): Partial<ColumnSequence['options']> {
  return options === undefined ? {} : { minValue: options.minValue, maxValue: options.maxValue };
}

function alterColumnSequence(
  from: ColumnSequence,
  to: ColumnSequence,
  options: ColumnSequence['options'],
): readonly Statement[] {
  return [...(from.name === to.name ? [] : [renameSequence(from, to.name)]), ...alterSequence(to, options, to.options)];
}

/** A name beside that of a sequence, for the moment in which there are two. */
function aside(sequence: ColumnSequence): ColumnSequence {
  return { ...sequence, name: `${clipBytes(sequence.name, 59)}_was` };
}
