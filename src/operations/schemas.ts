/** Schemas: created, dropped and renamed. Never with CASCADE: what is inside has operations of its own. */
import { quoteIdentifier } from '../schema/quote';
import type { Namespace } from '../schema/types';
import { argument, callArgs, fieldOr, fieldsAt, orNull, textAt, type At } from './call-reader';
import { commentOn } from './comment-sql';
import { footprint, schemaObject } from './footprint';
import type { OperationSpec } from './spec';
import { statement } from './statements';

function commentAt(at: At, value: unknown): string | null {
  return value === undefined ? null : fieldOr(at, fieldsAt(at, value, ['comment']), 'comment', orNull(textAt), null);
}

const createSchema: OperationSpec<'createSchema'> = {
  describe: ({ namespace }) => `added schema '${namespace.name}'`,
  footprint: ({ namespace }) => footprint({ creates: [schemaObject(namespace.name)] }),
  reverse: ({ namespace }) => [{ kind: 'dropSchema', name: namespace.name, was: namespace }],
  toStatements({ namespace }) {
    const create = statement(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(namespace.name)}`);
    if (namespace.comment === null) return [create];
    return [create, commentOn(schemaObject(namespace.name), namespace.comment)];
  },
  toCall: ({ namespace }) => ({
    verb: 'createSchema',
    args: [namespace.name, ...(namespace.comment === null ? [] : [{ comment: namespace.comment }])],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('createSchema', args, ['name', 'options'], defaultSchema, 1);
    const namespace: Namespace = { name: argument(given, 0, textAt), comment: argument(given, 1, commentAt) };
    return { kind: 'createSchema', namespace };
  },
};

const dropSchema: OperationSpec<'dropSchema'> = {
  describe: ({ name }) => `removed schema '${name}'`,
  footprint: ({ name }) => footprint({ drops: [schemaObject(name)] }),
  reverse: ({ was }) => (was === null ? null : [{ kind: 'createSchema', namespace: was }]),
  toStatements: ({ name }) => [statement(`DROP SCHEMA ${quoteIdentifier(name)}`)],
  toCall: ({ name }) => ({ verb: 'dropSchema', args: [name] }),
  fromCall(args, defaultSchema) {
    const given = callArgs('dropSchema', args, ['name'], defaultSchema);
    return { kind: 'dropSchema', name: argument(given, 0, textAt), was: null };
  },
};

const renameSchema: OperationSpec<'renameSchema'> = {
  describe: ({ name, to }) => `renamed schema '${name}' → '${to}'`,
  footprint: ({ name, to }) => footprint({ drops: [schemaObject(name)], creates: [schemaObject(to)] }),
  reverse: ({ name, to }) => [{ kind: 'renameSchema', name: to, to: name }],
  toStatements: ({ name, to }) => [statement(`ALTER SCHEMA ${quoteIdentifier(name)} RENAME TO ${quoteIdentifier(to)}`)],
  toCall: ({ name, to }) => ({ verb: 'renameSchema', args: [name, to] }),
  fromCall(args, defaultSchema) {
    const given = callArgs('renameSchema', args, ['name', 'to'], defaultSchema);
    return { kind: 'renameSchema', name: argument(given, 0, textAt), to: argument(given, 1, textAt) };
  },
};

export const schemaSpecs = { createSchema, dropSchema, renameSchema };
