/** The schema in which there is nothing, and the options that PostgreSQL gives a sequence when nobody says otherwise. */
import type { DatabaseSchema, SequenceOptions, Timing } from './types';

/** Nothing at all: the start of every history. */
export const EMPTY_SCHEMA: DatabaseSchema = {
  namespaces: [],
  extensions: [],
  enums: [],
  sequences: [],
  tables: [],
  views: [],
  others: [],
  grants: [],
  dependencies: [],
};

/** The timing of a constraint that says nothing of it. */
export const NOT_DEFERRABLE: Timing = { deferrable: false, initiallyDeferred: false };

const GREATEST: Record<SequenceOptions['type'], string> = {
  smallint: '32767',
  integer: '2147483647',
  bigint: '9223372036854775807',
};

/** What `CREATE SEQUENCE … AS type` gives: from 1, by 1, to the greatest value of the type. */
export function defaultSequenceOptions(type: SequenceOptions['type']): SequenceOptions {
  return { type, start: '1', increment: '1', minValue: '1', maxValue: GREATEST[type], cache: '1', cycle: false };
}
