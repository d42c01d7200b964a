/** `show`: one revision. */
import { command, projectOptions } from './command';

export const showCommand = command<{ revision: string }>({
  name: 'show <revision>',
  about: 'show one revision and its text',
  flags: (argv) =>
    argv.positional('revision', {
      type: 'string',
      demandOption: true,
      describe: 'an id, a unique prefix of it, or head',
    }),
  async run(flags, terminal) {
    const { show } = await import('../api/history.js');
    const entry = await show({ ...projectOptions(flags, terminal), revision: flags.revision });
    if (flags.format === 'json') terminal.out(JSON.stringify(entry, null, 2));
    else terminal.out(`${entry.path}${entry.head ? ' (head)' : ''}\n\n${entry.text.trimEnd()}`);
    return 0;
  },
});
