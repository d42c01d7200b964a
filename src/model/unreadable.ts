/**
 * What TypeORM throws while it reads decorators, as an error that says which entity, which property and why.
 * TypeORM tells places apart only in its messages; this table of their shapes is the only place that reads them.
 */
import { StillheadError } from '../errors';
import { ModelUnreadableError } from '../errors/model';

interface Place {
  readonly entity: string | null;
  readonly property: string | null;
}

const NOWHERE: Place = { entity: null, property: null };

/** How messages of TypeORM 0.3.20 to 1.1 name the place; `e` the entity, `p` the property. */
const PLACES: readonly RegExp[] = [
  /"(?<e>[\w$]+)\.(?<p>[\w$.]+)" is not supported by/,
  /(?<e>[\w$]+)#(?<p>[\w$.]+)/,
  /column "?(?<p>[\w$.]+)"? of entity "?(?<e>[\w$]+)"?/i,
  /missing in the entity \((?<e>[^)]+)\): (?<p>[\w$.]+)/,
  /column (?<p>[\w$]+) was not found in entity (?<e>[\w$]+)/i,
  /entit(?:y|ies) "?(?<e>(?!metadata\b)[\w$]+)"?/i,
  /Circular relations detected: (?<e>[\w$]+)/,
];

const HINTS: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /cannot be guessed|reflect|metadata type/i,
    "name the type in the decorator, as in @Column({ type: 'text' }), or compile with emitDecoratorMetadata (esbuild and tsx do not)",
  ],
  [/VIRTUAL/, "say generatedType: 'STORED'"],
  [/Data type .* is not supported/, 'use a type that TypeORM knows, or leave the column to a revision of your own'],
  [/does not have a primary column/, 'mark a column with @PrimaryColumn() or @PrimaryGeneratedColumn()'],
  [
    /Entity metadata for .* was not found/,
    'add the class that the relation points to to the entities of the data source',
  ],
  // TypeORM follows whatever a file of a glob exports, to find classes in it.
  [
    /Maximum call stack/,
    'let the globs of entities match files of entities alone, as in src/entities/*.entity.ts: one that exports the data source is followed without end',
  ],
  [/Circular relations/, 'make one of the relations nullable'],
  [/Array initializations/, 'remove the `= []`'],
  [/does not support length/, 'remove the length'],
];

/**
 * @param error whatever was thrown while entities were loaded or their metadata was built
 * @returns MODEL_UNREADABLE with the place and a hint; errors of Stillhead's own as they are
 */
export function unreadable(error: unknown): StillheadError {
  if (error instanceof StillheadError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ModelUnreadableError(placeOf(message), message.trim(), hintFor(message), error);
}

/** Refuses what a property declares. */
export function refuse(entity: string, property: string | null, reason: string, hint: string): ModelUnreadableError {
  return new ModelUnreadableError({ entity, property }, reason, hint);
}

function placeOf(message: string): Place {
  for (const pattern of PLACES) {
    const groups = pattern.exec(message)?.groups;
    if (groups !== undefined) return { entity: groups['e'] ?? null, property: groups['p'] ?? null };
  }
  return NOWHERE;
}

function hintFor(message: string): string {
  return HINTS.find(([pattern]) => pattern.test(message))?.[1] ?? 'correct the entity, then run the command again';
}
