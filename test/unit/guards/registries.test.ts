import * as fs from 'node:fs';
import * as path from 'node:path';

const SRC = path.resolve(__dirname, '../../../src');

/** Files of commands/ that hold no command. */
const NO_COMMANDS = ['all', 'answers', 'command', 'progress', 'terminal', 'usage'];

test('every command file is in the list that --help shows', () => {
  const list = fs.readFileSync(path.join(SRC, 'commands/all.ts'), 'utf8');
  const files = fs.readdirSync(path.join(SRC, 'commands')).map((file) => path.basename(file, '.ts'));
  const missing = files.filter((file) => !NO_COMMANDS.includes(file) && !list.includes(`from './${file}'`));
  expect(missing).toEqual([]);
});

test('every file says in its head what it holds', () => {
  const files = fs
    .readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => !/^(#!.*\n)?\/\*\*/.test(fs.readFileSync(path.join(SRC, file), 'utf8')));
  expect(files).toEqual([]);
});
