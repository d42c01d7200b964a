/** The tables of a plan, with all that lies inside them. */
import { defaultSequenceOptions } from '../../../src/schema/empty';
import { nameKey } from '../../../src/schema/names';
import { quoteIdentifier, quoteLiteral, quoteName } from '../../../src/schema/quote';
import { parseTypeName } from '../../../src/schema/type-name';
import type {
  Column,
  ExclusionConstraint,
  Index,
  IndexKey,
  QualifiedName,
  SequenceOptions,
  Table,
  Timing,
  TypeName,
} from '../../../src/schema/types';
import * as build from '../schema-builders';
import type { CheckPlan, ColumnPlan, ExclusionPlan, IndexKeyPlan, IndexPlan, KeyPlan, TablePlan } from './plan';
import { distinct, timingOf, type Scope } from './scope';
import { toForeignKeys } from './to-foreign-keys';
import { conditionOf, defaultOf, expressionOf, familyOf, sorts, type SettledType } from './types';

export type Types = ReadonlyMap<string, SettledType>;

const INTEGERS: readonly SequenceOptions['type'][] = ['smallint', 'integer', 'bigint'];
export function toTables(scope: Scope): readonly Table[] {
  const bare = scope.tables.map((table) => toTable(table, scope));
  return bare.map((table) => {
    const own = scope.tables.find((each) => nameKey(each) === nameKey(table));
    return { ...table, foreignKeys: own === undefined ? [] : toForeignKeys(own, bare, scope.major) };
  });
}

/** All but the foreign keys. */
function toTable(plan: TablePlan, scope: Scope): Table {
  const columns = plan.columns.map((column) => toColumn(plan, column, scope));
  const types: Types = new Map(plan.columns.map((column) => [column.name, scope.typeOf(plan, column)]));
  const stored = new Map(
    [...types].filter(([name]) => columns.find((each) => each.name === name)?.generated?.storage !== 'virtual'),
  );
  const free = ({ name }: { readonly name: string }): boolean => scope.take({ schema: plan.schema, name });
  const primary = plan.primaryKey === null ? null : toKey(plan.primaryKey, stored, scope.major);
  const primaryKey =
    primary === null || !free(primary)
      ? null
      : build.primaryKey(primary.name, primary.columns, {
          include: primary.include,
          timing: primary.timing,
          comment: primary.comment,
        });
  const uniques = distinct(plan.uniques)
    .flatMap((key) => toKey(key, stored, scope.major) ?? [])
    .filter(free)
    .map(({ name, columns: of, ...facts }) => build.unique(name, of, facts));
  const exclusions = distinct(plan.exclusions)
    .flatMap((each) => toExclusion(each, stored) ?? [])
    .filter(free);
  const constraints = [...(primaryKey === null ? [] : [primaryKey]), ...uniques, ...exclusions].map(({ name }) => name);
  return {
    ...build.table(
      plan.name,
      columns.map((column) =>
        primaryKey?.columns.includes(column.name) === true ? { ...column, notNull: true } : column,
      ),
    ),
    schema: plan.schema,
    primaryKey,
    uniques,
    exclusions,
    checks: distinct(plan.checks)
      .filter(({ name }) => !constraints.includes(name))
      .flatMap((each) => toCheck(each, types) ?? []),
    indexes: toIndexes(plan.indexes, stored, scope.major).filter(free),
    comment: plan.comment,
    // Whether the sequence of a column is logged is nothing that is modelled.
    unlogged: plan.unlogged === true && !columns.some(({ serial, identity }) => serial !== null || identity !== null),
    rowSecurity: plan.rowSecurity ?? 'off',
    storageParameters: typeof plan.fillfactor === 'string' ? { fillfactor: plan.fillfactor } : {},
    ...(plan.replicaIdentity === 'full' || plan.replicaIdentity === 'nothing'
      ? { replicaIdentity: plan.replicaIdentity }
      : {}),
  };
}

