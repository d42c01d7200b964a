/** Storage parameters and view options, which PostgreSQL keeps as `name=value`. */
import { byCodeUnit } from '../schema/names';

/** As a record with its keys in order; values are text, as PostgreSQL keeps them. */
export function toOptions(reloptions: readonly string[] | null, prefix = ''): Readonly<Record<string, string>> {
  const entries = (reloptions ?? []).map((option): [string, string] => {
    const equals = option.indexOf('=');
    return equals < 0 ? [prefix + option, ''] : [prefix + option.slice(0, equals), option.slice(equals + 1)];
  });
  return Object.fromEntries(entries.sort(([one], [other]) => byCodeUnit(one, other)));
}
