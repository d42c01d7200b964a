/** What a change of a type asks of the columns that leave it and of those that join it. Orders nothing. */
import type { Operation } from './operation';

export interface Demands {
  /** Values may not fit any more: what goes does so before. */
  readonly narrows: boolean;
  /** Values may fit that did not: what comes does so afterwards. */
  readonly widens: boolean;
}

/** Of most changes either may be. */
export function demandsOf(operation: Operation | undefined): Demands {
  if (operation?.kind === 'addEnumValue') return { narrows: false, widens: true };
  if (operation?.kind !== 'alterDomain') return { narrows: true, widens: true };
  const { default: filling, notNull, checks } = operation.changes;
  // A column that is added holds what the domain's default then says.
  return {
    narrows: notNull?.to === true || checks !== undefined,
    widens: filling !== undefined || notNull?.to !== true,
  };
}
