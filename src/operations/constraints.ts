/**
 * Constraints: primary key, unique, check, exclusion and foreign key are created, dropped, renamed, validated; a foreign key's
 * timing changes in place. A foreign key is always an operation of its own.
 */
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { ConstraintKind, QualifiedName } from '../schema/types';
import { nameToCall, type Call } from './call';
import {
  checkAt,
  constraintToCall,
  exclusionAt,
  foreignKeyAt,
  primaryKeyAt,
  timingWord,
  timingWordAt,
  uniqueAt,
} from './call-constraints';
import { argument, callArgs, field, fieldsAt, pairAt, textAt, wordAt, type Reader } from './call-reader';
import { nameAt } from './call-values';
import {
  addConstraint,
  constraintNeeds,
  createConstraint,
  creationFootprint,
  describeCreation,
  dropConstraintOf,
  type OnTable,
} from './constraint-creation';
import { timingWords } from './constraint-sql';
import { constraintObject, footprint, keysOfConstraint, tableObject } from './footprint';
import { lockFacts } from './locks';
import type { Operation } from './operation';
import type { OperationSpec } from './spec';
import type { StatementContext } from './statement';
import { statement } from './statements';
import { constraintWords, tableWords } from './wording';

type CreateKind =
  | 'createPrimaryKey'
  | 'createUniqueConstraint'
  | 'createCheckConstraint'
  | 'createExclusionConstraint'
  | 'createForeignKey';

/** What the five kinds of creation have in common: all but the shape of the constraint in a call. */
const creation = {
  describe: describeCreation,
  footprint: creationFootprint,
  reverse: ({ table, constraint }: OnTable): readonly Operation[] => [dropConstraintOf(table, constraint)],
  toStatements: ({ table, constraint }: OnTable, context: StatementContext) =>
    addConstraint(table, constraint, context),
  toCall: ({ kind, table, constraint }: OnTable & { readonly kind: CreateKind }, defaultSchema: string): Call => ({
    verb: kind,
    args: [nameToCall(table, defaultSchema), constraintToCall(constraint, defaultSchema)],
  }),
} as const;

function creationFromCall<C>(
  verb: CreateKind,
  read: Reader<C>,
  args: readonly unknown[],
  defaultSchema: string,
): { readonly table: QualifiedName; readonly constraint: C } {
  const given = callArgs(verb, args, ['table', 'constraint'], defaultSchema);
  return { table: argument(given, 0, nameAt), constraint: argument(given, 1, read) };
}

const createPrimaryKey: OperationSpec<'createPrimaryKey'> = {
  ...creation,
  fromCall: (args, schema) => ({
    kind: 'createPrimaryKey',
    ...creationFromCall('createPrimaryKey', primaryKeyAt, args, schema),
  }),
};

const createUniqueConstraint: OperationSpec<'createUniqueConstraint'> = {
  ...creation,
  fromCall: (args, schema) => ({
    kind: 'createUniqueConstraint',
    ...creationFromCall('createUniqueConstraint', uniqueAt, args, schema),
  }),
};

const createCheckConstraint: OperationSpec<'createCheckConstraint'> = {
  ...creation,
  fromCall: (args, schema) => ({
    kind: 'createCheckConstraint',
    ...creationFromCall('createCheckConstraint', checkAt, args, schema),
  }),
};

const createExclusionConstraint: OperationSpec<'createExclusionConstraint'> = {
  ...creation,
  fromCall: (args, schema) => ({
    kind: 'createExclusionConstraint',
    ...creationFromCall('createExclusionConstraint', exclusionAt, args, schema),
  }),
};

const createForeignKey: OperationSpec<'createForeignKey'> = {
  ...creation,
  fromCall: (args, schema) => ({
    kind: 'createForeignKey',
    ...creationFromCall('createForeignKey', foreignKeyAt, args, schema),
  }),
};

const CONSTRAINT_KINDS: readonly ConstraintKind[] = ['primaryKey', 'unique', 'check', 'foreignKey', 'exclusion'];
const constraintKindAt = wordAt(CONSTRAINT_KINDS);

