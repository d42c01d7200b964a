/** Sample entities for tests of the command line, as source texts. */
import { dataSourceFile } from './cli';

/** An entity file: `columns` are lines of the class body. */
export function entityFile(name: string, table: string, ...columns: readonly string[]): string {
  return `import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('${table}')
export class ${name} {
  @PrimaryGeneratedColumn() id: number;
${columns.map((column) => `  ${column}\n`).join('')}}
`;
}

export const NAME = '@Column() name: string;';

/** Four tables, found by a glob. */
export const SHOP: Readonly<Record<string, string>> = {
  'src/data-source.ts': dataSourceFile(`[__dirname + '/entities/*.entity.ts']`),
  'src/entities/person.entity.ts': entityFile('Person', 'persons', NAME),
  'src/entities/product.entity.ts': entityFile('Product', 'products', NAME),
  'src/entities/visit.entity.ts': entityFile('Visit', 'visits', NAME),
  'src/entities/order.entity.ts': entityFile('Order', 'orders', NAME),
};
