/** The README says what the code does: its lists are complete. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { commands } from '../../src/commands/all';
import { readUserConfig } from '../../src/configuration/user-config';

const readme = fs.readFileSync(path.resolve(__dirname, '../../README.md'), 'utf8');
const section = (title: string): string => readme.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

test('every command', () => {
  for (const { name } of commands) expect(section('Commands')).toContain(`\`${name.split(' ')[0] ?? ''}`);
});

test('every key of the configuration', () => {
  const { settings } = readUserConfig({});
  const keys = Object.entries(settings).flatMap(([key, value]: [string, unknown]) =>
    key === 'migrations' || key === 'embedded' ? Object.keys(value as object).map((inner) => `${key}.${inner}`) : [key],
  );
  const told = [...section('Configuration').matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, key]) => key),
  );
  expect(told.sort()).toEqual(keys.sort());
});
