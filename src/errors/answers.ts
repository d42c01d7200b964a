/**
 * Errors that wait for a person: questions, and answers that fit none of them. The words of a question are made where it is asked, never here.
 */
import { StillheadError } from '../errors';

/** A question as data; the answers are flags as they are typed. */
export interface AskedQuestion {
  readonly kind: string;
  readonly text: string;
  readonly answers: readonly string[];
  readonly object?: { readonly kind: string };
  /** How much there is now of what may go: `1,244 values now`. */
  readonly figure?: string;
}

/** Something only a person can decide; without a terminal the questions stand in the facts. */
export class AnswerNeededError extends StillheadError {
  readonly code = 'ANSWER_NEEDED';
  override readonly exitCode = 4;
  constructor(
    /** As data, for `--format json`. */
    readonly questions: readonly AskedQuestion[],
  ) {
    super(
      `${questions.length} question${questions.length === 1 ? '' : 's'} to answer before a revision can be written`,
      {
        facts: Object.fromEntries(questions.map((question, index) => [String(index + 1), question.text])),
        hint: `answer with ${[...new Set(questions.flatMap((question) => question.answers))].join(', or ')}`,
      },
    );
  }
}

/** An answer that fits nothing: a name that is not there, a rename to what no entity declares, a drop of what one does. */
export class AnswerUnknownError extends StillheadError {
  readonly code = 'ANSWER_UNKNOWN';
  override readonly exitCode = 2;
  constructor(flag: string, value: string, candidates: readonly string[]) {
    super(`${flag} ${value} answers no question`, {
      facts: { candidates: candidates.length === 0 ? 'none' : candidates },
      hint: 'stillhead check shows what differs',
    });
  }
}

/** Drops of tables, views or columns for which source files still declare entities that the data source does not know. */
export class StillDeclaredError extends StillheadError {
  readonly code = 'STILL_DECLARED';
  constructor(declared: readonly { readonly table: string; readonly entity: string; readonly file: string }[]) {
    const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];
    const tables = unique(declared.map(({ table }) => table));
    const entities = unique(declared.map(({ entity }) => entity));
    const files = unique(declared.map(({ file }) => file));
    super(
      `nothing is dropped: ${files.length === 1 ? 'a source file still declares' : 'source files still declare'} ${entities.join(', ')}`,
      {
        facts: { tables, entities, files },
        hint: `add ${entities.join(', ')} to the entities of the data source, or take ${entities.length === 1 ? 'its class' : 'their classes'} out of ${files.join(', ')}`,
      },
    );
  }
}

/** Two renames of one thing, or to one name: by flags, by decorators or by the hints. */
export class RenamedTwiceError extends StillheadError {
  readonly code = 'RENAMED_TWICE';
  override readonly exitCode = 2;
  constructor(renames: readonly string[]) {
    super(`one thing has one new name: ${renames.join(', ')}`, {
      facts: { renames },
      hint: 'keep one of them: a --rename, a @RenamedFrom or a line of the hints',
    });
  }
}

/** A rename of the schema that holds the version table: it would go away under the run that records itself there. */
export class SchemaOfVersionTableError extends StillheadError {
  readonly code = 'SCHEMA_OF_VERSION_TABLE';
  override readonly exitCode = 2;
  constructor(schema: string, versionTable: string) {
    super(`schema ${schema} holds the version table ${versionTable}, and is not renamed by a revision`, {
      facts: { schema, versionTable },
      hint: `move its tables: stillhead revision --autogenerate -m "…" --different ${schema}:NEW_NAME`,
    });
  }
}
