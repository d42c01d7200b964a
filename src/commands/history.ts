/** `history`: the revisions, newest first. */
import { historyLines, NO_REVISIONS, revisionLines } from '../report/history';
import { carryWhereabouts } from '../report/next-commands';
import { command, projectOptions } from './command';

export const historyCommand = command<{ verbose?: boolean; indicateCurrent?: boolean }>({
  name: 'history',
  about: 'list the revisions, newest first; no file is run',
  flags: (argv) =>
    argv
      .option('verbose', { alias: 'v', type: 'boolean', describe: 'everything that is known of each' })
      .option('indicate-current', {
        alias: 'i',
        type: 'boolean',
        describe: 'ask the database where it is, and mark that',
      }),
  async run(flags, terminal) {
    const { history } = await import('../api/history.js');
    const entries = await history({
      ...projectOptions(flags, terminal),
      indicateCurrent: flags.indicateCurrent === true,
    });
    if (entries.length === 0 && flags.format !== 'json') terminal.err(carryWhereabouts(NO_REVISIONS, flags));
    if (flags.format === 'json') terminal.out(JSON.stringify(entries, null, 2));
    else if (flags.verbose) terminal.out(entries.map((entry) => revisionLines(entry).join('\n')).join('\n\n'));
    else for (const line of historyLines(entries, terminal.paint)) terminal.out(line);
    return 0;
  },
});
