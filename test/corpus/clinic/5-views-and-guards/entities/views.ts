import { Index, ViewColumn, ViewEntity } from 'typeorm';

/** Who is on duty now. */
@ViewEntity({
  name: 'active_assignments',
  expression: `
    SELECT a.id, p.full_name, r.name AS rotation
    FROM assignments a
    JOIN persons p ON p.id = a.person_id
    JOIN rotations r ON r.id = a.rotation_id
    WHERE a.status = 'active'
  `,
})
export class ActiveAssignment {
  @ViewColumn()
  id: number;

  @ViewColumn({ name: 'full_name' })
  fullName: string;

  @ViewColumn()
  rotation: string;
}

/** What each seller offers; refreshed at night. */
@ViewEntity({
  name: 'seller_statistics',
  schema: 'market',
  materialized: true,
  expression: `SELECT "sellerId" AS seller_id, count(*) AS products, max(price) AS dearest FROM market.products GROUP BY "sellerId"`,
})
export class SellerStatistics {
  @Index('IDX_seller_statistics_seller', { unique: true })
  @ViewColumn({ name: 'seller_id' })
  sellerId: string;

  @ViewColumn()
  products: string;

  @ViewColumn()
  dearest: string;
}
