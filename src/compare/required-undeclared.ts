/** Columns that stay though no entity declares them, and that stop every insert of the models: required, and nothing fills them. */
import { displayObject } from '../schema/names';
import type { Column, ObjectName } from '../schema/types';
import type { CompareWarning } from './notes';

/** A warning where the models could no longer insert rows; `null` where the column does not stand in their way. */
export function requiredUndeclared(object: ObjectName, column: Column, defaultSchema: string): CompareWarning | null {
  const fillsItself = [column.default, column.serial, column.identity, column.generated].some((each) => each !== null);
  if (!column.notNull || fillsItself) return null;
  const name = displayObject(object, defaultSchema);
  return {
    code: 'REQUIRED_UNDECLARED',
    message: `${name} stays, is required and has no default, and no entity declares it: what the models insert is refused, unless a trigger fills it`,
    object,
  };
}
