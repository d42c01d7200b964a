/** Every object of a schema by its name. */
import { objectName } from './names';
import type { DatabaseSchema, Index, ObjectName, Table } from './types';

/** All objects that have a name, those inside tables and views included; linear, in the order of the schema. */
export function objectsOf(schema: DatabaseSchema): readonly ObjectName[] {
  return [
    ...schema.namespaces.map(({ name }) => objectName('schema', name, name)),
    ...schema.extensions.map(({ name }) => objectName('extension', '', name)),
    ...schema.enums.map((each) => objectName('enum', each.schema, each.name)),
    ...schema.sequences.map((each) => objectName('sequence', each.schema, each.name)),
    ...schema.tables.flatMap(tableObjects),
    ...schema.views.flatMap((view) => [
      objectName(view.materialized ? 'materializedView' : 'view', view.schema, view.name),
      ...view.indexes.map((index) => indexName(view.schema, view.name, index)),
    ]),
    ...schema.others,
  ];
}

/** A table and what lies inside it. */
export function tableObjects(table: Table): readonly ObjectName[] {
  const constraints = [
    ...(table.primaryKey === null ? [] : [table.primaryKey]),
    ...table.uniques,
    ...table.checks,
    ...table.exclusions,
    ...table.foreignKeys,
  ];
  return [
    objectName('table', table.schema, table.name),
    ...table.columns.map((column) => objectName('column', table.schema, column.name, table.name)),
    ...constraints.map((constraint) => objectName(constraint.kind, table.schema, constraint.name, table.name)),
    ...table.indexes.map((index) => indexName(table.schema, table.name, index)),
  ];
}

function indexName(schema: string, table: string, index: Index): ObjectName {
  return objectName('index', schema, index.name, table);
}