const dropConstraint: OperationSpec<'dropConstraint'> = {
  describe({ table, name, constraintKind, was }, defaultSchema) {
    if (was !== null) return describeCreation({ table, constraint: was }, defaultSchema).replace(/^added/, 'removed');
    return `removed ${constraintWords(constraintKind)} '${name}' on ${tableWords(table, defaultSchema)}`;
  },
  footprint: ({ table, name, constraintKind, was }) =>
    footprint({
      drops: [constraintObject(table, constraintKind, name), ...(was === null ? [] : keysOfConstraint(table, was))],
      needs: [tableObject(table)],
      frees: was === null ? [] : [tableObject(table), ...constraintNeeds(table, was)],
    }),
  reverse: ({ table, was }) => (was === null ? null : [createConstraint(table, was)]),
  toStatements({ table, name, constraintKind, was }) {
    const referenced = was?.kind === 'foreignKey' ? { referenced: was.references.table } : {};
    const fact = constraintKind === 'foreignKey' ? 'dropForeignKey' : 'dropConstraint';
    const sql = `ALTER TABLE ${quoteName(table)} DROP CONSTRAINT ${quoteIdentifier(name)}`;
    return [statement(sql, lockFacts(fact, { relation: table, ...referenced }))];
  },
  toCall: ({ table, name, constraintKind }, defaultSchema) => ({
    verb: 'dropConstraint',
    args: [nameToCall(table, defaultSchema), name, constraintKind],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('dropConstraint', args, ['table', 'name', 'kind'], defaultSchema);
    return {
      kind: 'dropConstraint',
      table: argument(given, 0, nameAt),
      name: argument(given, 1, textAt),
      constraintKind: argument(given, 2, constraintKindAt),
      was: null,
    };
  },
};

const renameConstraint: OperationSpec<'renameConstraint'> = {
  describe: ({ table, name, constraintKind, to }, defaultSchema) =>
    `renamed ${constraintWords(constraintKind)} '${name}' → '${to}' on ${tableWords(table, defaultSchema)}`,
  footprint: ({ table, name, constraintKind, to }) =>
    footprint({
      drops: [constraintObject(table, constraintKind, name)],
      creates: [constraintObject(table, constraintKind, to)],
      needs: [tableObject(table)],
    }),
  reverse: (operation) => [{ ...operation, name: operation.to, to: operation.name }],
  toStatements: ({ table, name, to }) => [
    statement(
      `ALTER TABLE ${quoteName(table)} RENAME CONSTRAINT ${quoteIdentifier(name)} TO ${quoteIdentifier(to)}`,
      lockFacts('renameConstraint', { relation: table }),
    ),
  ],
  toCall: ({ table, name, constraintKind, to }, defaultSchema) => ({
    verb: 'renameConstraint',
    args: [nameToCall(table, defaultSchema), name, to, constraintKind],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('renameConstraint', args, ['table', 'name', 'to', 'kind'], defaultSchema);
    return {
      kind: 'renameConstraint',
      table: argument(given, 0, nameAt),
      name: argument(given, 1, textAt),
      to: argument(given, 2, textAt),
      constraintKind: argument(given, 3, constraintKindAt),
    };
  },
};

const alterForeignKey: OperationSpec<'alterForeignKey'> = {
  describe: ({ table, name, timing }, defaultSchema) =>
    `timing change ${timingWord(timing.from)} → ${timingWord(timing.to)} ` +
    `on foreign key '${name}' of ${tableWords(table, defaultSchema)}`,
  footprint: ({ table, name }) =>
    footprint({ alters: [constraintObject(table, 'foreignKey', name)], needs: [tableObject(table)] }),
  reverse: (operation) => [{ ...operation, timing: { from: operation.timing.to, to: operation.timing.from } }],
  toStatements: ({ table, name, timing }) => [
    statement(
      `ALTER TABLE ${quoteName(table)} ALTER CONSTRAINT ${quoteIdentifier(name)} ${timingWords(timing.to)}`,
      lockFacts('alterForeignKey', { relation: table }),
    ),
  ],
  toCall: ({ table, name, timing }, defaultSchema) => ({
    verb: 'alterForeignKey',
    args: [
      nameToCall(table, defaultSchema),
      name,
      { timing: { from: timingWord(timing.from), to: timingWord(timing.to) } },
    ],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('alterForeignKey', args, ['table', 'name', 'changes'], defaultSchema);
    return {
      kind: 'alterForeignKey',
      table: argument(given, 0, nameAt),
      name: argument(given, 1, textAt),
      timing: argument(given, 2, (at, value) =>
        field(at, fieldsAt(at, value, ['timing']), 'timing', pairAt(timingWordAt)),
      ),
    };
  },
};

const validateConstraint: OperationSpec<'validateConstraint'> = {
  describe: ({ table, name }, defaultSchema) =>
    `validation of constraint '${name}' on ${tableWords(table, defaultSchema)}`,
  // Which kind of constraint it is does not matter to PostgreSQL, so the name stands for all that can be NOT VALID.
  footprint: ({ table, name }) =>
    footprint({
      alters: [constraintObject(table, 'check', name), constraintObject(table, 'foreignKey', name)],
      needs: [tableObject(table)],
    }),
  // There is no statement that makes a constraint NOT VALID again.
  reverse: () => null,
  toStatements: ({ table, name }) => [
    statement(
      `ALTER TABLE ${quoteName(table)} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`,
      lockFacts('validateConstraint', { relation: table }),
    ),
  ],
  toCall: ({ table, name }, defaultSchema) => ({
    verb: 'validateConstraint',
    args: [nameToCall(table, defaultSchema), name],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('validateConstraint', args, ['table', 'name'], defaultSchema);
    return { kind: 'validateConstraint', table: argument(given, 0, nameAt), name: argument(given, 1, textAt) };
  },
};

export const constraintSpecs = {
  createPrimaryKey,
  createUniqueConstraint,
  createCheckConstraint,
  createExclusionConstraint,
  createForeignKey,
  dropConstraint,
  renameConstraint,
  alterForeignKey,
  validateConstraint,
};
