/** `downgrade`: takes revisions back. */
import { command, projectOptions } from './command';
import { runWithProgress } from './progress';

export const downgradeCommand = command<{ target: string; sql?: boolean }>({
  name: 'downgrade <target>',
  about: 'take revisions back down to a target: base, an id or a unique prefix of it, -N',
  flags: (argv) =>
    argv
      .positional('target', { type: 'string', demandOption: true, describe: 'base, an id or a unique prefix, -N' })
      .option('sql', { type: 'boolean', describe: 'print the SQL instead of running it' }),
  async run(flags, terminal) {
    const { downgrade, downgradeScript } = await import('../api/upgrade.js');
    const options = { ...projectOptions(flags, terminal), target: flags.target };
    if (flags.sql) {
      const sql = await downgradeScript(options);
      terminal.out(flags.format === 'json' ? JSON.stringify({ sql }, null, 2) : sql);
      return 0;
    }
    return runWithProgress(flags, terminal, (progress) => downgrade({ ...options, progress }));
  },
});
