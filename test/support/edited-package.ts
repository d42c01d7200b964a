/** The shape of one case of test/corpus/edited-packages, and the words in which it changes what a package's decorators said. */
import type { ColumnOptions } from 'typeorm';
import type { IndexMetadataArgs } from 'typeorm/metadata-args/IndexMetadataArgs.js';
import type { MetadataArgsStorage } from 'typeorm/metadata-args/MetadataArgsStorage.js';

/** One edit of the entities by hand, and the revision that it must give. */
export interface PackageEdit {
  readonly message: string;
  /** On a copy of the decorators' words: may change whatever it holds. */
  readonly edit: (model: MetadataArgsStorage) => void;
  readonly renames?: readonly string[];
  readonly upgrade: readonly string[];
  readonly downgrade: readonly string[];
  /** The rows of a changed table, by the names before and after the edit: they give the same. */
  readonly rows: readonly { readonly before: string; readonly after: string }[];
  /** SQL that must run on the upgraded database, and is rolled back. */
  readonly works: string;
}

export interface EditedPackage {
  readonly name: string;
  /** SQL that puts rows in, on the tables as the package has them. */
  readonly fill: string;
  /** One upon the other. */
  readonly edits: readonly PackageEdit[];
}

/** Of a property: what its `@Column` was given. */
export function columnOptions(model: MetadataArgsStorage, entity: string, property: string): ColumnOptions {
  const found = model.columns.find((column) => nameOf(column.target) === entity && column.propertyName === property);
  if (found === undefined) throw new Error(`${entity} has no column ${property}`);
  return found.options;
}

/** What an `@Index` was given, by the properties that it is on. */
export function indexOptions(model: MetadataArgsStorage, entity: string, ...properties: string[]): IndexMetadataArgs {
  const found = model.indices.find(
    ({ target, columns }) =>
      nameOf(target) === entity && Array.isArray(columns) && columns.join() === properties.join(),
  );
  if (found === undefined) throw new Error(`${entity} has no index on ${properties.join(', ')}`);
  return found;
}

/** The class itself, for a further decorator. */
export function entityOf(model: MetadataArgsStorage, entity: string): IndexMetadataArgs['target'] {
  const found = model.tables.find(({ target }) => nameOf(target) === entity);
  if (found === undefined) throw new Error(`there is no entity ${entity}`);
  return found.target;
}

function nameOf(target: IndexMetadataArgs['target']): string {
  return typeof target === 'string' ? target : target.name;
}