/** @param table whose columns it is computed from, where it is generated */
export function toColumn(table: QualifiedName, plan: ColumnPlan, scope: Scope): Column {
  const type = scope.typeOf(table, plan);
  const source = scope.sourceOf(table, plan);
  const expression = source === null ? null : expressionOf(source.name, scope.typeOf(table, source), plan.choice);
  const sequence = sequenceOf(table, plan, type, scope);
  const collates = familyOf(type) === 'text' || (type.array && ['text', 'varchar'].includes(type.word));
  const storage = storageOf(plan, type);
  const facts = {
    notNull: plan.notNull || (sequence !== null && plan.filling !== 'nextval'),
    collation: collates && plan.collation !== null ? { schema: 'pg_catalog', name: plan.collation } : null,
    comment: plan.comment,
    ...(storage === null ? {} : { storage }),
    ...(typeof plan.statistics === 'number' && (expression === null || plan.filling !== 'virtual')
      ? { statistics: plan.statistics }
      : {}),
  };
  const column = { ...build.column(plan.name, 'integer', facts), type: typeName(type) };
  if (expression !== null) {
    return {
      ...column,
      generated: { expression: expression.text, storage: plan.filling === 'virtual' ? 'virtual' : 'stored' },
    };
  }
  if (sequence !== null && plan.filling === 'serial') return { ...column, serial: sequence };
  if (sequence !== null) {
    return {
      ...column,
      identity: { generation: plan.filling === 'identityAlways' ? 'always' : 'byDefault', sequence },
    };
  }
  const free = scope.sequences.find((each) => nameKey(each) === nameKey(plan.sequence));
  if (plan.filling === 'nextval' && free !== undefined && isInteger(type)) {
    return { ...column, default: `nextval(${quoteLiteral(quoteName(free))}::regclass)` };
  }
  return plan.filling === 'default' ? { ...column, default: defaultOf(type, plan.choice) } : column;
}

function typeName(type: SettledType): TypeName {
  const dimensions = type.array ? 1 : 0;
  if (type.enum !== null) return { ...type.enum.name, modifiers: [], dimensions };
  if (type.domain !== undefined) return { ...type.domain, modifiers: [], dimensions };
  return { ...parseTypeName(type.word, 'public'), dimensions };
}

/** Only for types that are stored `extended` of themselves. */
function storageOf(plan: ColumnPlan, type: SettledType): string | null {
  if (!type.array && !['text', 'varchar', 'jsonb', 'bytea'].includes(type.word)) return null;
  return [null, null, 'external', 'main', 'plain'][(plan.storage ?? 0) % 5] ?? null;
}

function isInteger(type: SettledType): boolean {
  return !type.array && type.domain === undefined && type.enum === null && INTEGERS.some((each) => each === type.word);
}

function sequenceOf(table: QualifiedName, plan: ColumnPlan, type: SettledType, scope: Scope) {
  const of = INTEGERS.find((each) => isInteger(type) && each === type.word);
  if (of === undefined || !['serial', 'identityAlways', 'identityByDefault'].includes(plan.filling)) return null;
  const name = { schema: table.schema, name: `${table.name}_${plan.name}_seq` };
  if (!scope.take(name)) return null;
  const options = defaultSequenceOptions(of);
  const other = { ...options, start: '10', increment: '5', cache: '3', cycle: true, minValue: '2' };
  return { ...name, options: plan.choice % 3 === 2 ? other : options };
}

interface SettledKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
  readonly timing: Timing;
  readonly comment: string | null;
}

function toKey(plan: KeyPlan, types: Types, major: number): SettledKey | null {
  const sortable = (name: string): boolean => sorts(types.get(name) ?? { word: '', enum: null, array: false });
  const columns = [...new Set(plan.columns)].filter(sortable);
  if (columns.length === 0) return null;
  const include = [...new Set(plan.include)].filter((name) => types.has(name) && !columns.includes(name));
  const nullsNotDistinct = plan.nullsNotDistinct && major >= 15;
  return { name: plan.name, columns, include, nullsNotDistinct, timing: timingOf(plan.timing), comment: plan.comment };
}

function toCheck(plan: CheckPlan, types: Types) {
  const type = types.get(plan.column);
  if (type === undefined) return null;
  const { validated, noInherit, comment } = plan;
  return build.check(plan.name, conditionOf(plan.column, type, plan.choice), { validated, noInherit, comment });
}

