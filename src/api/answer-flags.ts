/** Answers as people type them, as the entities say them and as the hints keep them → answers as the comparison takes them. */
import { enumValueKey, renameKey } from '../compare/questions';
import type { Rename } from '../compare/rename';
import { follow } from '../compare/rename-names';
import { sourceKey, targetKey } from '../compare/rename-order';
import { applyRenames, type Renamed } from '../compare/renames';
import { AnswerUnknownError } from '../errors/answers';
import type { Operation } from '../operations/operation';
import { reverse } from '../operations/specs';
import type { ModelSchema, ModelWarning } from '../schema/model';
import { objectKey, objectName } from '../schema/names';
import type { DatabaseSchema, ObjectName } from '../schema/types';
import { answerNames, near, type AnswerNames } from './answer-names';
import type { Answers } from './answers';
import { saidByEntities, withoutRepetition, type Said } from './declared-renames';
import { fittingHints, openHint, unknownHints, type GivenHints } from './hints';
import { readRename, type AnsweredSides } from './read-rename';

export interface GivenAnswers {
  readonly renames: readonly Rename[];
  readonly drops: { readonly allowed: ReadonlySet<string>; readonly kept: ReadonlySet<string> };
  readonly different: ReadonlySet<string> | 'all';
  /** Those of the renames that the entities or the hints say. */
  readonly said: readonly Said[];
  /** Hints that fit nothing. */
  readonly warnings: readonly ModelWarning[];
}

/** Where answers come from besides the flags. */
export interface KeptAnswers {
  readonly model: ModelSchema;
  readonly hints: GivenHints | null;
}

const NOTHING: Omit<GivenAnswers, 'different'> = {
  renames: [],
  drops: { allowed: new Set(), kept: new Set() },
  said: [],
  warnings: [],
};

/**
 * What is answered. A flag goes before an entity that says something else of the same thing, and an entity before a hint.
 * @throws AnswerUnknownError for a name that is not in the database.
 */
export function readAnswers(
  answers: Answers,
  current: DatabaseSchema,
  { model, hints }: KeptAnswers,
  defaultSchema: string,
): GivenAnswers {
  const { renames, noRenames, drops, keeps, different = [] } = answers;
  // Most comparisons come without answers, and databases may be large.
  const said = (model.renames ?? []).length;
  if (renames.length + drops.length + keeps.length + different.length + said === 0 && hints === null)
    return { ...NOTHING, different: noRenames ? 'all' : new Set() };
  const sides: AnsweredSides = { current, model: model.schema, defaultSchema };
  const settled = readRenames(renames, { model, hints }, sides);
  const { names, operations } = settled;
  const kept = hints === null ? { different: [], keeps: [] } : fittingHints(hints, names, sides);
  const keys = (flag: string, texts: readonly string[]): readonly string[] =>
    texts.map((text) => objectKey(find(names, flag, text)));
  const allowed = new Set(keys('--drop', drops));
  const keptByHints = keys('hint', kept.keeps).filter((key) => !allowed.has(key));
  const used = new Set(settled.said.flatMap(({ hint }) => hint ?? []));
  return {
    renames: settled.renames,
    drops: { allowed, kept: new Set([...keys('--keep', keeps), ...keptByHints]) },
    different: noRenames
      ? 'all'
      : new Set([...different, ...kept.different].map((text) => differentKey(text, names, operations, sides))),
    said: settled.said,
    warnings: hints === null ? [] : unknownHints(hints, used, { names, operations }, sides),
  };
}

interface SettledRenames {
  readonly renames: readonly Rename[];
  readonly said: readonly Said[];
  readonly names: AnswerNames;
  readonly operations: readonly Operation[];
}

/** From the outside in: what lies in something that is renamed may be given by the name that it gets. */
const KINDS: readonly Rename['kind'][] = ['schema', 'table', 'column', 'enumValue'];

