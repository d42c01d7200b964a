/**
 * What the models declare and the newest revision does not make, as the replayed history has it. Never tells of the database itself, but
 * for what was in it before any revision.
 */
import { differencesOf } from '../operations/differences';
import type { SchemaDifference } from '../operations/differences';
import { nameKey, objectKey } from '../schema/names';
import type { DatabaseSchema, QualifiedName } from '../schema/types';
import type { Answers } from './answers';
import { compareWith } from './database-comparison';
import type { OperationNote } from './operation-notes';
import type { Project } from './project';
import type { Replayed } from './replay';
import type { Difference } from './results';
import { sourceLines } from './source-lines';

export interface ModelsAhead {
  /** The newest revisions. */
  readonly heads: readonly string[];
  readonly difference: Difference;
  /** The same operations, as what differs. */
  readonly differences: readonly SchemaDifference[];
  readonly sources: readonly OperationNote[];
}

/** A database, and what its revisions make: of its own, and of the newest, which are the same at head. */
export interface Place {
  readonly current: DatabaseSchema;
  readonly own: Replayed;
  readonly newest: Replayed;
  readonly heads: readonly string[];
}

/**
 * The models against the history at its heads; `null`: no difference, or the history cannot be replayed.
 * @param agrees whether the database is what the models declare: then `rewrite` of the configuration has its word and the same server
 * prints as where it was compared with them, as it has all that expressions speak of
 */
export async function modelsAhead(
  project: Project,
  place: Place,
  answers: Answers,
  agrees = false,
): Promise<ModelsAhead | null> {
  const { newest, heads } = place;
  if (place.own.failure !== null || newest.failure !== null) return null;
  const schema = expected(place);
  const difference = await compareWith(project, schema, await project.model(), {
    at: heads,
    answers,
    hints: project.config.hints,
    rewrites: agrees,
    history: () => Promise.resolve(newest),
    live: agrees,
  });
  if (difference.operations.length + difference.questions.length === 0) return null;
  return {
    heads,
    difference,
    differences: differencesOf(difference.operations, await project.defaultSchema(), schema),
    sources: await sourceLines(project, difference.operations),
  };
}

/**
 * The database once its pending revisions have run: what they make, and what the database held before there was a history. An extension
 * that it has is no less there for not being needed by any revision.
 */
function expected({ current, own, newest }: Place): DatabaseSchema {
  const { schema } = newest;
  const before = <T extends QualifiedName>(from: (of: DatabaseSchema) => readonly T[]): readonly T[] => {
    const made = new Set([...from(own.schema), ...from(schema)].map(nameKey));
    return [...from(schema), ...from(current).filter((each) => !made.has(nameKey(each)))];
  };
  const names = new Set(schema.namespaces.map(({ name }) => name));
  const others = new Set(schema.others.map(objectKey));
  const extensions = new Set(schema.extensions.map(({ name }) => name));
  return {
    ...schema,
    extensions: [...schema.extensions, ...current.extensions.filter(({ name }) => !extensions.has(name))],
    namespaces: [...schema.namespaces, ...current.namespaces.filter(({ name }) => !names.has(name))],
    enums: before((of) => of.enums),
    sequences: before((of) => of.sequences),
    tables: before((of) => of.tables),
    views: before((of) => of.views),
    others: [...schema.others, ...current.others.filter((each) => !others.has(objectKey(each)))],
  };
}
