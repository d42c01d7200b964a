/** `current`: where the database is. */
import { positionLine } from '../report/position';
import { historyLines } from '../report/history';
import { command, projectOptions } from './command';

export const currentCommand = command<object>({
  name: 'current',
  about: 'show which revision the database is at',
  flags: (argv) => argv,
  async run(flags, terminal) {
    const { current } = await import('../api/current.js');
    const found = await current(projectOptions(flags, terminal));
    if (flags.format === 'json') {
      terminal.out(JSON.stringify(found, null, 2));
      return 0;
    }
    terminal.err(positionLine(found.position));
    if (found.revisions.length === 0) terminal.out('(base)');
    for (const line of historyLines(found.revisions, terminal.paint)) terminal.out(line);
    return 0;
  },
});