function toExclusion(plan: ExclusionPlan, types: Types): ExclusionConstraint | null {
  const type = types.get(plan.column);
  if (type === undefined || (familyOf(type) !== 'range' && !sorts(type))) return null;
  const [method, operator] = familyOf(type) === 'range' ? ['gist', '&&'] : ['btree', '='];
  const filter = plan.where === null ? undefined : types.get(plan.where.column);
  const where =
    plan.where === null || filter === undefined
      ? ''
      : ` WHERE (${conditionOf(plan.where.column, filter, plan.where.choice)})`;
  const definition = `USING ${method} (${quoteIdentifier(plan.column)} WITH ${operator})${where}`;
  return build.exclusion(plan.name, definition, { timing: timingOf(plan.timing), comment: plan.comment });
}

export function toIndexes(plans: readonly IndexPlan[], types: Types, major: number): readonly Index[] {
  return distinct(plans).flatMap((plan): readonly Index[] => {
    const keys = plan.keys.flatMap((key) => toIndexKey(key, plan, types) ?? []);
    const single = ['btree', 'gist'].includes(plan.method) ? keys : keys.slice(0, 1);
    if (single.length === 0) return [];
    const btree = plan.method === 'btree';
    const where = plan.predicate === null ? undefined : types.get(plan.predicate.column);
    const predicate =
      plan.predicate === null || where === undefined
        ? null
        : conditionOf(plan.predicate.column, where, plan.predicate.choice);
    const named = single.map(({ column }) => column);
    return [
      {
        ...build.index(plan.name, []),
        keys: single,
        unique: plan.unique && btree,
        method: plan.method,
        include: btree ? [...new Set(plan.include)].filter((name) => types.has(name) && !named.includes(name)) : [],
        predicate,
        nullsNotDistinct: plan.nullsNotDistinct && plan.unique && btree && major >= 15,
        storageParameters: plan.fillfactor !== null && btree ? { fillfactor: plan.fillfactor } : {},
        comment: plan.comment,
      },
    ];
  });
}

function toIndexKey(plan: IndexKeyPlan, { method }: IndexPlan, types: Types): IndexKey | null {
  const type = types.get(plan.column);
  if (type === undefined) return null;
  const expression = plan.expression ? expressionOf(plan.column, type, plan.choice) : null;
  const keyType = expression?.type ?? type;
  if (!fits(method, keyType)) return null;
  const btree = method === 'btree';
  const text = familyOf(keyType) === 'text';
  const opclass = opclassOf(plan, method, keyType, expression !== null);
  const direction = btree && plan.desc ? 'desc' : 'asc';
  const nullsFirst = btree && plan.otherNulls ? direction === 'asc' : direction === 'desc';
  return build.indexKey({
    column: expression === null ? plan.column : null,
    expression: expression?.text ?? null,
    opclass: opclass === null ? null : { schema: 'pg_catalog', name: opclass },
    collation: text && btree && plan.collation !== null ? { schema: 'pg_catalog', name: plan.collation } : null,
    direction,
    nulls: nullsFirst ? 'first' : 'last',
  });
}

function opclassOf(
  plan: IndexKeyPlan,
  method: IndexPlan['method'],
  type: SettledType,
  expression: boolean,
): string | null {
  if (!plan.pattern) return null;
  if (method === 'gin' && familyOf(type) === 'json') return 'jsonb_path_ops';
  if (method !== 'btree' || familyOf(type) !== 'text' || expression) return null;
  if (type.word.startsWith('char')) return 'bpchar_pattern_ops';
  return type.word === 'text' ? 'text_pattern_ops' : 'varchar_pattern_ops';
}

function fits(method: IndexPlan['method'], type: SettledType): boolean {
  const family = familyOf(type);
  switch (method) {
    case 'btree':
      return sorts(type);
    case 'hash':
      return !type.array && type.word !== 'money' && (family === 'number' || family === 'text' || family === 'time');
    case 'gin':
      return family === 'json' || type.word === 'tsvector' || (family === 'array' && sorts(type));
    case 'gist':
      return family === 'range' || (type.word === 'point' && !type.array);
    case 'brin':
      return !type.array && type.word !== 'money' && (family === 'number' || family === 'time');
  }
}
