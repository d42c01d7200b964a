/** `--embedded`: the database is the project's own, and nobody but Stillhead can reach it. */
import { dataSourceFile, errorOf, openCli, type Cli } from '../support/cli';

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
}, 120_000);
afterAll(() => {
  cli.remove();
});

test('an extension that a revision requires is made; what is to be typed next is about this database', async () => {
  const project = cli.project({
    'src/data-source.ts': dataSourceFile(`[__dirname + '/*.entity.ts']`),
    'src/book.entity.ts': `import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('books') export class Book { @PrimaryGeneratedColumn('uuid') id: string; @Column() title: string; }
`,
  });
  const run = (...args: readonly string[]) => project.run(...args, '--embedded');
  expect(await run('revision', '--autogenerate', '-m', 'start')).toMatchObject({ code: 0 });
  expect(project.read(`migrations/${project.migrations()[0]}`)).toContain(`op.requireExtension('uuid-ossp')`);
  expect((await run('check')).stdout).toContain(': stillhead upgrade --embedded\n');
  const again = ['revision', '--autogenerate', '-m', 'again'];
  expect((await run(...again)).stderr).toContain('hint: stillhead upgrade --embedded\n');
  expect(errorOf(await run(...again, '--format', 'json'))).toMatchObject({ hint: 'stillhead upgrade --embedded' });
  expect(await run('upgrade')).toMatchObject({ code: 0, stderr: '' });
  expect((await run('check')).stdout).toMatch(/^No differences: 1 entity/);
  expect(await run('downgrade', 'base')).toMatchObject({ code: 0 });
  expect(await run('upgrade')).toMatchObject({ code: 0 });
}, 180_000);
