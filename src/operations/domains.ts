/** What ALTER DOMAIN can change. Another type beneath is another domain; it comes and goes in `made-objects.ts`. */
import { displayName, objectName } from '../schema/names';
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { DomainCheck, QualifiedName } from '../schema/types';
import { CallError, nameToCall, Sql, type CallValue } from './call';
import { argument, callArgs, fieldOr, fieldsAt, flagAt, listAt, orNull, pairAt, sqlAt, type At } from './call-reader';
import { given, nameAt, type CallObject } from './call-values';
import { footprint } from './footprint';
import { checkAt } from './made-objects';
import type { DomainChanges, OperationOf, Pair } from './operation';
import { asPrinted } from './printed-sql';
import type { OperationSpec } from './spec';
import type { Statement } from './statement';
import { statement } from './statements';

/** PostgreSQL reads the tables that use the domain when it gets a new rule; which they are, only the catalog knows. */
function statements({ domain, changes }: OperationOf<'alterDomain'>): readonly Statement[] {
  const alter = (action: string): Statement => statement(`ALTER DOMAIN ${quoteName(domain)} ${action}`);
  const { default: value, notNull, checks } = changes;
  const [gone, come, validated] = checks === undefined ? [[], [], []] : checkChanges(checks);
  return [
    ...gone.map(({ name }) => alter(`DROP CONSTRAINT ${quoteIdentifier(name)}`)),
    ...(value === undefined ? [] : [alter(value.to === null ? 'DROP DEFAULT' : `SET DEFAULT ${value.to}`)]),
    ...(notNull === undefined ? [] : [alter(notNull.to ? 'SET NOT NULL' : 'DROP NOT NULL')]),
    ...come.map(({ name, definition }) => alter(`ADD CONSTRAINT ${quoteIdentifier(name)} ${asPrinted(definition)}`)),
    ...validated.map(({ name }) => alter(`VALIDATE CONSTRAINT ${quoteIdentifier(name)}`)),
  ];
}

const NOT_VALID = / NOT VALID$/;

/** What goes, what comes, and what is only validated. */
function checkChanges({
  from,
  to,
}: Pair<readonly DomainCheck[]>): readonly [
  gone: readonly DomainCheck[],
  come: readonly DomainCheck[],
  validated: readonly DomainCheck[],
] {
  const before = new Map(from.map((check) => [check.name, check.definition]));
  const after = new Map(to.map((check) => [check.name, check.definition]));
  const isValidated = ({ name, definition }: DomainCheck): boolean =>
    before.get(name) !== definition && before.get(name)?.replace(NOT_VALID, '') === definition;
  const stays = ({ name, definition }: DomainCheck): boolean =>
    before.get(name) === definition || isValidated({ name, definition });
  return [
    from.filter(({ name }) => {
      const definition = after.get(name);
      return definition === undefined || !stays({ name, definition });
    }),
    to.filter((check) => !stays(check)),
    to.filter(isValidated),
  ];
}

function describeChanges({ default: value, notNull, checks }: DomainChanges): string {
  const told = [
    value && `default ${value.from ?? 'none'} → ${value.to ?? 'none'}`,
    notNull && (notNull.to ? 'NULL → NOT NULL' : 'NOT NULL → NULL'),
    checks && `checks ${names(checks.from)} → ${names(checks.to)}`,
  ].filter((words) => words !== undefined);
  return told.length === 0 ? 'no change' : told.join(', ');
}

function names(checks: readonly DomainCheck[]): string {
  return checks.length === 0 ? 'none' : checks.map(({ name }) => name).join(', ');
}

function mirrored({ default: value, notNull, checks }: DomainChanges): DomainChanges {
  return {
    ...(value && { default: { from: value.to, to: value.from } }),
    ...(notNull && { notNull: { from: notNull.to, to: notNull.from } }),
    ...(checks && { checks: { from: checks.to, to: checks.from } }),
  };
}

function changesToCall({ default: value, notNull, checks }: DomainChanges): CallObject {
  const sql = (text: string | null): CallValue => (text === null ? null : new Sql(text));
  const list = (all: readonly DomainCheck[]): CallValue =>
    all.map(({ name, definition }) => ({ name, definition: new Sql(definition) }));
  return given({
    default: value && { from: sql(value.from), to: sql(value.to) },
    notNull: notNull && { ...notNull },
    checks: checks && { from: list(checks.from), to: list(checks.to) },
  });
}

const KEYS = ['default', 'notNull', 'checks'] as const;

function changesAt(at: At, value: unknown): DomainChanges {
  const fields = fieldsAt(at, value, KEYS);
  if (KEYS.every((key) => fields[key] === undefined)) {
    throw new CallError(at.verb, at.path, `an object with ${KEYS.join(', ')}`, value);
  }
  const own = fieldOr(at, fields, 'default', pairAt(orNull(sqlAt)), undefined);
  const notNull = fieldOr(at, fields, 'notNull', pairAt(flagAt), undefined);
  const checks = fieldOr(at, fields, 'checks', pairAt(listAt(checkAt)), undefined);
  return { ...(own && { default: own }), ...(notNull && { notNull }), ...(checks && { checks }) };
}

function domainObject(domain: QualifiedName): ReturnType<typeof objectName> {
  return objectName('domain', domain.schema, domain.name);
}

const alterDomain: OperationSpec<'alterDomain'> = {
  describe: ({ domain, changes }, defaultSchema) =>
    `${describeChanges(changes)} on domain '${displayName(domain, defaultSchema)}'`,
  footprint: ({ domain }) => footprint({ alters: [domainObject(domain)] }),
  reverse: ({ domain, changes }) => [{ kind: 'alterDomain', domain, changes: mirrored(changes) }],
  toStatements: statements,
  toCall: ({ domain, changes }, defaultSchema) => ({
    verb: 'alterDomain',
    args: [nameToCall(domain, defaultSchema), changesToCall(changes)],
  }),
  fromCall(args, defaultSchema) {
    const list = callArgs('alterDomain', args, ['domain', 'changes'], defaultSchema);
    return { kind: 'alterDomain', domain: argument(list, 0, nameAt), changes: argument(list, 1, changesAt) };
  },
};

export const domainSpecs = { alterDomain };
