/** `upgrade`: runs revisions forward. */
import { command, projectOptions } from './command';
import { runWithProgress } from './progress';

export const upgradeCommand = command<{ target: string; sql?: boolean }>({
  name: 'upgrade [target]',
  about: 'run revisions up to a target: head, an id or a unique prefix of it, +N',
  flags: (argv) =>
    argv
      .positional('target', { type: 'string', default: 'head', describe: 'head, an id or a unique prefix, +N' })
      .option('sql', { type: 'boolean', describe: 'print the SQL instead of running it' }),
  async run(flags, terminal) {
    const { upgrade, upgradeScript } = await import('../api/upgrade.js');
    const options = { ...projectOptions(flags, terminal), target: flags.target };
    if (flags.sql) {
      const sql = await upgradeScript(options);
      terminal.out(flags.format === 'json' ? JSON.stringify({ sql }, null, 2) : sql);
      return 0;
    }
    return runWithProgress(flags, terminal, (progress) => upgrade({ ...options, progress }));
  },
});
