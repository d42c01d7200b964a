/**
 * Errors of what the entities declare. Each names the entity, never only what TypeORM said.
 */
import { StillheadError } from '../errors';

/** What the entities declare cannot become a schema: TypeORM or PostgreSQL refuses it. Says which entity, which property and why. */
export class ModelUnreadableError extends StillheadError {
  readonly code = 'MODEL_UNREADABLE';
  constructor(
    place: { entity: string | null; property: string | null },
    reason: string,
    hint: string,
    cause?: unknown,
  ) {
    const where = [place.entity, place.property].filter((part) => part !== null).join('.');
    super(where === '' ? 'the entities cannot be read' : `${where} cannot be read`, {
      facts: {
        ...(place.entity === null ? {} : { entity: place.entity }),
        ...(place.property === null ? {} : { property: place.property }),
        reason,
      },
      hint,
      cause,
    });
  }
}

/** A data source that declares nothing: never taken for the wish to drop everything. */
export class NoEntitiesError extends StillheadError {
  readonly code = 'NO_ENTITIES';
  constructor(globs: readonly string[]) {
    super('the data source has no entities', {
      facts: globs.length === 0 ? { entities: 'none listed' } : { 'matched nothing': globs },
      hint:
        globs.length === 0
          ? 'list the entity classes in `entities` of the data source'
          : 'the globs are looked up from where the process runs: begin them with __dirname, or list the classes',
    });
  }
}

/** SQL that the entities hold and PostgreSQL refuses: a check, a default, an index, a view. No file was written. */
export class ModelRefusedError extends StillheadError {
  readonly code = 'MODEL_REFUSED';
  constructor(
    refusals: readonly {
      readonly entity: string | null;
      readonly object: string;
      readonly expression: string;
      readonly reason: string;
    }[],
  ) {
    const [first] = refusals;
    const more = refusals.length > 1 ? `, and ${refusals.length - 1} more` : '';
    super(`PostgreSQL refuses ${first?.object ?? 'an expression'}: ${first?.reason ?? ''}${more}`, {
      facts: {
        refused: refusals
          .map(({ entity, object, expression, reason }) =>
            [entity, object, expression.replace(/\s+/g, ' ').trim(), reason]
              .filter((part) => part !== null)
              .join(' · '),
          )
          .join('\n'),
        state: 'no file was written',
      },
      hint: 'correct the expression in the entity, then run the command again',
    });
  }
}
