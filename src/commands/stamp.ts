/** `stamp`: says where a database is without running anything. */
import type { StampResult } from '../api/stamp';
import { counted } from '../report/style';
import { command, projectOptions } from './command';

export const stampCommand = command<{ revision: string; purge?: boolean }>({
  name: 'stamp <revision>',
  about: 'record that the database is at a revision; nothing is run',
  flags: (argv) =>
    argv
      .positional('revision', {
        type: 'string',
        demandOption: true,
        describe: 'an id, a unique prefix of it, head or base',
      })
      .option('purge', {
        type: 'boolean',
        describe: 'empty the version table first; an interrupted revision is forgotten',
      }),
  async run(flags, terminal) {
    const { stamp } = await import('../api/stamp.js');
    const result = await stamp({
      ...projectOptions(flags, terminal),
      revision: flags.revision,
      purge: flags.purge === true,
    });
    if (flags.format === 'json') {
      terminal.out(JSON.stringify(result, null, 2));
      return 0;
    }
    terminal.out(`${result.database}: ${place(result.from)} → ${place(result.to)}, stamped; nothing was run`);
    for (const line of forgottenLines(result)) terminal.out(line);
    return 0;
  },
});

function forgottenLines({ forgotten }: StampResult): readonly string[] {
  if (forgotten === null) return [];
  const { direction, revision, statements } = forgotten;
  return [`forgotten: the ${direction} of ${revision}, of which ${counted(statements, 'statement')} stay as they are`];
}

function place(heads: readonly string[]): string {
  return heads.length === 0 ? 'base' : heads.join(', ');
}
