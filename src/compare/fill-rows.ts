/** A statement that changes rows of a table which is altered afterwards. */
import type { Operation } from '../operations/operation';
import type { Table } from '../schema/types';

/** PostgreSQL alters no table of which changed rows are still to be looked at ("pending trigger events"). */
export function fillRows(table: Table, sql: string): readonly Operation[] {
  return [byHand(sql), ...(isDeferred(table) ? [byHand('SET CONSTRAINTS ALL IMMEDIATE')] : [])];
}

function byHand(sql: string): Operation {
  return { kind: 'execute', sql, transaction: 'inside' };
}

function isDeferred({ uniques, exclusions, foreignKeys, primaryKey }: Table): boolean {
  return [primaryKey, ...uniques, ...exclusions, ...foreignKeys].some(
    (each) => each?.timing.initiallyDeferred === true,
  );
}
