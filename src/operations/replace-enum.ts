/**
 * The swap of an enum type for one of the same name with other labels. All columns of the type go over in one ALTER TABLE a table, so
 * that each table is written anew only once. A row that holds a label which is gone stops it (22P02), and nothing is changed.
 */
import { clipBytes } from '../schema/sequence-names';
import { nameKey } from '../schema/names';
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { QualifiedName, TypeName } from '../schema/types';
import { CallError, nameToCall, type CallValue } from './call';
import {
  argument,
  callArgs,
  field,
  fieldOr,
  fieldsAt,
  flagAt,
  inside,
  listAt,
  optionsAt,
  orNull,
  pairAt,
  textAt,
  textsAt,
  type At,
} from './call-reader';
import { defaultAt, defaultToCall, given, nameAt, unlessEmpty, whenTrue } from './call-values';
import { commentOn } from './comment-sql';
import { createEnumSql, enumObject, enumWords } from './enum-sql';
import { columnObject, footprint, tableObject } from './footprint';
import { defaultText, literalOf } from './literals';
import { lockFacts } from './locks';
import type { EnumUser, OperationOf } from './operation';
import type { OperationSpec } from './spec';
import type { Statement } from './statement';
import { statement } from './statements';

type Replacement = OperationOf<'replaceEnum'>;

const SUFFIX = '_stillhead_old';

/** The name of the old type while the swap lasts; cut so that it fits into 63 bytes. */
function temporaryName(type: QualifiedName): QualifiedName {
  return { schema: type.schema, name: clipBytes(type.name, 63 - SUFFIX.length) + SUFFIX };
}

/** The type of a column that uses the enum. */
function typeOfUser(type: QualifiedName, user: Pick<EnumUser, 'array'>): TypeName {
  return { schema: type.schema, name: type.name, modifiers: [], dimensions: user.array ? 1 : 0 };
}

/** The expression that converts the values of a column. `USING` allows no subquery, so an array goes through array_replace. */
function conversion({ enum: type, mapping }: Replacement, user: EnumUser): string {
  const column = quoteIdentifier(user.column);
  const pairs = Object.entries(mapping).map(([from, to]) => [quoteLiteral(from), quoteLiteral(to)] as const);
  if (user.array) {
    const texts = pairs.reduce((inner, [from, to]) => `array_replace(${inner}, ${from}, ${to})`, `${column}::text[]`);
    return `${texts}::${quoteName(type)}[]`;
  }
  if (pairs.length === 0) return `${column}::text::${quoteName(type)}`;
  const branches = pairs.map(([from, to]) => `WHEN ${from} THEN ${to}`).join(' ');
  return `(CASE ${column}::text ${branches} ELSE ${column}::text END)::${quoteName(type)}`;
}

/** PostgreSQL carries out DROP DEFAULT before the change of type and SET DEFAULT after it, whatever the order of the words. */
function columnWords(operation: Replacement, user: EnumUser): readonly string[] {
  const alter = `ALTER COLUMN ${quoteIdentifier(user.column)}`;
  const array = user.array ? '[]' : '';
  const type = `${alter} TYPE ${quoteName(operation.enum)}${array} USING ${conversion(operation, user)}`;
  if (user.default === null) return [type];
  const after = defaultText(user.default, typeOfUser(operation.enum, user));
  return [`${alter} DROP DEFAULT`, type, `${alter} SET DEFAULT ${after}`];
}

function alterTables(operation: Replacement): readonly Statement[] {
  const tables = new Map<string, EnumUser[]>();
  for (const user of operation.users) {
    const users = tables.get(nameKey(user.table));
    if (users) users.push(user);
    else tables.set(nameKey(user.table), [user]);
  }
  return [...tables.values()].flatMap((users) => {
    const [first] = users;
    if (first === undefined) return [];
    const words = users.flatMap((user) => columnWords(operation, user)).join(', ');
    return [
      statement(`ALTER TABLE ${quoteName(first.table)} ${words}`, lockFacts('replaceEnum', { relation: first.table })),
    ];
  });
}

function toStatements(operation: Replacement): readonly Statement[] {
  const old = temporaryName(operation.enum);
  const comment = operation.comment ?? null;
  return [
    statement(`ALTER TYPE ${quoteName(operation.enum)} RENAME TO ${quoteIdentifier(old.name)}`),
    statement(createEnumSql(operation.enum, operation.labels.to)),
    ...(comment === null ? [] : [commentOn(enumObject(operation.enum), comment)]),
    ...alterTables(operation),
    statement(`DROP TYPE ${quoteName(old)}`),
  ];
}

