/** A rename carried through a schema as data: wherever the old name stands, in keys, expressions and dependencies, the new one does. */
import { byName, nameKey } from '../schema/names';
import { quoteIdentifier } from '../schema/quote';
import type {
  Column,
  DatabaseSchema,
  Dependency,
  EnumType,
  Expression,
  ForeignKey,
  Grant,
  Index,
  ObjectName,
  QualifiedName,
  Sequence,
  Table,
  View,
} from '../schema/types';
import { renameColumnInView, renameRelationInView } from './rename-view';
import { renameIdentifier, renameLabel } from './sql-tokens';

/** A table under another name, in another schema, or both; the sequences that it owns go with it, its enums stay where they are. */
export function applyTableRename(current: DatabaseSchema, table: QualifiedName, to: QualifiedName): DatabaseSchema {
  const key = nameKey(table);
  const renamed = <T extends QualifiedName>(name: T): T =>
    nameKey(name) === key ? { ...name, schema: to.schema, name: to.name } : name;
  const owned = ownedSequences(current, table);
  const moved = <T extends QualifiedName>(sequence: T): T =>
    owned.has(nameKey(sequence)) ? { ...sequence, schema: to.schema } : sequence;
  return {
    ...mapObjects(current, (object) => {
      if (object.table !== null)
        return nameKey({ schema: object.schema, name: object.table }) === key
          ? { ...object, schema: to.schema, table: to.name }
          : object;
      if (object.kind === 'sequence') return moved(object);
      return object.kind === 'table' ? renamed(object) : object;
    }),
    tables: current.tables
      .map((one) => ({
        ...renamed(one),
        columns: nameKey(one) === key ? one.columns.map((column) => withSequence(column, moved)) : one.columns,
        inherits: one.inherits.map(renamed),
        foreignKeys: one.foreignKeys.map((foreignKey) => ({
          ...foreignKey,
          references: { ...foreignKey.references, table: renamed(foreignKey.references.table) },
        })),
      }))
      .sort(byName),
    views: mapViews(current, (definition) => renameRelationInView(definition, table, to)),
    sequences: current.sequences
      .map((sequence) =>
        sequence.ownedBy === null
          ? sequence
          : { ...moved(sequence), ownedBy: { ...sequence.ownedBy, table: renamed(sequence.ownedBy.table) } },
      )
      .sort(byName),
  };
}

/** By `nameKey`: what ALTER TABLE … SET SCHEMA takes along. */
function ownedSequences(current: DatabaseSchema, table: QualifiedName): ReadonlySet<string> {
  const key = nameKey(table);
  const own = current.tables.find((one) => nameKey(one) === key)?.columns ?? [];
  return new Set([
    ...own
      .flatMap(({ serial, identity }) => [serial, identity?.sequence ?? null])
      .flatMap((one) => (one ? [nameKey(one)] : [])),
    ...current.sequences.filter(({ ownedBy }) => ownedBy !== null && nameKey(ownedBy.table) === key).map(nameKey),
  ]);
}

export function withSequence(column: Column, map: <T extends QualifiedName>(sequence: T) => T): Column {
  const { serial, identity } = column;
  return {
    ...column,
    serial: serial === null ? null : map(serial),
    identity: identity === null ? null : { ...identity, sequence: map(identity.sequence) },
  };
}

export function applyColumnRename(
  current: DatabaseSchema,
  table: QualifiedName,
  from: string,
  to: string,
): DatabaseSchema {
  const key = nameKey(table);
  const isOwn = (name: QualifiedName): boolean => nameKey(name) === key;
  const column = (name: string): string => (name === from ? to : name);
  return {
    ...mapObjects(current, (object) =>
      object.kind === 'column' && object.name === from && isOwn({ schema: object.schema, name: object.table ?? '' })
        ? { ...object, name: to }
        : object,
    ),
    tables: current.tables.map((one) => {
      const own = isOwn(one) ? renameInTable(one, from, to) : one;
      return { ...own, foreignKeys: own.foreignKeys.map((foreignKey) => renameReferenced(foreignKey, isOwn, column)) };
    }),
    views: mapViews(current, (definition) => renameColumnInView(definition, table, from, to)),
    sequences: current.sequences.map((sequence): Sequence => {
      const owner = sequence.ownedBy;
      return owner !== null && isOwn(owner.table)
        ? { ...sequence, ownedBy: { ...owner, column: column(owner.column) } }
        : sequence;
    }),
  };
}

export function applyEnumRename(current: DatabaseSchema, type: QualifiedName, to: string): DatabaseSchema {
  const key = nameKey(type);
  const renamed = <T extends QualifiedName>(name: T): T => (nameKey(name) === key ? { ...name, name: to } : name);
  // The casts that PostgreSQL printed name the type.
  const text = (sql: Expression): Expression => renameAfterCast(sql, type.name, quoteIdentifier(to));
  return {
    ...mapObjects(current, (object) => (object.kind === 'enum' ? renamed(object) : object)),
    enums: current.enums.map(renamed).sort(byName),
    views: mapViews(current, text),
    tables: current.tables.map((table) => ({
      ...mapTexts(table, text),
      columns: table.columns.map((column) => ({ ...mapColumnTexts(column, text), type: renamed(column.type) })),
    })),
  };
}

