/**
 * Enum types: created, dropped, renamed; a label added or renamed in place; and the swap of the whole type for one with other labels,
 * which is the only way to remove or reorder them.
 */
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { EnumType } from '../schema/types';
import { CallError, nameToCall } from './call';
import { argument, callArgs, field, fieldOr, fieldsAt, inside, orNull, textAt, textsAt, type At } from './call-reader';
import { nameAt } from './call-values';
import { commentOn } from './comment-sql';
import { createEnumSql, enumObject, enumWords } from './enum-sql';
import { footprint, schemaObject } from './footprint';
import type { LabelPosition } from './operation';
import { enumHasLabel } from './probes';
import { replaceEnum } from './replace-enum';
import type { OperationSpec } from './spec';
import { statement } from './statements';

const createEnum: OperationSpec<'createEnum'> = {
  describe: (operation, defaultSchema) => `added ${enumWords(operation.enum, defaultSchema)}`,
  footprint: (operation) =>
    footprint({ creates: [enumObject(operation.enum)], needs: [schemaObject(operation.enum.schema)] }),
  reverse({ enum: type }) {
    return [{ kind: 'dropEnum', enum: { schema: type.schema, name: type.name }, was: type }];
  },
  toStatements({ enum: type }) {
    const create = statement(createEnumSql(type, type.labels));
    return type.comment === null ? [create] : [create, commentOn(enumObject(type), type.comment)];
  },
  toCall: ({ enum: type }, defaultSchema) => ({
    verb: 'createEnum',
    args: [nameToCall(type, defaultSchema), type.labels, ...(type.comment === null ? [] : [{ comment: type.comment }])],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('createEnum', args, ['name', 'labels', 'options'], defaultSchema, 1);
    const type: EnumType = {
      ...argument(given, 0, nameAt),
      derivedName: false,
      labels: argument(given, 1, textsAt),
      comment: argument(given, 2, commentAt),
    };
    return { kind: 'createEnum', enum: type };
  },
};

function commentAt(at: At, value: unknown): string | null {
  return value === undefined ? null : fieldOr(at, fieldsAt(at, value, ['comment']), 'comment', orNull(textAt), null);
}

const dropEnum: OperationSpec<'dropEnum'> = {
  describe: (operation, defaultSchema) => `removed ${enumWords(operation.enum, defaultSchema)}`,
  footprint: (operation) => footprint({ drops: [enumObject(operation.enum)] }),
  reverse: ({ was }) => (was === null ? null : [{ kind: 'createEnum', enum: was }]),
  toStatements: (operation) => [statement(`DROP TYPE ${quoteName(operation.enum)}`)],
  toCall: (operation, defaultSchema) => ({ verb: 'dropEnum', args: [nameToCall(operation.enum, defaultSchema)] }),
  fromCall(args, defaultSchema) {
    const given = callArgs('dropEnum', args, ['name'], defaultSchema);
    return { kind: 'dropEnum', enum: argument(given, 0, nameAt), was: null };
  },
};

const renameEnum: OperationSpec<'renameEnum'> = {
  describe: ({ enum: type, to }, defaultSchema) => `renamed ${enumWords(type, defaultSchema)} → '${to}'`,
  footprint: ({ enum: type, to }) =>
    footprint({ drops: [enumObject(type)], creates: [enumObject({ schema: type.schema, name: to })] }),
  reverse: ({ enum: type, to }) => [{ kind: 'renameEnum', enum: { schema: type.schema, name: to }, to: type.name }],
  toStatements: ({ enum: type, to }) => [statement(`ALTER TYPE ${quoteName(type)} RENAME TO ${quoteIdentifier(to)}`)],
  toCall: ({ enum: type, to }, defaultSchema) => ({ verb: 'renameEnum', args: [nameToCall(type, defaultSchema), to] }),
  fromCall(args, defaultSchema) {
    const given = callArgs('renameEnum', args, ['name', 'to'], defaultSchema);
    return { kind: 'renameEnum', enum: argument(given, 0, nameAt), to: argument(given, 1, textAt) };
  },
};

function positionWords(position: LabelPosition): string {
  if (position === null) return '';
  return 'before' in position ? ` BEFORE ${quoteLiteral(position.before)}` : ` AFTER ${quoteLiteral(position.after)}`;
}

const addEnumValue: OperationSpec<'addEnumValue'> = {
  describe: ({ enum: type, value }, defaultSchema) => `added value '${value}' to ${enumWords(type, defaultSchema)}`,
  footprint: (operation) => footprint({ alters: [enumObject(operation.enum)] }),
  // PostgreSQL removes no label: the way back swaps the type, and an operation on the type does not know its users.
  reverse: () => null,
  toStatements: ({ enum: type, value, position }) => [
    statement(`ALTER TYPE ${quoteName(type)} ADD VALUE ${quoteLiteral(value)}${positionWords(position)}`, {
      transaction: 'own',
      done: enumHasLabel(type, value),
    }),
  ],
  toCall: ({ enum: type, value, position }, defaultSchema) => ({
    verb: 'addEnumValue',
    args: [nameToCall(type, defaultSchema), value, ...(position === null ? [] : [{ ...position }])],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('addEnumValue', args, ['enum', 'value', 'position'], defaultSchema, 1);
    return {
      kind: 'addEnumValue',
      enum: argument(given, 0, nameAt),
      value: argument(given, 1, textAt),
      position: argument(given, 2, positionAt),
    };
  },
};

function positionAt(at: At, value: unknown): LabelPosition {
  if (value === undefined) return null;
  const fields = fieldsAt(at, value, ['before', 'after']);
  const { before, after } = fields;
  if (before !== undefined && after !== undefined) {
    throw new CallError(at.verb, inside(at, 'after').path, 'left out beside before', after);
  }
  return before === undefined
    ? { after: field(at, fields, 'after', textAt) }
    : { before: field(at, fields, 'before', textAt) };
}

const renameEnumValue: OperationSpec<'renameEnumValue'> = {
  describe: ({ enum: type, value, to }, defaultSchema) =>
    `renamed value '${value}' → '${to}' of ${enumWords(type, defaultSchema)}`,
  footprint: (operation) => footprint({ alters: [enumObject(operation.enum)] }),
  reverse: (operation) => [{ ...operation, value: operation.to, to: operation.value }],
  toStatements: ({ enum: type, value, to }) => [
    statement(`ALTER TYPE ${quoteName(type)} RENAME VALUE ${quoteLiteral(value)} TO ${quoteLiteral(to)}`),
  ],
  toCall: ({ enum: type, value, to }, defaultSchema) => ({
    verb: 'renameEnumValue',
    args: [nameToCall(type, defaultSchema), value, to],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('renameEnumValue', args, ['enum', 'value', 'to'], defaultSchema);
    return {
      kind: 'renameEnumValue',
      enum: argument(given, 0, nameAt),
      value: argument(given, 1, textAt),
      to: argument(given, 2, textAt),
    };
  },
};

export const enumSpecs = { createEnum, dropEnum, renameEnum, addEnumValue, renameEnumValue, replaceEnum };
