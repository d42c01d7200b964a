/** Which object an OID of a catalog is: for `pg_depend`, which knows numbers only. Members of extensions are in no directory. */
import { objectName } from '../schema/names';
import type { ObjectName } from '../schema/types';
import { CLASS_ID, type ClassName } from './class-ids';
import type { Attributes } from './columns';

export interface DirectoryEntry {
  readonly catalog: ClassName;
  readonly oid: number;
  readonly object: ObjectName;
}

/** The object of a catalog, or the column of a relation; `null` for what is not looked at. */
export type Directory = (classid: number, oid: number, column?: number) => ObjectName | null;

export function directoryOf(entries: Iterable<DirectoryEntry>, attributes: Attributes): Directory {
  const objects = new Map<number, ObjectName>();
  for (const { catalog, oid, object } of entries) objects.set(directoryKey(CLASS_ID[catalog], oid), object);
  return (classid, oid, column = 0) => {
    const object = objects.get(directoryKey(classid, oid)) ?? null;
    if (object === null || column === 0) return object;
    const name = attributes.get(oid)?.get(column)?.attname;
    return name === undefined ? object : objectName('column', object.schema, name, object.name);
  };
}

/** OIDs have 32 bits and catalogs are numbered below 2^14: together they fit into a JavaScript number exactly. */
function directoryKey(classid: number, oid: number): number {
  return classid * 2 ** 32 + oid;
}
