/** TypeORM's own table of views and generated columns, empty, as its `migration:run` makes it for a model that has any. */
import { RdbmsSchemaBuilder } from 'typeorm/schema-builder/RdbmsSchemaBuilder.js';
import type { DataSource } from 'typeorm';

/** Connects a data source for the time of it; does nothing for a model without views and generated columns. */
export async function makeMetadataTable(dataSource: DataSource): Promise<void> {
  await dataSource.initialize();
  try {
    const builder = new RdbmsSchemaBuilder(dataSource);
    await builder.createMetadataTableIfNecessary(dataSource.createQueryRunner());
  } finally {
    await dataSource.destroy();
  }
}
