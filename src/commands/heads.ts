/** `heads`: the revisions that nothing follows. */
import { historyLines, NO_REVISIONS } from '../report/history';
import { carryWhereabouts } from '../report/next-commands';
import { command, projectOptions } from './command';

export const headsCommand = command<object>({
  name: 'heads',
  about: 'list the revisions that nothing follows',
  flags: (argv) => argv,
  async run(flags, terminal) {
    const { heads } = await import('../api/history.js');
    const entries = await heads(projectOptions(flags, terminal));
    if (entries.length === 0 && flags.format !== 'json') terminal.err(carryWhereabouts(NO_REVISIONS, flags));
    if (flags.format === 'json') terminal.out(JSON.stringify(entries, null, 2));
    else for (const line of historyLines(entries, terminal.paint)) terminal.out(line);
    return 0;
  },
});
