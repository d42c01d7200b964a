/** What must hold, and whether it does. Each bar says what it compares; `holds` is null where this machine cannot tell. */

/** Beside the round trips themselves, so much may be added. */
const MOST_ADDED = 200;

/**
 * @param results of bench.mjs
 * @param {number} delay milliseconds added to each round trip on the long way
 * @returns {{ text: string, measured: string, holds: boolean | null }[]}
 */
export function judge({ sizes, commands }, delay) {
  const [small, middle, large] = sizes;
  const total = (size) => size.stillhead.phases.total.ms;
  const whole = (size) => size.stillhead.phases.total.cpu + (size.stillhead.serverCpu ?? 0);
  const added = middle.far.phases.total.ms - middle.near.phases.total.ms;
  const log = middle.log.phases.total;
  return [
    bar('1,000 tables in sync: at least 20 times faster than log()', log.ms / total(middle), (found) => [
      `${found.toFixed(1)} × (CPU of both sides: ${((log.cpu + middle.log.serverCpu) / whole(middle)).toFixed(1)} ×)`,
      found >= 20,
    ]),
    bar('1,000 tables in sync: no slower than pg_dump', middle.pgDump && total(middle) / middle.pgDump.ms, (found) => [
      `${found.toFixed(2)} × its time`,
      found <= 1,
    ]),
    bar(
      'the number of round trips is the same for every size',
      sizes.map((size) => size.near.roundTrips),
      (found) => [found.join(', '), new Set(found).size === 1],
    ),
    bar(`${delay} ms added to each round trip: at most ${MOST_ADDED} ms more`, added, (found) => [
      `${found.toFixed(0)} ms`,
      found <= MOST_ADDED,
    ]),
    bar('1,000 to 10,000 tables: at most 12 times', large && total(large) / total(middle), (found) => [
      `${found.toFixed(1)} × (CPU of both sides: ${(whole(large) / whole(middle)).toFixed(1)} ×)`,
      found <= 12,
    ]),
    bar('`upgrade`, 500 revisions, nothing pending: under half a second', commands.upgrade.ms, (found) => [
      `${found.toFixed(0)} ms`,
      found < 500,
    ]),
  ].filter((one) => one !== null && small !== undefined);
}

function bar(text, found, look) {
  if (found === undefined || found === null) return { text, measured: 'not measured', holds: null };
  const [measured, holds] = look(found);
  return { text, measured, holds };
}
