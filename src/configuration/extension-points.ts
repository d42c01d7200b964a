/**
 * The settings that are functions: what a project says of its own objects where patterns do not reach. Their types, and readers that
 * check what such a function gives. They are asked while the two sides are compared, so that each must answer at once, and the same
 * every time. It must never change what it is given: that is frozen, or plain data of somebody else.
 */
import type { ColumnJudge, ColumnPair } from '../compare/reconcile-options';
import { textOf } from '../errors';
import { ExtensionPointError } from '../errors/loading';
import type { Operation } from '../operations/operation';
import type { DatabaseSchema, ObjectName } from '../schema/types';
import { fault, type Place } from './shape';

/** Where an object was found. */
export type Side = 'database' | 'model';

/**
 * Whether an object is compared. Of the database's side, what is left out is neither dropped nor listed; of the model's side it is neither
 * made nor changed. A table that is left out takes all that lies in it along.
 */
export type IncludeFunction = (object: ObjectName, side: Side) => boolean;

/**
 * Whether the two sides of a column differ in its type, or in its default: `true`, `false`, or nothing, which leaves it to Stillhead.
 * Where they do not, the database's stays.
 */
export type CompareColumnFunction = (column: ColumnPair) => boolean | null | undefined;

/** The two bodies of a revision. */
export interface RevisionPlan {
  readonly upgrade: readonly Operation[];
  readonly downgrade: readonly Operation[];
}

/** What `rewrite` is told besides: the database as it is (accepted renames applied), and as it is to be. */
export interface RewriteContext {
  readonly current: DatabaseSchema;
  readonly target: DatabaseSchema;
  /** PostgreSQL's major version. */
  readonly major: number;
  readonly defaultSchema: string;
}

/** Gives the operations that a revision is to hold instead. What it adds where nothing differs is a difference too. */
export type RewriteFunction = (plan: RevisionPlan, context: RewriteContext) => RevisionPlan;

type Asked = (...args: readonly unknown[]) => unknown;

/** The function, where there is one; what it throws says which setting it was. */
export function asked(setting: string): (value: unknown, place: Place) => Asked {
  return (value, place) => {
    if (typeof value !== 'function') return fault<Asked>(place, 'a function', value, () => null);
    return (...args) => {
      try {
        return Reflect.apply(value, undefined, args) as unknown;
      } catch (error) {
        throw new ExtensionPointError(setting, textOf(error), error);
      }
    };
  };
}

/** Reads `include` where it is a function. */
export function includeFunction(value: unknown, place: Place): IncludeFunction {
  const ask = asked('include')(value, place);
  return (object, side) => {
    const answer = ask(object, side);
    if (typeof answer === 'boolean') return answer;
    throw new ExtensionPointError('include', `it must give true or false, not ${kindOf(answer)}`);
  };
}

/** Reads `compareType` and `compareDefault`. */
export function columnJudge(setting: 'compareType' | 'compareDefault'): (value: unknown, place: Place) => ColumnJudge {
  return (value, place) => {
    const ask = asked(setting)(value, place);
    return (column) => {
      const answer = ask(column) ?? null;
      if (typeof answer === 'boolean' || answer === null) return answer;
      throw new ExtensionPointError(setting, `it must give true, false or nothing, not ${kindOf(answer)}`);
    };
  };
}

function kindOf(value: unknown): string {
  if (value instanceof Promise) return 'a promise: it is asked while the sides are compared, and must answer at once';
  return value === null || value === undefined ? 'nothing' : `a value of type ${typeof value}`;
}