function readRenames(texts: readonly string[], kept: KeptAnswers, sides: AnsweredSides): SettledRenames {
  let [renames, said]: readonly [readonly Rename[], readonly Said[]] = [[], []];
  let open = texts;
  for (const kind of KINDS) {
    const { current, operations } = carriedOut(renames, kept.model, sides);
    const names = answerNames(sides.current, sides.defaultSchema, operations);
    const read = open.map((text) => ({ text, rename: readRename('--rename', text, names, sides) }));
    const own = read.flatMap(({ rename }) => (rename?.kind === kind ? [rename] : []));
    const back = [...operations].reverse().flatMap((operation) => reverse(operation) ?? []);
    const entities = unsaid(withoutRepetition(saidByEntities(kept.model, { kind, renamed: current, back })), own);
    const hinted = saidByHints(kept.hints, kind, { names, operations }, sides);
    const more = [...entities, ...unsaid(hinted, [...own, ...entities.map(({ rename }) => rename)])];
    renames = [...renames, ...more.map(({ rename }) => rename), ...own];
    said = [...said, ...more];
    open = read.filter(({ rename }) => rename?.kind !== kind).map(({ text }) => text);
    const [lost] = kind === 'enumValue' ? open : [];
    if (lost !== undefined) throw new AnswerUnknownError('--rename', lost, near(lost.replace(/:[^:]*$/s, ''), names));
  }
  const { operations } = carriedOut(renames, kept.model, sides);
  return { renames, said, operations, names: answerNames(sides.current, sides.defaultSchema, operations) };
}

function carriedOut(
  renames: readonly Rename[],
  model: ModelSchema,
  { current, defaultSchema }: AnsweredSides,
): Renamed {
  return renames.length === 0 ? { current, operations: [] } : applyRenames(current, renames, { model, defaultSchema });
}

function saidByHints(
  hints: GivenHints | null,
  kind: Rename['kind'],
  progress: { readonly names: AnswerNames; readonly operations: readonly Operation[] },
  sides: AnsweredSides,
): readonly Said[] {
  if (hints === null) return [];
  return hints.renames.flatMap((hint) => {
    const rename = openHint(hint, progress, sides);
    return rename?.kind === kind ? [{ rename, by: hints.file, hint }] : [];
  });
}

/** Without those about which somebody else has spoken. */
function unsaid(said: readonly Said[], before: readonly Rename[]): readonly Said[] {
  const spoken = new Set(before.flatMap((rename) => [sourceKey(rename), targetKey(rename)]));
  return said.filter(({ rename }) => !spoken.has(sourceKey(rename)) && !spoken.has(targetKey(rename)));
}

function find(names: AnswerNames, flag: string, text: string): ObjectName {
  const found = names.objects.get(text);
  if (found !== undefined) return found;
  throw new AnswerUnknownError(flag, text, near(text, names));
}

/** The pair of things that are not the same, under the names that they have once the renames are done. */
function differentKey(
  text: string,
  names: AnswerNames,
  operations: readonly Operation[],
  sides: AnsweredSides,
): string {
  const rename = readRename('--different', text, names, sides);
  if (rename === null) throw new AnswerUnknownError('--different', text, near(text, names));
  switch (rename.kind) {
    case 'schema':
      return renameKey(objectName('schema', rename.name, rename.name), objectName('schema', rename.to, rename.to));
    case 'table': {
      const { schema, name } = rename.table;
      return renameKey(objectName('table', schema, name), objectName('table', rename.toSchema ?? schema, rename.to));
    }
    case 'column': {
      const from = follow(objectName('column', rename.table.schema, rename.name, rename.table.name), operations);
      return renameKey(from, { ...from, name: rename.to });
    }
    case 'enum':
    case 'enumValue': {
      const type = follow(objectName('enum', rename.enum.schema, rename.enum.name), operations);
      return enumValueKey(type, rename.kind === 'enum' ? '' : rename.value, rename.to);
    }
  }
}
