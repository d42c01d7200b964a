/**
 * marketplace
 *
 * Revision: 3c1d5e7f9a0b
 * Revises:  77aa01c2d3e4
 * Created:  2026-10-16T09:00:00Z
 *
 * GOING BACK    loses the data of market.products
 */
import type { Operations } from 'stillhead/v1';

export const revision = '3c1d5e7f9a0b';
export const downRevision = '77aa01c2d3e4';

export async function upgrade(op: Operations): Promise<void> {
  await op.createSchema('market');

  await op.createTable(
    { schema: 'market', name: 'products' },
    {
      columns: [
        { name: 'id', type: 'integer', notNull: true, serial: true },
        { name: 'sku', type: 'varchar', notNull: true, collation: 'C' },
        { name: 'price', type: 'numeric(10,2)', notNull: true },
        { name: 'tags', type: 'text[]', notNull: true, default: '{}' },
        { name: 'attributes', type: 'jsonb', notNull: true, default: '{}' },
        { name: 'weight_kg', type: 'real' },
        { name: 'file_name', type: 'varchar' },
        { name: 'type', type: 'varchar', notNull: true },
        { name: 'sellerId', type: 'uuid', notNull: true },
      ],
      primaryKey: { name: 'PK_0806c755e0aca124e67c0cf6d7d', columns: ['id'] },
      checks: [{ name: 'CHK_products_price', expression: op.sql`price >= 0` }],
    },
  );
  await op.createIndex(
    { schema: 'market', name: 'products' },
    { name: 'IDX_d5662d5ea5da62fc54b0f12a46', columns: ['type'] },
  );
  await op.createIndex(
    { schema: 'market', name: 'products' },
    { name: 'IDX_products_tags', columns: ['tags'], using: 'gin' },
  );
  await op.createForeignKey(
    { schema: 'market', name: 'products' },
    {
      name: 'FK_e40a1dd2909378f0da1f34f7bd6',
      columns: ['sellerId'],
      references: { table: 'users', columns: ['id'] },
      onDelete: 'CASCADE',
    },
  );
}

export async function downgrade(op: Operations): Promise<void> {
  // LOSES DATA
  await op.dropTable({ schema: 'market', name: 'products' });

  await op.dropSchema('market', { ifEmpty: true });
}
