/**
 * Source files that still declare an entity for a table which the data source does not know any more: a glob that lost a file, a
 * class that fell out of a list. Read as text; nothing is run.
 */
import type { DataSource } from 'typeorm';
import { identifier, splitTableName } from '../model/names';
import { displayName } from '../schema/names';
import type { QualifiedName } from '../schema/types';
import { readDeclarations } from './entity-declarations';
import type { EntityDeclaration } from './entity-declarations';
import type { Project } from './project';
import { sourceFiles } from './source-files';

export interface DeclaredEntity {
  readonly table: string;
  readonly entity: string;
  /** Relative to the project. */
  readonly file: string;
}

/** What tests declare for themselves. */
const OF_TESTS = ['**/{test,tests,__tests__,e2e,fixtures}/**', '**/*.{test,spec}.*'];

/** Shorter texts occur in too many names to tell anything. */
const LEAST_TEXT = 3;

/** Names as TypeORM makes them of classes. By shape: the user's TypeORM is not ours. */
interface Naming {
  table(entity: string, written: string | undefined): string;
}

type Found = EntityDeclaration & { readonly file: string };

/** What is to go: a table or view, or something of a table that stays. */
export interface Going {
  readonly table: QualifiedName;
  readonly whole: boolean;
}

/**
 * Entities in the project's sources whose table or view is one of these, and that the data source does not know.
 * A name that only running the file would tell is taken for the table where one of its texts occurs in the table's name: a drop is
 * rather refused once too often. Linear in the size of the sources.
 */
export async function undeclaredEntities(
  project: Project,
  going: readonly Going[],
): Promise<readonly DeclaredEntity[]> {
  if (going.length === 0) return [];
  const { found, constants } = await sources(project);
  const defaultSchema = await project.defaultSchema();
  const naming = namingOf((await project.dataSource()).dataSource);
  const loaded = new Set([...(await project.model()).origins.values()].map(({ entity }) => entity));
  const parents = new Map(found.map((declared) => [declared.entity, declared]));
  const declares = (declared: Found, { table, whole }: Going): boolean => {
    const owner = ancestor(declared, parents);
    if (!inSchema(owner, table.schema, naming, defaultSchema)) return false;
    // A loaded class of this table would keep it: whoever declares a table that goes as a whole is another, whatever its name.
    if (isNamed(owner, table.name, naming)) return whole || !loaded.has(declared.entity);
    return !loaded.has(declared.entity) && mayBeNamed(owner, table.name, naming, constants);
  };
  const shown = new Map<string, DeclaredEntity>();
  for (const one of going) {
    for (const declared of found.filter((each) => declares(each, one))) {
      const { entity, file } = declared;
      const table = displayName(one.table, defaultSchema);
      shown.set(JSON.stringify([table, entity, file]), { table, entity, file });
    }
  }
  return [...shown.values()];
}

async function sources(
  project: Project,
): Promise<{ found: readonly Found[]; constants: ReadonlyMap<string, readonly string[]> }> {
  const found: Found[] = [];
  const constants = new Map<string, string[]>();
  for (const { file, text } of await sourceFiles(project.config, OF_TESTS)) {
    const declarations = readDeclarations(await text());
    found.push(...declarations.entities.map((entity) => ({ ...entity, file })));
    for (const [name, texts] of declarations.constants) {
      const known = constants.get(name) ?? [];
      known.push(...texts);
      constants.set(name, known);
    }
  }
  return { found, constants };
}

/** A child of single-table inheritance has the table of the entity at its top. */
function ancestor(declared: EntityDeclaration, known: ReadonlyMap<string, EntityDeclaration>): EntityDeclaration {
  let at = declared;
  for (let step = 0; at.childOf !== null && step < known.size; step++) {
    const parent = known.get(at.childOf);
    if (parent === undefined) break;
    at = parent;
  }
  return at;
}

function inSchema(declared: EntityDeclaration, schema: string, naming: Naming, defaultSchema: string): boolean {
  const { schema: written } = declared;
  if (written.kind !== 'nothing') return written.kind === 'expression' || written.text === schema;
  if (declared.table.kind === 'expression' && schema !== defaultSchema) {
    return declared.table.texts.some((text) => splitTableName(text).schema === schema);
  }
  return (knownName(declared, naming)?.schema ?? defaultSchema) === schema;
}

function isNamed(declared: EntityDeclaration, name: string, naming: Naming): boolean {
  const known = knownName(declared, naming);
  return known !== null && identifier(known.name) === name;
}

/** The name, where it can be told without running the file. */
function knownName({ entity, table }: EntityDeclaration, naming: Naming): ReturnType<typeof splitTableName> | null {
  if (table.kind === 'expression') return null;
  return splitTableName(naming.table(entity, table.kind === 'literal' ? table.text : undefined));
}

/** Of a name that is no literal. */
function mayBeNamed(
  { entity, table }: EntityDeclaration,
  name: string,
  naming: Naming,
  constants: ReadonlyMap<string, readonly string[]>,
): boolean {
  if (table.kind !== 'expression') return false;
  const texts = [...table.texts, ...table.names.flatMap((each) => constants.get(each) ?? [])];
  if (texts.some((text) => identifier(splitTableName(naming.table(entity, text)).name) === name)) return true;
  if (table.texts.some((text) => text.length >= LEAST_TEXT && name.includes(text))) return true;
  return alike(naming.table(entity, undefined), name);
}

/** The same word, in one number or the other: what a name that cannot be read most often is. */
function alike(one: string, other: string): boolean {
  const plain = (name: string): string =>
    name
      .toLowerCase()
      .replaceAll('_', '')
      .replace(/(ies|y|es|s)$/, '');
  return plain(one) === plain(other);
}

function namingOf({ namingStrategy, options }: DataSource): Naming {
  const prefix = options.entityPrefix ?? '';
  return {
    table(entity, written) {
      const name = namingStrategy.tableName(entity, written);
      return prefix === '' ? name : namingStrategy.prefixTableName(prefix, name);
    },
  };
}