/** `removed 'void' from enum 'status'`; where no label comes or goes, the order changes. */
function describe({ enum: type, labels, mapping }: Replacement, defaultSchema: string): string {
  const gone = labels.from.filter((label) => !labels.to.includes(label));
  const come = labels.to.filter((label) => !labels.from.includes(label));
  const removed = gone.map((label) => `'${label}'${mapping[label] === undefined ? '' : ` → '${mapping[label]}'`}`);
  const parts = [
    ...(gone.length === 0 ? [] : [`removed ${values(gone)} ${removed.join(', ')}`]),
    ...(come.length === 0 ? [] : [`added ${values(come)} ${come.map((label) => `'${label}'`).join(', ')}`]),
  ];
  return `${parts.length === 0 ? 'reordered values' : parts.join(', ')} of ${enumWords(type, defaultSchema)}`;
}

function values(labels: readonly string[]): string {
  return labels.length === 1 ? 'value' : 'values';
}

/** The types swapped back; `null` where a default is a label that the old type does not have. */
function reverse(operation: Replacement): readonly Replacement[] | null {
  const { labels, users } = operation;
  const known = users.every((user) => {
    if (user.default === null || user.array) return true;
    const label = literalOf(user.default, typeOfUser(operation.enum, user));
    return typeof label !== 'string' || labels.from.includes(label);
  });
  return known ? [{ ...operation, labels: { from: labels.to, to: labels.from }, mapping: {} }] : null;
}

function userToCall(type: QualifiedName, user: EnumUser, defaultSchema: string): CallValue {
  return given({
    table: nameToCall(user.table, defaultSchema),
    column: user.column,
    array: whenTrue(user.array),
    default: user.default === null ? undefined : defaultToCall(user.default, typeOfUser(type, user)),
  });
}

function userAt(type: QualifiedName): (at: At, value: unknown) => EnumUser {
  return (at, value) => {
    const fields = fieldsAt(at, value, ['table', 'column', 'array', 'default']);
    const array = fieldOr(at, fields, 'array', flagAt, false);
    return {
      table: field(at, fields, 'table', nameAt),
      column: field(at, fields, 'column', textAt),
      array,
      default: fieldOr(at, fields, 'default', orNull(defaultAt(typeOfUser(type, { array }))), null),
    };
  };
}

/** Only labels that go can be mapped, and only to labels that are there afterwards: array_replace goes through them one by one. */
function mappingAt(labels: Replacement['labels']): (at: At, value: unknown) => Replacement['mapping'] {
  return (at, value) => {
    const mapping = optionsAt(at, value);
    for (const [from, to] of Object.entries(mapping)) {
      const place = inside(at, from).path;
      if (labels.to.includes(from) || !labels.from.includes(from))
        throw new CallError(at.verb, place, 'a label that goes', from);
      if (!labels.to.includes(to)) throw new CallError(at.verb, place, 'one of the labels after it', to);
    }
    return mapping;
  };
}

const KEYS = ['labels', 'mapping', 'users', 'comment'] as const;

function fromCall(args: readonly unknown[], defaultSchema: string): Replacement {
  const parts = callArgs('replaceEnum', args, ['name', 'replacement'], defaultSchema);
  const type = argument(parts, 0, nameAt);
  return argument(parts, 1, (at, value) => {
    const fields = fieldsAt(at, value, KEYS);
    const labels = field(at, fields, 'labels', pairAt(textsAt));
    const comment = fieldOr(at, fields, 'comment', orNull(textAt), null);
    return {
      kind: 'replaceEnum',
      enum: type,
      labels,
      mapping: fieldOr(at, fields, 'mapping', mappingAt(labels), {}),
      users: fieldOr(at, fields, 'users', listAt(userAt(type)), []),
      ...(comment === null ? {} : { comment }),
    };
  });
}

export const replaceEnum: OperationSpec<'replaceEnum'> = {
  describe,
  footprint: (operation) =>
    footprint({
      alters: [enumObject(operation.enum), ...operation.users.map((user) => columnObject(user.table, user.column))],
      needs: operation.users.map((user) => tableObject(user.table)),
    }),
  reverse,
  toStatements,
  toCall: (operation, defaultSchema) => ({
    verb: 'replaceEnum',
    args: [
      nameToCall(operation.enum, defaultSchema),
      given({
        labels: { from: operation.labels.from, to: operation.labels.to },
        mapping: unlessEmpty({ ...operation.mapping }),
        users: operation.users.map((user) => userToCall(operation.enum, user, defaultSchema)),
        comment: operation.comment ?? undefined,
      }),
    ],
  }),
  fromCall,
};
