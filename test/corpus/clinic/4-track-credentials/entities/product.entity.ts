import {
  ChildEntity,
  Check,
  Column,
  Entity,
  Index,
  ManyToOne,
  PrimaryGeneratedColumn,
  TableInheritance,
} from 'typeorm';
import { User } from './user.entity';

/** What users sell each other; goods and downloads share one table. */
@Entity('products', { schema: 'market' })
@TableInheritance({ column: { type: 'varchar', name: 'type' } })
@Check('CHK_products_price', 'price >= 0')
@Index('IDX_products_tags', ['tags'], { type: 'gin' })
export class Product {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ collation: 'C' })
  sku: string;

  @Column({ type: 'numeric', precision: 10, scale: 2 })
  price: string;

  @Column({ type: 'text', array: true, default: [] })
  tags: string[];

  @Column({ type: 'jsonb', default: {} })
  attributes: Record<string, unknown>;

  @ManyToOne(() => User, { nullable: false, onDelete: 'CASCADE' })
  seller: User;
}

/** Something that must be carried. */
@ChildEntity('good')
export class Good extends Product {
  @Column({ type: 'real', name: 'weight_kg' })
  weightKg: number;
}

/** Something that must be sent over a wire. */
@ChildEntity('download')
export class Download extends Product {
  @Column({ name: 'file_name' })
  fileName: string;
}
