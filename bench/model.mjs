/**
 * The model that is measured, as a user's project: N entities in TypeScript, one a file, and a data source. Ten columns each (serial key,
 * varchar, unique varchar, integer with a default, numeric, enum, text[], jsonb, timestamptz, foreign key), two indexes and a check.
 */
import fs from 'node:fs';
import path from 'node:path';

/** Foreign keys point at the table before, and start anew so often: imports follow them, and no stack is endless. */
const CHAIN = 10;

/**
 * Writes the project.
 * @param {string} folder
 * @param {number} count tables
 * @param {string} modules the node_modules that the project uses
 */
export function writeProject(folder, count, modules) {
  fs.mkdirSync(path.join(folder, 'entities'), { recursive: true });
  fs.symlinkSync(modules, path.join(folder, 'node_modules'));
  const files = {
    'package.json': '{ "name": "bench", "private": true }\n',
    'stillhead.config.json': '{ "dataSource": "data-source.ts" }\n',
    'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true } }\n',
    'data-source.ts': dataSource(count),
  };
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  for (let number = 0; number < count; number++) {
    fs.writeFileSync(path.join(folder, 'entities', `${fileOf(number)}.ts`), entity(number));
  }
}

const nameOf = (number) => `Thing${String(number).padStart(5, '0')}`;
const fileOf = (number) => `thing-${String(number).padStart(5, '0')}.entity`;

function dataSource(count) {
  const numbers = Array.from({ length: count }, (_, number) => number);
  return `import { DataSource } from 'typeorm';
${numbers.map((number) => `import { ${nameOf(number)} } from './entities/${fileOf(number)}';`).join('\n')}

export default new DataSource({
  type: 'postgres',
  url: process.env.BENCH_URL,
  entities: [${numbers.map(nameOf).join(', ')}],
});
`;
}

function entity(number) {
  const name = nameOf(number);
  const first = number % CHAIN === 0;
  const parent = first ? name : nameOf(number - 1);
  return `import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
${first ? '' : `import { ${parent} } from './${fileOf(number - 1)}';\n`}
export enum ${name}Status {
  Draft = 'draft',
  Active = 'active',
  Archived = 'archived',
}

@Entity()
@Check('"count" >= 0')
@Index(['name'])
@Index(['createdAt', 'count'])
export class ${name} {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 100 })
  name: string;

  @Column({ type: 'varchar', unique: true })
  email: string;

  @Column({ type: 'integer', default: 0 })
  count: number;

  @Column({ type: 'numeric', precision: 12, scale: 2, nullable: true })
  amount: string | null;

  @Column({ type: 'enum', enum: ${name}Status, default: ${name}Status.Draft })
  status: ${name}Status;

  @Column({ type: 'text', array: true, default: '{}' })
  tags: string[];

  @Column({ type: 'jsonb', nullable: true })
  details: object | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @ManyToOne(() => ${parent}, { nullable: true, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'parentId' })
  parent: ${parent} | null;
}
`;
}

/**
 * Writes a history of empty revisions, each after the other.
 * @returns {string} the id of the last
 */
export function writeRevisions(folder, count) {
  fs.mkdirSync(folder, { recursive: true });
  let before = null;
  for (let number = 1; number <= count; number++) {
    const id = number.toString(16).padStart(12, '0');
    const text = `/**
 * step ${number}
 *
 * Revision: ${id}
 * Revises:  ${before ?? '(base)'}
 * Created:  2026-01-01T00:00:00Z
 */
import type { Operations } from 'stillhead/v1';

export const revision = '${id}';
export const downRevision = ${before === null ? 'null' : `'${before}'`};

export async function upgrade(op: Operations): Promise<void> {
  await op.addColumn('persons', { name: 'step_${number}', type: 'integer' });
}

export async function downgrade(op: Operations): Promise<void> {
  await op.dropColumn('persons', 'step_${number}');
}
`;
    fs.writeFileSync(path.join(folder, `${id}_step_${number}.ts`), text);
    before = id;
  }
  return before;
}
