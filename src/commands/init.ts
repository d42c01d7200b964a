/** `init`: sets a project up. */
import type { InitResult } from '../api/init';
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
    for (const line of initLines(result)) terminal.out(line);
    return 0;
  },
});

function initLines({ written, kept, dataSource, config, unset }: InitResult): readonly string[] {
  const start = 'stillhead revision --autogenerate -m "start"';
  const left = Object.entries(unset).map(([key, value]) => `"${key}": "${value}"`);
  // A configuration that is kept may name entities instead.
  const missing = dataSource === null && written.includes(config);
  return [
    ...written.map((file) => `wrote ${file}`),
    ...kept.map((file) => `kept ${file}`),
    ...(dataSource === null ? [] : [`data source: ${dataSource}`]),
    ...(missing ? ['data source: none found'] : []),
    ...left.map((line) => `not in ${config} yet, which is kept as it is: ${line}`),
    missing
      ? `next: set "dataSource" in ${config} to the file that exports the DataSource, then ${start}`
      : `next: ${left.length === 0 ? '' : `write that into ${config}, then `}${start}`,
  ];
}
