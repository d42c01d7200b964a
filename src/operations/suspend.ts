/**
 * What stands in the way of a change, taken down before it and put back behind it: policies, triggers, rules and views. No revision need
 * have made them: what is not in a database is passed over there, and what is there comes back as it was.
 */
import { displayName } from '../schema/names';
import { nameToCall, CallError, type CallValue } from './call';
import { argument, callArgs, field, fieldsAt, listAt, textAt, wordAt, type At } from './call-reader';
import { given, nameAt } from './call-values';
import { footprint } from './footprint';
import type { OperationOf, SuspendedName } from './operation';
import type { OperationSpec } from './spec';
import { statement } from './statements';
import { relationOf, resumeSql, suspendSql } from './suspend-sql';
import type { Lock } from './statement';

const WORDS: Readonly<Record<SuspendedName['kind'], string>> = {
  policy: 'policy',
  trigger: 'trigger',
  rule: 'rule',
  view: 'view',
  materializedView: 'materialized view',
  rights: 'rights',
};

/** `policy 'p1' on 'users'`, `view 'summary'`, `rights on 'summary'`, `rights on 'users.email'`. */
export function suspendedWords(object: SuspendedName, defaultSchema: string): string {
  const relation = displayName(relationOf(object), defaultSchema);
  if (object.kind === 'rights') return `rights on '${relation}${object.table === null ? '' : `.${object.name}`}'`;
  return object.table === null
    ? `${WORDS[object.kind]} '${relation}'`
    : `${WORDS[object.kind]} '${object.name}' on '${relation}'`;
}

function listed(objects: readonly SuspendedName[], defaultSchema: string): string {
  return objects.map((object) => suspendedWords(object, defaultSchema)).join(', ');
}

/** DROP and CREATE of each of these need the table for themselves, for an instant. */
function locksOn(objects: readonly SuspendedName[]): readonly Lock[] {
  return objects
    .filter(({ kind }) => kind !== 'rights')
    .map((object) => ({ object: relationOf(object), mode: 'AccessExclusive' }));
}

/** `{ policy: 'p1', table: 'users' }`, `{ view: 'summary' }`, `{ rights: 'email', table: 'users' }`. */
function toValue(object: SuspendedName, defaultSchema: string): CallValue {
  const relation = nameToCall(relationOf(object), defaultSchema);
  return object.table === null
    ? given({ [object.kind]: relation })
    : given({ [object.kind]: object.name, table: relation });
}

const KINDS = Object.keys(WORDS).filter(isKind);

function isKind(word: string): word is SuspendedName['kind'] {
  return Object.hasOwn(WORDS, word);
}

function objectAt(at: At, value: unknown): SuspendedName {
  const fields = fieldsAt(at, value, [...KINDS, 'table']);
  const [kind, ...others] = KINDS.filter((each) => fields[each] !== undefined);
  const checked = wordAt(KINDS)(at, others.length === 0 ? kind : value);
  const ofColumn = checked === 'rights' && fields['table'] !== undefined;
  if (checked === 'policy' || checked === 'trigger' || checked === 'rule' || ofColumn) {
    const table = field(at, fields, 'table', nameAt);
    return { kind: checked, schema: table.schema, name: field(at, fields, checked, textAt), table: table.name };
  }
  if (fields['table'] !== undefined)
    throw new CallError(at.verb, at.path, `a ${WORDS[checked]} without a table`, value);
  return { kind: checked, ...field(at, fields, checked, nameAt), table: null };
}

const suspend: OperationSpec<'suspend'> = {
  describe: ({ objects }, defaultSchema) => `in the way, taken down: ${listed(objects, defaultSchema)}`,
  footprint: () => footprint({}),
  reverse: ({ objects }) => [{ kind: 'resume', was: objects }],
  toStatements: ({ objects }, { defaultSchema }) => [
    statement(suspendSql(objects, defaultSchema), { locks: locksOn(objects) }),
  ],
  toCall: ({ objects }, defaultSchema) => ({
    verb: 'suspend',
    args: [objects.map((object) => toValue(object, defaultSchema))],
  }),
  fromCall(args, defaultSchema) {
    const list = callArgs('suspend', args, ['objects'], defaultSchema);
    return { kind: 'suspend', objects: argument(list, 0, listAt(objectAt)) };
  },
};

const resume: OperationSpec<'resume'> = {
  describe: (operation, defaultSchema) =>
    operation.was === null ? 'put back what was taken down' : `put back: ${listed(operation.was, defaultSchema)}`,
  footprint: () => footprint({}),
  reverse: ({ was }) => (was === null ? null : [{ kind: 'suspend', objects: was }]),
  toStatements: ({ was }: OperationOf<'resume'>, { defaultSchema }) => [
    statement(resumeSql(defaultSchema), { locks: locksOn((was ?? []).filter(({ table }) => table !== null)) }),
  ],
  toCall: () => ({ verb: 'resume', args: [] }),
  fromCall(args, defaultSchema) {
    callArgs('resume', args, [], defaultSchema);
    return { kind: 'resume', was: null };
  },
};

export const suspendSpecs = { suspend, resume };
