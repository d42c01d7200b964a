/** Short ways to write the plain data of a schema in tests: `table('users', [column('id', 'integer')])`. Everything lies in `app`. */
import { NOT_DEFERRABLE, defaultSequenceOptions } from '../../src/schema/empty';
import { parseTypeName } from '../../src/schema/type-name';
import type {
  CheckConstraint,
  Column,
  ColumnSequence,
  EnumType,
  ExclusionConstraint,
  ForeignKey,
  Index,
  IndexKey,
  PrimaryKey,
  QualifiedName,
  SequenceOptions,
  Table,
  TypeName,
  UniqueConstraint,
  View,
} from '../../src/schema/types';

export const SCHEMA = 'app';

export function name(of: string, schema = SCHEMA): QualifiedName {
  return { schema, name: of };
}

export function type(text: string): TypeName {
  return parseTypeName(text, SCHEMA);
}

export function column(of: string, typeText: string, facts: Partial<Column> = {}): Column {
  return {
    name: of,
    type: type(typeText),
    notNull: false,
    default: null,
    serial: null,
    identity: null,
    generated: null,
    collation: null,
    comment: null,
    ...facts,
  };
}

export function sequence(of: string, options: Partial<SequenceOptions> = {}): ColumnSequence {
  return { ...name(of), options: { ...defaultSequenceOptions(options.type ?? 'integer'), ...options } };
}

export function primaryKey(of: string, columns: readonly string[], facts: Partial<PrimaryKey> = {}): PrimaryKey {
  return { kind: 'primaryKey', ...named(of), columns, include: [], timing: NOT_DEFERRABLE, ...facts };
}

export function unique(
  of: string,
  columns: readonly string[],
  facts: Partial<UniqueConstraint> = {},
): UniqueConstraint {
  return {
    kind: 'unique',
    ...named(of),
    columns,
    include: [],
    nullsNotDistinct: false,
    timing: NOT_DEFERRABLE,
    ...facts,
  };
}

export function check(of: string, expression: string, facts: Partial<CheckConstraint> = {}): CheckConstraint {
  return { kind: 'check', ...named(of), expression, noInherit: false, validated: true, ...facts };
}

export function exclusion(
  of: string,
  definition: string,
  facts: Partial<ExclusionConstraint> = {},
): ExclusionConstraint {
  return { kind: 'exclusion', ...named(of), definition, timing: NOT_DEFERRABLE, ...facts };
}

export function foreignKey(
  of: string,
  columns: readonly string[],
  references: { readonly table: QualifiedName; readonly columns: readonly string[] },
  facts: Partial<ForeignKey> = {},
): ForeignKey {
  return {
    kind: 'foreignKey',
    ...named(of),
    columns,
    references,
    onDelete: 'NO ACTION',
    onUpdate: 'NO ACTION',
    onDeleteColumns: null,
    match: 'SIMPLE',
    timing: NOT_DEFERRABLE,
    validated: true,
    ...facts,
  };
}

export function indexKey(facts: Partial<IndexKey>): IndexKey {
  const direction = facts.direction ?? 'asc';
  return {
    column: null,
    expression: null,
    opclass: null,
    collation: null,
    nulls: direction === 'asc' ? 'last' : 'first',
    ...facts,
    direction,
  };
}

export function index(of: string, keys: readonly (string | Partial<IndexKey>)[], facts: Partial<Index> = {}): Index {
  return {
    name: of,
    derivedName: false,
    unique: false,
    method: 'btree',
    keys: keys.map((key) => indexKey(typeof key === 'string' ? { column: key } : key)),
    include: [],
    nullsNotDistinct: false,
    predicate: null,
    storageParameters: {},
    valid: true,
    comment: null,
    ...facts,
  };
}

export function table(of: string, columns: readonly Column[], facts: Partial<Table> = {}): Table {
  return {
    ...name(of),
    kind: 'table',
    unlogged: false,
    inherits: [],
    partitionKey: null,
    storageParameters: {},
    rowSecurity: 'off',
    columns,
    primaryKey: null,
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: [],
    indexes: [],
    comment: null,
    ...facts,
  };
}

export function enumType(of: string, labels: readonly string[], facts: Partial<EnumType> = {}): EnumType {
  return { ...name(of), derivedName: false, labels, comment: null, ...facts };
}

export function view(of: string, definition: string, facts: Partial<View> = {}): View {
  return {
    ...name(of),
    materialized: false,
    definition,
    columns: [],
    options: {},
    indexes: [],
    populated: true,
    comment: null,
    ...facts,
  };
}

function named(of: string): { name: string; derivedName: false; comment: null } {
  return { name: of, derivedName: false, comment: null };
}