export function applyEnumValueRename(
  current: DatabaseSchema,
  type: QualifiedName,
  value: string,
  to: string,
): DatabaseSchema {
  const key = nameKey(type);
  const text = (sql: Expression): Expression => renameLabel(sql, type.name, value, to);
  return {
    ...current,
    enums: current.enums.map((one): EnumType =>
      nameKey(one) === key ? { ...one, labels: one.labels.map((label) => (label === value ? to : label)) } : one,
    ),
    // A constant of the type is kept by its identity, and prints as the new label.
    tables: current.tables.map((table) => ({
      ...mapTexts(table, text),
      columns: table.columns.map((column) => mapColumnTexts(column, text)),
    })),
    views: mapViews(current, text),
  };
}

function renameInTable(table: Table, from: string, to: string): Table {
  const column = (name: string): string => (name === from ? to : name);
  const quoted = /^[a-z_][a-z0-9_]*$/.test(to) ? to : quoteIdentifier(to);
  const text = (sql: Expression): Expression => renameIdentifier(sql, from, quoted);
  const columns = <T extends { readonly columns: readonly string[]; readonly include: readonly string[] }>(
    key: T,
  ): T => ({
    ...key,
    columns: key.columns.map(column),
    include: key.include.map(column),
  });
  const mapped = mapTexts(table, text);
  return {
    ...mapped,
    columns: mapped.columns.map((one) => ({
      ...one,
      name: column(one.name),
      generated: one.generated === null ? null : { ...one.generated, expression: text(one.generated.expression) },
    })),
    primaryKey: mapped.primaryKey === null ? null : columns(mapped.primaryKey),
    uniques: mapped.uniques.map(columns),
    foreignKeys: mapped.foreignKeys.map((key) => ({
      ...key,
      columns: key.columns.map(column),
      onDeleteColumns: key.onDeleteColumns?.map(column) ?? null,
    })),
    indexes: mapped.indexes.map((index) => ({
      ...index,
      include: index.include.map(column),
      keys: index.keys.map((key) => ({ ...key, column: key.column === null ? null : column(key.column) })),
    })),
  };
}

function renameReferenced(
  key: ForeignKey,
  isOwn: (name: QualifiedName) => boolean,
  column: (name: string) => string,
): ForeignKey {
  if (!isOwn(key.references.table)) return key;
  return { ...key, references: { ...key.references, columns: key.references.columns.map(column) } };
}

/** The texts of a table's checks, exclusions and indexes. */
export function mapTexts(table: Table, text: (sql: Expression) => Expression): Table {
  return {
    ...table,
    checks: table.checks.map((check) => ({ ...check, expression: text(check.expression) })),
    exclusions: table.exclusions.map((exclusion) => ({ ...exclusion, definition: text(exclusion.definition) })),
    indexes: table.indexes.map((index): Index => ({
      ...index,
      predicate: index.predicate === null ? null : text(index.predicate),
      keys: index.keys.map((key) => ({ ...key, expression: key.expression === null ? null : text(key.expression) })),
    })),
  };
}

function mapViews(current: DatabaseSchema, text: (definition: string) => string): readonly View[] {
  return current.views.map((view) => {
    const definition = text(view.definition);
    return definition === view.definition ? view : { ...view, definition };
  });
}

export function mapColumnTexts(column: Column, text: (sql: Expression) => Expression): Column {
  return {
    ...column,
    default: column.default === null ? null : text(column.default),
    generated:
      column.generated === null ? null : { ...column.generated, expression: text(column.generated.expression) },
  };
}

/** Only where it stands as a type: behind `::`, with or without a schema. */
function renameAfterCast(sql: Expression, name: string, replacement: string): Expression {
  const escaped = [name, quoteIdentifier(name)].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return sql.replace(
    new RegExp(`(::(?:[\\w$]+\\.|"(?:[^"]|"")+"\\.)?)(?:${escaped})(?![\\w$])`, 'g'),
    (_all, before: string) => before + replacement,
  );
}

/** Dependencies, rights and other objects, by the names they hold. */
export function mapObjects(current: DatabaseSchema, map: (object: ObjectName) => ObjectName): DatabaseSchema {
  return {
    ...current,
    dependencies: current.dependencies.map(({ dependent, referenced }): Dependency => ({
      dependent: map(dependent),
      referenced: map(referenced),
    })),
    grants: current.grants.map((grant): Grant => ({ ...grant, on: map(grant.on) })),
    others: current.others.map((other) => {
      const { schema, name, table } = map(other);
      return { ...other, schema, name, table };
    }),
  };
}
