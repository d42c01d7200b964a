/** `stamp`: says where a database is without running anything. */
import { command, projectOptions } from './command';

export const stampCommand = command<{ revision: string }>({
  name: 'stamp <revision>',
  about: 'record that the database is at a revision; nothing is run',
  flags: (argv) =>
    argv.positional('revision', {
      type: 'string',
      demandOption: true,
      describe: 'an id, a unique prefix of it, head or base',
    }),
  async run(flags, terminal) {
    const { stamp } = await import('../api/stamp.js');
    const result = await stamp({ ...projectOptions(flags, terminal), revision: flags.revision });
    if (flags.format === 'json') terminal.out(JSON.stringify(result, null, 2));
    else terminal.out(`${result.database}: ${place(result.from)} → ${place(result.to)}, stamped; nothing was run`);
    return 0;
  },
});

function place(heads: readonly string[]): string {
  return heads.length === 0 ? 'base' : heads.join(', ');
}
