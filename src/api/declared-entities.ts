/**
 * Source files that still declare an entity for a table which the data source does not know any more: a glob that lost a file, a
 * class that fell out of a list. Read as text; nothing is run.
 */
import fs from 'node:fs/promises';
import path from 'node:path';
import { glob } from 'tinyglobby';
import { displayName } from '../schema/names';
import type { QualifiedName } from '../schema/types';
import type { Project } from './project';

export interface DeclaredEntity {
  readonly table: string;
  readonly entity: string;
  readonly file: string;
}

/** `@Entity(…)` and the class behind it; what stands between are further decorators. */
const ENTITY = /@(?:\w+\.)?Entity\s*\(([\s\S]{0,400}?)\)[\s\S]{0,2000}?\bclass\s+([\w$]+)/g;
const SCHEMA_ENTITY =
  /new\s+(?:\w+\.)?EntitySchema\b[\s\S]{0,200}?\bname\s*:\s*(['"`])([^'"`]+)\1[\s\S]{0,200}?(?:\btableName\s*:\s*(['"`])([^'"`]+)\3)?/g;

const IGNORED = ['**/node_modules/**', '**/dist/**', '**/build/**', '**/.*/**', '**/*.d.ts', '**/coverage/**'];

/** Entities in the project's sources whose table is one of these. Linear in the size of the sources. */
export async function undeclaredEntities(
  project: Project,
  tables: readonly QualifiedName[],
): Promise<readonly DeclaredEntity[]> {
  const { root } = project.config;
  const defaultSchema = await project.defaultSchema();
  const wanted = new Map(tables.flatMap((table) => spellings(table.name).map((name) => [name, table] as const)));
  const files = await glob('**/*.{ts,mts,cts,js,mjs,cjs}', {
    cwd: root,
    ignore: [...IGNORED, migrationsGlob(project)],
  });
  const found: DeclaredEntity[] = [];
  for (const file of files.sort()) {
    for (const { entity, name } of declarations(await fs.readFile(path.join(root, file), 'utf8'))) {
      const table = wanted.get(normal(name));
      if (table) found.push({ table: displayName(table, defaultSchema), entity, file });
    }
  }
  return found;
}

function declarations(text: string): readonly { entity: string; name: string }[] {
  if (!text.includes('Entity')) return [];
  const classes = [...text.matchAll(ENTITY)].map(([, argument = '', entity = '']) => ({
    entity,
    name: nameIn(argument) ?? entity,
  }));
  const schemas = [...text.matchAll(SCHEMA_ENTITY)].map(([, , entity = '', , name]) => ({
    entity,
    name: name ?? entity,
  }));
  return [...classes, ...schemas];
}

/** The table's name in the argument of `@Entity`: a bare string, or the option `name`. */
function nameIn(argument: string): string | null {
  const bare = /^\s*(['"`])([^'"`]+)\1/.exec(argument);
  const option = /\bname\s*:\s*(['"`])([^'"`]+)\1/.exec(argument);
  return bare?.[2] ?? option?.[2] ?? null;
}

/** A naming strategy may have changed case and underscores; a drop must rather be refused once too often. */
function spellings(name: string): readonly string[] {
  const plain = normal(name);
  return [plain, plain.replace(/s$/, '')];
}

function normal(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

function migrationsGlob({ config }: Project): string {
  return `${path.relative(config.root, config.migrations.directory).replaceAll(path.sep, '/')}/**`;
}
