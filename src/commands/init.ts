/** `init`: sets a project up. */
import { command } from './command';

export const initCommand = command<{ templates?: boolean }>({
  name: 'init',
  about: 'write stillhead.config and the folder of migrations',
  flags: (argv) => argv.option('templates', { type: 'boolean', describe: 'also copy the templates, to change them' }),
  async run(flags, terminal) {
    const { init } = await import('../api/init.js');
    const result = await init({ dataSource: flags.dataSource ?? null, templates: flags.templates === true });
    if (flags.format === 'json') {
      terminal.out(JSON.stringify(result, null, 2));
      return 0;
    }
    for (const file of result.written) terminal.out(`wrote ${file}`);
    for (const file of result.kept) terminal.out(`kept ${file}`);
    terminal.out(`data source: ${result.dataSource ?? 'none found; name it in the configuration'}`);
    terminal.out('next: stillhead revision --autogenerate -m "start"');
    return 0;
  },
});
