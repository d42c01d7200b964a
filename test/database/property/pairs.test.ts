/**
 * Random pairs of schemas on a real PostgreSQL: a to b gives what b built from nothing gives, nothing is left, back to a, and again to b;
 * rows stay where the new schema can hold them. `npm run fuzz` runs more of them; a failure prints the seed of its pair and the pair cut
 * down, which `SEED=… PAIRS=1` runs again.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { diff } from '../../../src/compare/diff';
import type { Operation } from '../../../src/operations/operation';
import { toStatements } from '../../../src/operations/specs';
import { EMPTY_SCHEMA } from '../../../src/schema/empty';
import { serverMajor } from '../../support/database';
import { PairFailure } from '../../support/random-schema/perform';
import { pairOf } from '../../support/random-schema/pair';
import { shrink, type PlanPair } from '../../support/random-schema/shrink';
import { emptyTally, report, type Tally } from '../../support/random-schema/tally';
import { toSchema } from '../../support/random-schema/to-schema';
import { tryPairs } from '../../support/random-schema/trial';

const PAIRS = Number(process.env['PAIRS'] ?? 60);
const SEED = Number(process.env['SEED'] ?? 1);
/** Ends after so many seconds, however many pairs are left. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? Infinity);
const TALKS = process.env['FUZZ_SECONDS'] !== undefined || process.env['PAIRS'] !== undefined;
/** How many batches a failing pair is cut down in; 0: not at all. */
const SHRINKS = Number(process.env['FUZZ_SHRINKS'] ?? 40);
/** So many failures end a run. */
const MOST = Number(process.env['FUZZ_FAILURES'] ?? 5);
const BATCH = Number(process.env['FUZZ_BATCH'] ?? 20);

async function alone(pair: PlanPair): Promise<PairFailure | null> {
  return (await tryPairs([pair], { tally: emptyTally(), again: true }))[0] ?? null;
}

const stageOf = (failure: PairFailure | null): string => failure?.stage.split(',')[0] ?? '';

/** The first of these that fails where the pair failed; they are tried all at once. */
async function firstFailing(pairs: readonly PlanPair[], like: PairFailure): Promise<PlanPair | null> {
  const failures = await tryPairs(pairs, { tally: emptyTally(), again: true });
  const found = failures.findIndex((failure) => failure !== null && stageOf(failure) === stageOf(like));
  return pairs[found] ?? null;
}

async function told(name: string, pair: PlanPair, first: PairFailure): Promise<string> {
  const small = await shrink(pair, (candidates) => firstFailing(candidates, first), SHRINKS);
  const last = (await alone(small)) ?? first;
  return [
    `${name} fails: ${last.message}`,
    'from nothing:',
    ...scriptOf(diff(EMPTY_SCHEMA, toSchema(small.from, serverMajor()), { defaultSchema: 'public' })),
    'carried out:',
    ...scriptOf(last.operations),
    `pair: ${JSON.stringify(small)}`,
  ].join('\n');
}

function scriptOf(operations: readonly Operation[]): readonly string[] {
  return operations.flatMap((operation) =>
    operation.kind === 'todo'
      ? [`-- ${operation.text}`]
      : toStatements(operation, { major: serverMajor(), defaultSchema: 'public' }).map(({ sql }) => `${sql};`),
  );
}

/** What is wrong with a pair that failed among others: it is tried again alone. */
async function explained(name: string, pair: PlanPair, first: PairFailure): Promise<string> {
  const again = await alone(pair);
  return again === null ? `${name} fails only among others: ${first.message}` : told(name, pair, again);
}

interface Named {
  readonly name: string;
  readonly pair: PlanPair;
}

async function failuresOf(cases: readonly Named[], tally: Tally, again: boolean): Promise<readonly string[]> {
  const outcomes = await tryPairs(
    cases.map(({ pair }) => pair),
    { tally, again },
  );
  const said: string[] = [];
  for (const [index, { name, pair }] of cases.entries()) {
    const failure = outcomes[index] ?? null;
    if (failure === null) continue;
    const text = await explained(name, pair, failure);
    if (TALKS) process.stdout.write(`${text}\n`);
    said.push(text);
  }
  return said;
}

test('pairs that once failed', async () => {
  const text = fs.readFileSync(path.join(__dirname, 'once-failed.jsonl'), 'utf8');
  const cases = text.trim().split('\n').map(toCase);
  expect(await failuresOf(cases, emptyTally(), true)).toEqual([]);
});

function toCase(line: string): Named {
  const { name, ...pair } = JSON.parse(line) as PlanPair & { readonly name: string };
  return { name, pair };
}

test(
  `${PAIRS} pairs from seed ${SEED}, there, back and there again`,
  async () => {
    const tally = emptyTally();
    const end = Date.now() + SECONDS * 1000;
    const failures: string[] = [];
    for (let seed = SEED; seed < SEED + PAIRS && Date.now() < end && failures.length < MOST; seed += BATCH) {
      const count = Math.min(BATCH, SEED + PAIRS - seed);
      const cases = Array.from({ length: count }, (_, index) => ({
        name: `SEED=${seed + index} PAIRS=1`,
        pair: pairOf(seed + index),
      }));
      failures.push(...(await failuresOf(cases, tally, Math.floor(seed / BATCH) % 5 === 0)));
    }
    if (TALKS) process.stdout.write(`PostgreSQL ${serverMajor()}, from seed ${SEED}: ${report(tally)}\n`);
    expect(failures).toEqual([]);
  },
  Math.min(60_000 + PAIRS * 5_000, 86_400_000),
);
