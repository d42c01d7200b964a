/** Which object an OID of a catalog is: for `pg_depend`, which knows numbers only. Members of extensions are in no directory. */
import { objectName } from '../schema/names';
import type { ObjectName } from '../schema/types';
import { CLASS_ID, type ClassName } from './class-ids';
import type { Attributes } from './columns';
import { inner } from './group';

export interface DirectoryEntry {
  readonly catalog: ClassName;
  readonly oid: number;
  readonly object: ObjectName;
}

/** The object of a catalog, or the column of a relation; `null` for what is not looked at. The same object every time. */
export type Directory = (classid: number, oid: number, column?: number) => ObjectName | null;

export function directoryOf(entries: Iterable<DirectoryEntry>, attributes: Attributes): Directory {
  const catalogs = new Map<number, Map<number, ObjectName>>();
  for (const { catalog, oid, object } of entries) inner(catalogs, CLASS_ID[catalog]).set(oid, object);
  const columns = new Map<number, Map<number, ObjectName>>();
  return (classid, oid, column = 0) => {
    const object = catalogs.get(classid)?.get(oid) ?? null;
    if (object === null || column === 0) return object;
    const known = inner(columns, oid);
    let found = known.get(column);
    if (found === undefined) {
      const name = attributes.get(oid)?.get(column)?.attname;
      found = name === undefined ? object : objectName('column', object.schema, name, object.name);
      known.set(column, found);
    }
    return found;
  };
}
