/** Where in the project's sources an object of the model is declared. Read as text; nothing is run. */
import { differencesOf } from '../operations/differences';
import type { Operation } from '../operations/operation';
import type { Origin } from '../schema/model';
import { objectKey } from '../schema/names';
import type { OperationNote } from './operation-notes';
import type { Project } from './project';
import { sourceFiles } from './source-files';

/** More lines than this nobody follows up one by one. */
const MOST = 200;

/** For each difference `entities/person.entity.ts:41`; where the file is not found, `Person.nickname`. */
export async function sourceLines(
  project: Project,
  operations: readonly Operation[],
): Promise<readonly OperationNote[]> {
  const { origins } = await project.model();
  const wanted = differencesOf(operations, await project.defaultSchema()).flatMap(({ operation, name }) => {
    const origin = name === null ? undefined : origins.get(objectKey(name));
    return origin === undefined ? [] : [{ operation, origin }];
  });
  if (wanted.length === 0 || wanted.length > MOST) return [];
  const places = await placesOf(project, [...new Set(wanted.map(({ origin }) => origin))]);
  return wanted.map(({ operation, origin }) => ({ operation, text: places.get(origin) ?? wordsOf(origin) }));
}

function wordsOf({ entity, property }: Origin): string {
  return property === null ? entity : `${entity}.${property}`;
}

async function placesOf(project: Project, origins: readonly Origin[]): Promise<ReadonlyMap<Origin, string>> {
  const places = new Map<Origin, string>();
  for (const { file, text: read } of await sourceFiles(project.config)) {
    const open = origins.filter((origin) => !places.has(origin));
    if (open.length === 0) break;
    const text = await read();
    for (const origin of open) {
      const line = lineOf(text, origin);
      if (line !== null) places.set(origin, `${file}:${line}`);
    }
  }
  return places;
}

/** The line of the property behind the class, or the class itself. An embedded one is found by its first part. */
function lineOf(text: string, { entity, property }: Origin): number | null {
  if (!text.includes(entity)) return null;
  const name = escaped(entity);
  const declared = new RegExp(`\\bclass\\s+${name}\\b|\\bname\\s*:\\s*(['"\`])${name}\\1`).exec(text);
  if (declared === null) return null;
  const first = property?.split('.')[0] ?? null;
  if (first === null) return lineAt(text, declared.index);
  const member = new RegExp(`(?:^|[\\s{,;)])(${escaped(first)})\\s*[?!]?\\s*[:=;(]`, 'g');
  member.lastIndex = declared.index + declared[0].length;
  const found = member.exec(text);
  return lineAt(text, found === null ? declared.index : found.index + found[0].indexOf(first));
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
