/** The changes of a column as a revision file writes them, and read back. No SQL here. */
import { sameType } from '../schema/type-name';
import type { Column, Generated, QualifiedName, TypeName } from '../schema/types';
import { CallError, Sql, type CallValue } from './call';
import {
  field,
  fieldOr,
  fieldsAt,
  flagAt,
  inside,
  orNull,
  pairAt,
  sqlAt,
  type At,
  type Fields,
  type Reader,
} from './call-reader';
import {
  catalogNameAt,
  catalogNameToCall,
  columnAt,
  columnToCall,
  defaultAt,
  defaultToCall,
  generatedAt,
  generatedToCall,
  given,
  identityAt,
  identityToCall,
  serialAt,
  serialToCall,
  typeAt,
  typeToCall,
  type CallObject,
  type SequenceSite,
} from './call-values';
import type { ColumnChanges, Pair } from './operation';

/**
 * `{ type: { from: 'integer', to: 'bigint' }, notNull: { from: false, to: true } }`. A type that stays is a bare string; `using`
 * stands beside the type.
 */
export function changesToCall(
  table: QualifiedName,
  name: string,
  changes: ColumnChanges,
  defaultSchema: string,
): CallObject {
  const site = siteOfChange(table, name);
  const { type } = changes;
  return given({
    type: type === undefined ? undefined : typePairToCall(type, defaultSchema),
    using: type === undefined || type.using === null ? undefined : new Sql(type.using),
    collation: pairToCall(changes.collation, orNullToCall(catalogNameToCall)),
    notNull: pairToCall(changes.notNull, (notNull) => notNull),
    default:
      changes.default === undefined
        ? undefined
        : {
            from: changes.default.from === null ? null : defaultToCall(changes.default.from, type?.from ?? null),
            to: changes.default.to === null ? null : defaultToCall(changes.default.to, type?.to ?? null),
          },
    serial: pairToCall(
      changes.serial,
      orNullToCall((serial) => serialToCall(serial, site)),
    ),
    identity: pairToCall(
      changes.identity,
      orNullToCall((identity) => identityToCall(identity, site)),
    ),
    generated: generatedPairToCall(table, changes.generated, defaultSchema),
  });
}

/** A sequence that says nothing of its type is an integer one: the type of the column is not known here. */
function siteOfChange(table: QualifiedName, column: string): SequenceSite {
  return { table, column, type: 'integer' };
}

function pairToCall<T>(pair: Pair<T> | undefined, write: (side: T) => CallValue): CallValue | undefined {
  return pair === undefined ? undefined : { from: write(pair.from), to: write(pair.to) };
}

function orNullToCall<T>(write: (value: T) => CallValue): (value: T | null) => CallValue {
  return (value) => (value === null ? null : write(value));
}

function typePairToCall({ from, to }: Pair<TypeName>, defaultSchema: string): CallValue {
  if (sameType(from, to)) return typeToCall(to, defaultSchema);
  return { from: typeToCall(from, defaultSchema), to: typeToCall(to, defaultSchema) };
}

function generatedPairToCall(
  table: QualifiedName,
  generated: ColumnChanges['generated'],
  defaultSchema: string,
): CallValue | undefined {
  if (generated === undefined) return undefined;
  const { from, to, column } = generated;
  return given({
    from: from === null ? null : generatedToCall(from),
    to: to === null ? null : generatedToCall(to),
    column: column === undefined ? undefined : columnToCall(table, column, defaultSchema),
  });
}

const CHANGE_KEYS = ['type', 'using', 'collation', 'notNull', 'default', 'serial', 'identity', 'generated'] as const;

/** The changes behind an object of a call. At least one key must be there. */
export function changesAt(table: QualifiedName, name: string): Reader<ColumnChanges> {
  return (at, value) => {
    const fields = fieldsAt(at, value, CHANGE_KEYS);
    const site = siteOfChange(table, name);
    const type = typeChange(at, fields);
    const changes: ColumnChanges = {
      type,
      collation: fieldOr(at, fields, 'collation', pairAt(orNull(catalogNameAt)), undefined),
      notNull: fieldOr(at, fields, 'notNull', pairAt(flagAt), undefined),
      default: fieldOr(at, fields, 'default', defaultPairAt(type), undefined),
      serial: fieldOr(at, fields, 'serial', pairAt(orNull(serialAt(site))), undefined),
      identity: fieldOr(at, fields, 'identity', pairAt(orNull(identityAt(site))), undefined),
      generated: fieldOr(at, fields, 'generated', generatedPairAt(table), undefined),
    };
    if (CHANGE_KEYS.every((key) => fields[key] === undefined)) {
      throw new CallError(at.verb, at.path, `an object with ${CHANGE_KEYS.join(', ')}`, value);
    }
    return withoutUndefined(changes);
  };
}

/** An attribute that does not change is absent, not `undefined`. */
function withoutUndefined(changes: ColumnChanges): ColumnChanges {
  const { type, collation, notNull, serial, identity, generated } = changes;
  return {
    ...(type && { type }),
    ...(collation && { collation }),
    ...(notNull && { notNull }),
    ...(changes.default && { default: changes.default }),
    ...(serial && { serial }),
    ...(identity && { identity }),
    ...(generated && { generated }),
  };
}

function typeChange(at: At, fields: Fields): ColumnChanges['type'] {
  const pair = fieldOr(at, fields, 'type', typePairAt, undefined);
  const using = fieldOr(at, fields, 'using', sqlAt, null);
  if (pair !== undefined) return { ...pair, using };
  if (using !== null) throw new CallError(at.verb, inside(at, 'using').path, 'left out without type', fields.using);
  return undefined;
}

function typePairAt(at: At, value: unknown): Pair<TypeName> {
  if (typeof value !== 'string') return pairAt(typeAt)(at, value);
  const type = typeAt(at, value);
  return { from: type, to: type };
}

/** Each side is a value of the type on its side. */
function defaultPairAt(type: ColumnChanges['type']): Reader<NonNullable<ColumnChanges['default']>> {
  return (at, value) => {
    const fields = fieldsAt(at, value, ['from', 'to']);
    return {
      from: field(at, fields, 'from', orNull(defaultAt(type?.from ?? null))),
      to: field(at, fields, 'to', orNull(defaultAt(type?.to ?? null))),
    };
  };
}

function generatedPairAt(table: QualifiedName): Reader<NonNullable<ColumnChanges['generated']>> {
  return (at, value) => {
    const fields = fieldsAt(at, value, ['from', 'to', 'column']);
    const pair: Pair<Generated | null> = {
      from: field(at, fields, 'from', orNull(generatedAt)),
      to: field(at, fields, 'to', orNull(generatedAt)),
    };
    const column: Column | undefined = fieldOr(at, fields, 'column', columnAt(table), undefined);
    return column === undefined ? pair : { ...pair, column };
  };
}
