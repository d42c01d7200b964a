/** Questions in words, each with the flags that answer it. */
import type { Question } from '../compare/notes';
import { displayName, displayObject, objectName } from '../schema/names';
import type { ObjectName } from '../schema/types';
import type { OpenQuestion } from './results';

/** What a person is asked; the answers are flags that can be typed as they stand. */
export function openQuestion(question: Question, defaultSchema: string): OpenQuestion {
  switch (question.kind) {
    case 'dropTable':
    case 'dropColumn': {
      const name = displayObject(question.object, defaultSchema);
      const what = question.kind === 'dropTable' ? `table ${name}` : `column ${name}`;
      return {
        kind: question.kind,
        object: question.object,
        text: `${what} is in the database, and no entity declares it any more`,
        answers: [`--drop ${name}`, `--keep ${name}`],
      };
    }
    case 'rename': {
      const name = displayObject(question.object, defaultSchema);
      const candidates = question.candidates.map(
        (candidate) => `--rename ${name}:${newName(question.object, candidate, defaultSchema)}`,
      );
      return {
        kind: 'rename',
        object: question.object,
        text: `${what(question.object)}${name} is gone and ${news(question, defaultSchema)}: was it renamed?`,
        answers: [...candidates, '--no-renames'],
      };
    }
    case 'renameEnumValue': {
      const name = displayName(question.enum, defaultSchema);
      return {
        kind: 'renameEnumValue',
        object: objectName('enum', question.enum.schema, question.enum.name),
        text: `'${question.value}' of ${name} is gone and ${quoted(question.candidates)} new: was it renamed?`,
        answers: [
          ...question.candidates.map((candidate) => `--rename ${name}.${question.value}:${candidate}`),
          '--no-renames',
        ],
      };
    }
  }
}

/** Bare beside what it replaces, whole where it lies in another schema. */
function newName(object: ObjectName, candidate: ObjectName, defaultSchema: string): string {
  return candidate.schema === object.schema ? candidate.name : displayObject(candidate, defaultSchema);
}

/** `full_name is new (text, required, same place)`: what is said in brackets is said of the first. */
function news({ candidates, alike }: Extract<Question, { kind: 'rename' }>, defaultSchema: string): string {
  const [first, ...others] = candidates;
  if (first === undefined) return 'nothing is new';
  const like = alike.length === 0 ? '' : ` (${alike.join(', ')})`;
  const nearest = displayObject(first, defaultSchema);
  return others.length === 0
    ? `${nearest} is new${like}`
    : `${nearest}${like}, ${listed(others, defaultSchema)} are new`;
}

function quoted(labels: readonly string[]): string {
  return `${labels.map((label) => `'${label}'`).join(', ')} ${labels.length === 1 ? 'is' : 'are'}`;
}

function what({ kind }: ObjectName): string {
  return kind === 'schema' ? 'schema ' : '';
}

function listed(objects: readonly ObjectName[], defaultSchema: string): string {
  return objects.map((object) => displayObject(object, defaultSchema)).join(', ');
}
