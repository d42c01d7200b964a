/** Sequences that stand for themselves: created, dropped, renamed, altered. Those behind serial and identity columns live with the column. */
import { displayName } from '../schema/names';
import { quoteName } from '../schema/quote';
import { defaultSequenceOptions } from '../schema/empty';
import type { ObjectName, QualifiedName, Sequence, SequenceOptions } from '../schema/types';
import { nameToCall, type CallValue } from './call';
import {
  argument,
  callArgs,
  field,
  fieldOr,
  fieldsAt,
  flagAt,
  orNull,
  pairAt,
  textAt,
  wholeNumberAt,
  type At,
  type Fields,
} from './call-reader';
import {
  given,
  nameAt,
  numberToCall,
  SEQUENCE_OPTION_KEYS,
  sequenceOptionsAt,
  sequenceOptionsToCall,
  sequenceTypeAt,
  unlessEmpty,
} from './call-values';
import { commentOn } from './comment-sql';
import { columnObject, footprint, schemaObject, sequenceObject, tableObject } from './footprint';
import { lockFacts } from './locks';
import type { OperationOf, SequenceChanges } from './operation';
import {
  alterSequence as alterSequenceSql,
  createSequence as createSequenceSql,
  dropSequence as dropSequenceSql,
  ownSequenceBy,
  renameSequence as renameSequenceSql,
  retyped,
} from './sequence-sql';
import type { OperationSpec } from './spec';
import type { Statement } from './statement';
import { statement } from './statements';

type Owner = Sequence['ownedBy'];

function sequenceWords(sequence: QualifiedName, defaultSchema: string): string {
  return `sequence '${displayName(sequence, defaultSchema)}'`;
}

/** A sequence and its owner lie in one schema, and the owner must be there first. */
function ownerObjects(owner: Owner | undefined): readonly ObjectName[] {
  return owner === null || owner === undefined
    ? []
    : [tableObject(owner.table), columnObject(owner.table, owner.column)];
}

function own(sequence: QualifiedName, owner: Owner): Statement {
  if (owner !== null) return ownSequenceBy(sequence, owner.table, owner.column);
  return statement(
    `ALTER SEQUENCE ${quoteName(sequence)} OWNED BY NONE`,
    lockFacts('alterSequence', { relation: sequence }),
  );
}

function ownerToCall(owner: Owner, defaultSchema: string): CallValue {
  return owner === null ? null : { table: nameToCall(owner.table, defaultSchema), column: owner.column };
}

function ownerAt(at: At, value: unknown): Owner {
  if (value === null) return null;
  const fields = fieldsAt(at, value, ['table', 'column']);
  return { table: field(at, fields, 'table', nameAt), column: field(at, fields, 'column', textAt) };
}

const createSequence: OperationSpec<'createSequence'> = {
  describe: ({ sequence }, defaultSchema) => `added ${sequenceWords(sequence, defaultSchema)}`,
  footprint: ({ sequence }) =>
    footprint({
      creates: [sequenceObject(sequence)],
      needs: [schemaObject(sequence.schema), ...ownerObjects(sequence.ownedBy)],
    }),
  reverse: ({ sequence }) => [
    { kind: 'dropSequence', sequence: { schema: sequence.schema, name: sequence.name }, was: sequence },
  ],
  toStatements: ({ sequence }) => [
    createSequenceSql(sequence, sequence.options),
    ...(sequence.ownedBy === null ? [] : [own(sequence, sequence.ownedBy)]),
    ...(sequence.comment === null ? [] : [commentOn(sequenceObject(sequence), sequence.comment)]),
  ],
  toCall({ sequence }, defaultSchema) {
    const facts = unlessEmpty(
      given({
        type: sequence.options.type === 'bigint' ? undefined : sequence.options.type,
        ...sequenceOptionsToCall(sequence.options),
        ownedBy: sequence.ownedBy === null ? undefined : ownerToCall(sequence.ownedBy, defaultSchema),
        comment: sequence.comment ?? undefined,
      }),
    );
    return {
      verb: 'createSequence',
      args: [nameToCall(sequence, defaultSchema), ...(facts === undefined ? [] : [facts])],
    };
  },
  fromCall(args, defaultSchema) {
    const parts = callArgs('createSequence', args, ['name', 'options'], defaultSchema, 1);
    const name = argument(parts, 0, nameAt);
    return argument(parts, 1, (at, value) => {
      const fields: Fields =
        value === undefined ? {} : fieldsAt(at, value, ['type', ...SEQUENCE_OPTION_KEYS, 'ownedBy', 'comment']);
      const type = fieldOr(at, fields, 'type', sequenceTypeAt, 'bigint');
      const sequence: Sequence = {
        ...name,
        options: sequenceOptionsAt(at, fields, type),
        ownedBy: fieldOr(at, fields, 'ownedBy', ownerAt, null),
        comment: fieldOr(at, fields, 'comment', orNull(textAt), null),
      };
      return { kind: 'createSequence', sequence };
    });
  },
};

