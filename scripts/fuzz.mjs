/**
 * `npm run fuzz`: random pairs of schemas on a real PostgreSQL, there and back with rows, for as long as one likes; says at the end how
 * many pairs ran, which kinds of operations occurred together in which order, and which attributes differed.
 *
 *   npm run fuzz -- --seconds 600    for ten minutes (default: 60)
 *   npm run fuzz -- --pairs 10000    so many pairs, however long it takes
 *   npm run fuzz -- --seed 123       from this pair on; `--seed 123 --pairs 1` runs one pair that failed again
 *   npm run fuzz -- --failures 5     stop after so many that failed (default: 5)
 *   npm run fuzz -- --shrink 0       do not cut failing pairs down
 *   PG_MAJOR=14                      on this major (default: 18)
 *
 * The pairs themselves stand in test/database/property/pairs.test.ts. Node's own modules only.
 */
import { parseArgs } from 'node:util';
import { program, run, setUp } from './setup.mjs';

const number = { type: 'string' };
const { values } = parseArgs({
  options: { seconds: number, pairs: number, seed: number, failures: number, shrink: number },
});
const wrong = Object.entries(values).filter(([, value]) => !/^\d+$/.test(value));
if (wrong.length > 0) {
  console.error(wrong.map(([name, value]) => `--${name} ${value}: a whole number is wanted.`).join('\n'));
  process.exit(2);
}

// Another seed at every start: what has been run once has been run.
const seed = values.seed ?? String(Math.floor(Date.now() / 1000));
await setUp({ tests: true, packages: false });
const { code } = await run(
  [
    ...program('jest/bin/jest.js'),
    '--selectProjects=database',
    '--testPathPatterns=test/database/property/pairs',
    '--testNamePattern=from seed',
  ],
  {
    env: {
      SEED: seed,
      PAIRS: values.pairs ?? '1000000',
      FUZZ_SECONDS: values.seconds ?? (values.pairs === undefined ? '60' : '1000000'),
      FUZZ_FAILURES: values.failures ?? '5',
      FUZZ_SHRINKS: values.shrink ?? '40',
    },
  },
);
process.exitCode = code;
