/** The pairs that are known not to pass, as `test/corpus/README.md` lists them: by name, each with its reason, and how many do pass. */
import * as fs from 'node:fs';
import * as path from 'node:path';

const README = path.resolve(__dirname, '../../corpus/README.md');

export interface Listed {
  /** Name → reason. */
  readonly reasons: ReadonlyMap<string, string>;
  /** How many of the pairs beyond core pass, at least. */
  readonly passing: number;
}

/** Lines like ``- `pgschema/add_function`: functions are not modelled`` and ``**77** of 342 pass``. */
export function readListed(): Listed {
  const text = fs.readFileSync(README, 'utf8');
  const reasons = new Map(
    [...text.matchAll(/^- `([^`]+\/[^`]+)`: (.+)$/gm)].map(([, name = '', reason = '']) => [name, reason]),
  );
  const passing = Number(/\*\*(\d+)\*\* of \d+ pass/.exec(text)?.[1]);
  if (!Number.isInteger(passing)) throw new Error(`${README} does not say how many pairs pass`);
  return { reasons, passing };
}
