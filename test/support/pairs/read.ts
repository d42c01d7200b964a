/** Other projects' pairs of schemas, as far as their folder stands beside the checkout. They are never part of the repository. */
import * as fs from 'node:fs';
import * as path from 'node:path';

const FOLDER = path.resolve(__dirname, '../../../../shared/pairs');

export interface SchemaPair {
  /** `source/case` */
  readonly name: string;
  /** Only kinds of objects that entities normally own. */
  readonly core: boolean;
  /** Both sides are equal. */
  readonly identical: boolean;
  readonly setup: string;
  readonly a: string;
  readonly b: string;
  readonly seed: string;
  readonly minVersion: number;
}

/** `null` where the folder is not there. */
export function readPairs(): readonly SchemaPair[] | null {
  const manifest = path.join(FOLDER, 'manifest.csv');
  if (!fs.existsSync(manifest)) return null;
  const [, ...lines] = fs.readFileSync(manifest, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [source = '', name = '', core, identical] = line.split(',');
    return readPair(`${source}/${name}`, core === '1', identical === '1');
  });
}

const SINCE_15 = /NULLS NOT DISTINCT|security_invoker/i;

function readPair(name: string, core: boolean, identical: boolean): SchemaPair {
  const text = (file: string): string => {
    const full = path.join(FOLDER, name, file);
    return fs.existsSync(full) ? fs.readFileSync(full, 'utf8') : '';
  };
  const meta: unknown = JSON.parse(text('meta.json') || '{}');
  const files = { setup: text('setup.sql'), a: text('a.sql'), b: text('b.sql'), seed: text('seed.sql') };
  const told = typeof meta === 'object' && meta !== null && 'minVersion' in meta ? Number(meta.minVersion) : 14;
  // What is not told of is known to load from 15 on.
  const minVersion = SINCE_15.test(files.a + files.b) ? Math.max(told, 15) : told;
  return { name, core, identical, minVersion, ...files };
}
