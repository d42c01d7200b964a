/** The order of renames of one kind: a name is given up before it is taken, and names that go round in a circle take a detour. */
import { objectKey, objectName } from '../schema/names';
import type { Rename } from './rename';

/** @param renames of one kind, each under the names that what it lies in has by then */
export function inOrder(renames: readonly Rename[]): readonly Rename[] {
  const waiting = [...renames];
  const ordered: Rename[] = [];
  while (waiting.length > 0) {
    const sources = new Set(waiting.map(sourceKey));
    const free = waiting.findIndex(
      (rename) => !sources.has(targetKey(rename)) || sourceKey(rename) === targetKey(rename),
    );
    const [next] = waiting.splice(Math.max(free, 0), 1);
    if (next === undefined) break;
    if (free === -1) {
      const [away, back] = detour(next);
      ordered.push(away);
      waiting.push(back);
    } else ordered.push(next);
  }
  return ordered;
}

/** Out of the way under a name of its own, and from there to where it goes. */
function detour(rename: Rename): readonly [Rename, Rename] {
  switch (rename.kind) {
    case 'schema': {
      const between = aside(rename.name);
      return [
        { ...rename, to: between },
        { ...rename, name: between },
      ];
    }
    case 'table': {
      const between = aside(rename.table.name);
      const away: Rename = { kind: 'table', table: rename.table, to: between };
      return [away, { ...rename, table: { ...rename.table, name: between } }];
    }
    case 'column': {
      const between = aside(rename.name);
      return [
        { ...rename, to: between },
        { ...rename, name: between },
      ];
    }
    case 'enum': {
      const between = aside(rename.enum.name);
      return [
        { ...rename, to: between },
        { ...rename, enum: { ...rename.enum, name: between } },
      ];
    }
    case 'enumValue': {
      const between = aside(rename.value);
      return [
        { ...rename, to: between },
        { ...rename, value: between },
      ];
    }
  }
}

/** Never longer than PostgreSQL allows. */
function aside(name: string): string {
  return `${[...name].slice(0, 12).join('')}_stillhead`;
}

/** What a rename is about, as a key. */
export function sourceKey(rename: Rename): string {
  switch (rename.kind) {
    case 'schema':
      return rename.name;
    case 'table':
      return objectKey(objectName('table', rename.table.schema, rename.table.name));
    case 'column':
      return objectKey(objectName('column', rename.table.schema, rename.name, rename.table.name));
    case 'enum':
      return objectKey(objectName('enum', rename.enum.schema, rename.enum.name));
    case 'enumValue':
      return objectKey(objectName('enum', rename.enum.schema, rename.value, rename.enum.name));
  }
}

/** What it is to be called, as a key. */
export function targetKey(rename: Rename): string {
  switch (rename.kind) {
    case 'schema':
      return rename.to;
    case 'table':
      return objectKey(objectName('table', rename.toSchema ?? rename.table.schema, rename.to));
    case 'column':
      return objectKey(objectName('column', rename.table.schema, rename.to, rename.table.name));
    case 'enum':
      return objectKey(objectName('enum', rename.enum.schema, rename.to));
    case 'enumValue':
      return objectKey(objectName('enum', rename.enum.schema, rename.to, rename.enum.name));
  }
}