const dropSequence: OperationSpec<'dropSequence'> = {
  describe: ({ sequence }, defaultSchema) => `removed ${sequenceWords(sequence, defaultSchema)}`,
  footprint: ({ sequence, was }) => footprint({ drops: [sequenceObject(sequence)], frees: ownerObjects(was?.ownedBy) }),
  reverse: ({ was }) => (was === null ? null : [{ kind: 'createSequence', sequence: was }]),
  toStatements: ({ sequence }) => [dropSequenceSql(sequence)],
  toCall: ({ sequence }, defaultSchema) => ({ verb: 'dropSequence', args: [nameToCall(sequence, defaultSchema)] }),
  fromCall(args, defaultSchema) {
    const parts = callArgs('dropSequence', args, ['name'], defaultSchema);
    return { kind: 'dropSequence', sequence: argument(parts, 0, nameAt), was: null };
  },
};

const renameSequence: OperationSpec<'renameSequence'> = {
  describe: ({ sequence, to }, defaultSchema) => `renamed ${sequenceWords(sequence, defaultSchema)} → '${to}'`,
  footprint: ({ sequence, to }) =>
    footprint({
      drops: [sequenceObject(sequence)],
      creates: [sequenceObject({ schema: sequence.schema, name: to })],
    }),
  reverse: ({ sequence, to }) => [
    { kind: 'renameSequence', sequence: { schema: sequence.schema, name: to }, to: sequence.name },
  ],
  toStatements: ({ sequence, to }) => [renameSequenceSql(sequence, to)],
  toCall: ({ sequence, to }, defaultSchema) => ({
    verb: 'renameSequence',
    args: [nameToCall(sequence, defaultSchema), to],
  }),
  fromCall(args, defaultSchema) {
    const parts = callArgs('renameSequence', args, ['name', 'to'], defaultSchema);
    return { kind: 'renameSequence', sequence: argument(parts, 0, nameAt), to: argument(parts, 1, textAt) };
  },
};

/** One side of a change; what is not named has some value that both sides share. */
function side(changes: SequenceChanges, which: 'from' | 'to'): SequenceOptions {
  const options = defaultSequenceOptions(changes.type?.[which] ?? 'bigint');
  return {
    type: options.type,
    start: changes.start?.[which] ?? options.start,
    increment: changes.increment?.[which] ?? options.increment,
    minValue: changes.minValue?.[which] ?? options.minValue,
    maxValue: changes.maxValue?.[which] ?? options.maxValue,
    cache: changes.cache?.[which] ?? options.cache,
    cycle: changes.cycle?.[which] ?? options.cycle,
  };
}

function alterStatements({ sequence, changes }: OperationOf<'alterSequence'>): readonly Statement[] {
  return [
    ...alterSequenceSql(sequence, side(changes, 'from'), side(changes, 'to')),
    ...(changes.ownedBy === undefined ? [] : [own(sequence, changes.ownedBy.to)]),
  ];
}

