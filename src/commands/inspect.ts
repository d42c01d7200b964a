/** `inspect`: the catalog as Stillhead reads it. */
import { inspectLines } from '../report/inspect';
import { command, projectOptions } from './command';

export const inspectCommand = command<{ table?: string; unmanaged?: boolean }>({
  name: 'inspect [table]',
  about: 'show the database as Stillhead reads it: everything, one table, or what nobody manages',
  flags: (argv) =>
    argv
      .positional('table', { type: 'string', describe: 'persons, or billing.invoices' })
      .option('unmanaged', { type: 'boolean', describe: 'only what neither the models nor the history know' }),
  async run(flags, terminal) {
    const { inspect } = await import('../api/inspect.js');
    const result = await inspect({
      ...projectOptions(flags, terminal),
      table: flags.table ?? null,
      unmanaged: flags.unmanaged === true,
    });
    if (flags.format === 'json') terminal.out(JSON.stringify(result.unmanaged ?? result.schema, null, 2));
    else for (const line of inspectLines(result, terminal.paint)) terminal.out(line);
    return 0;
  },
});