function mirrored(changes: SequenceChanges): SequenceChanges {
  return Object.fromEntries(Object.entries(changes).map(([key, pair]) => [key, { from: pair.to, to: pair.from }]));
}

const alterSequence: OperationSpec<'alterSequence'> = {
  describe({ sequence, changes }, defaultSchema) {
    const keys = Object.keys(changes).map((key) => (key === 'ownedBy' ? 'owner' : key));
    const type = changes.type === undefined ? '' : ` ${changes.type.from} → ${changes.type.to}`;
    return `changed ${keys.join(', ')}${type} of ${sequenceWords(sequence, defaultSchema)}`;
  },
  footprint: ({ sequence, changes }) =>
    // What uses the numbers does not mind how they are made: only another owner has its place among the other changes.
    footprint({
      alters: changes.ownedBy === undefined ? [] : [sequenceObject(sequence)],
      needs: [
        ...(changes.ownedBy === undefined ? [sequenceObject(sequence)] : []),
        ...ownerObjects(changes.ownedBy?.to),
      ],
      frees: ownerObjects(changes.ownedBy?.from),
    }),
  reverse: (operation) => [{ ...operation, changes: mirrored(operation.changes) }],
  toStatements: alterStatements,
  toCall: ({ sequence, changes }, defaultSchema) => ({
    verb: 'alterSequence',
    args: [nameToCall(sequence, defaultSchema), changesToCall(changes, defaultSchema)],
  }),
  fromCall(args, defaultSchema) {
    const parts = callArgs('alterSequence', args, ['name', 'changes'], defaultSchema);
    return { kind: 'alterSequence', sequence: argument(parts, 0, nameAt), changes: argument(parts, 1, changesAt) };
  },
};

/** A bound that only follows the type is not written: PostgreSQL moves it along by itself. */
function changesToCall(changes: SequenceChanges, defaultSchema: string): CallValue {
  const { type, cycle, ownedBy, ...numbers } = changes;
  const follows = (key: string): boolean =>
    type !== undefined && (key === 'minValue' || key === 'maxValue') && onlyFollows(changes, key);
  const written = Object.entries(numbers).filter(([key]) => !follows(key));
  return given({
    type: type === undefined ? undefined : { ...type },
    ...Object.fromEntries(
      written.map(([key, pair]) => [key, { from: numberToCall(pair.from), to: numberToCall(pair.to) }]),
    ),
    cycle: cycle === undefined ? undefined : { ...cycle },
    ownedBy:
      ownedBy === undefined
        ? undefined
        : { from: ownerToCall(ownedBy.from, defaultSchema), to: ownerToCall(ownedBy.to, defaultSchema) },
  });
}

function onlyFollows(changes: SequenceChanges, bound: 'minValue' | 'maxValue'): boolean {
  return retyped(side(changes, 'from'), side(changes, 'to').type)[bound] === changes[bound]?.to;
}

function changesAt(at: At, value: unknown): SequenceChanges {
  const fields = fieldsAt(at, value, ['type', ...SEQUENCE_OPTION_KEYS, 'ownedBy']);
  const number = (key: 'start' | 'increment' | 'minValue' | 'maxValue' | 'cache'): SequenceChanges =>
    fields[key] === undefined ? {} : { [key]: field(at, fields, key, pairAt(wholeNumberAt)) };
  return {
    ...(fields['type'] === undefined ? {} : { type: field(at, fields, 'type', pairAt(sequenceTypeAt)) }),
    ...number('start'),
    ...number('increment'),
    ...number('minValue'),
    ...number('maxValue'),
    ...number('cache'),
    ...(fields['cycle'] === undefined ? {} : { cycle: field(at, fields, 'cycle', pairAt(flagAt)) }),
    ...(fields['ownedBy'] === undefined ? {} : { ownedBy: field(at, fields, 'ownedBy', pairAt(ownerAt)) }),
  };
}

export const sequenceSpecs = { createSequence, dropSequence, renameSequence, alterSequence };
