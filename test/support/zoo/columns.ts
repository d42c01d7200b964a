/** Entities for what a column can be: type, default, key, enum, embedded. */
import type { EntityList, Orm } from './orm';

export function types({ Column, Entity, PrimaryColumn }: Orm): EntityList {
  @Entity()
  class EveryType {
    @PrimaryColumn() id: number;
    @Column('int2') int2: number;
    @Column('int8') int8: string;
    @Column('integer') integer: number;
    @Column({ type: 'decimal' }) decimal: string;
    @Column({ type: 'numeric', precision: 10 }) numeric10: string;
    @Column({ type: 'numeric', precision: 10, scale: 2 }) numeric102: string;
    @Column({ type: 'numeric', precision: 5, scale: 1, array: true }) numerics: string[];
    @Column('float') float: number;
    @Column('float4') float4: number;
    @Column('real') real: number;
    @Column('double precision') double: number;
    @Column('money') money: string;
    @Column() string: string;
    @Column({ length: 40 }) varchar40: string;
    @Column({ length: 40, array: true, type: 'varchar' }) varchars: string[];
    @Column('char') char: string;
    @Column({ type: 'char', length: 3 }) char3: string;
    @Column('text') text: string;
    @Column('bytea') bytea: Buffer;
    @Column('bit') bit: string;
    @Column({ type: 'bit', length: 3 }) bit3: string;
    @Column({ type: 'varbit' }) varbit: string;
    @Column({ type: 'bit varying', length: 9 }) varbit9: string;
    @Column() date: Date;
    @Column('date') day: string;
    @Column({ type: 'timestamp', precision: 3 }) timestamp3: Date;
    @Column({ type: 'timestamptz', precision: 0 }) timestamptz0: Date;
    @Column({ type: 'timestamp with time zone' }) zoned: Date;
    @Column({ type: 'timestamp', precision: 2, array: true }) timestamps: Date[];
    @Column('time') time: string;
    @Column({ type: 'timetz', precision: 2 }) timetz: string;
    @Column({ type: 'time without time zone', precision: 1 }) time1: string;
    @Column('interval') interval: string;
    @Column({ type: 'interval', precision: 3 }) interval3: string;
    @Column() boolean: boolean;
    @Column('point') point: string;
    @Column('line') line: string;
    @Column('lseg') lseg: string;
    @Column('box') box: string;
    @Column('path') path: string;
    @Column('polygon') polygon: string;
    @Column('circle') circle: string;
    @Column('cidr') cidr: string;
    @Column('inet') inet: string;
    @Column('macaddr') macaddr: string;
    @Column('macaddr8') macaddr8: string;
    @Column('tsvector') tsvector: string;
    @Column('tsquery') tsquery: string;
    @Column('uuid') uuid: string;
    @Column('xml') xml: string;
    @Column('json') json: unknown;
    @Column('jsonb') jsonb: unknown;
    @Column('jsonpath') jsonpath: string;
    @Column('int4range') int4range: string;
    @Column('tstzrange') tstzrange: string;
    @Column('daterange') daterange: string;
    @Column('nummultirange') nummultirange: string;
    @Column('simple-array') simpleArray: string[];
    @Column('simple-json') simpleJson: unknown;
    @Column({ type: 'int', array: true }) ints: number[];
    @Column({ collation: 'C' }) collated: string;
    @Column({ collation: 'C', length: 7, type: 'varchar' }) collated7: string;
    @Column({ comment: "it's a comment" }) commented: string;
    @Column({ name: 'we ird-Name' }) weird: string;
    @Column('citext') citext: string;
    @Column('hstore') hstore: string;
    @Column('cube') cube: string;
    @Column({ type: 'ltree', array: true }) ltrees: string[];
  }
  return [EveryType];
}

export function defaults({
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
  VersionColumn,
}: Orm): EntityList {
  @Entity()
  class EveryDefault {
    @PrimaryGeneratedColumn() id: number;
    @Column({ default: 5 }) integer: number;
    @Column({ default: -5 }) negative: number;
    @Column({ type: 'bigint', default: 5 }) bigint: string;
    @Column({ type: 'numeric', precision: 10, scale: 2, default: 0.5 }) numeric: number;
    @Column({ type: 'numeric', default: 7 }) wholeNumeric: number;
    @Column({ type: 'float', default: 0.5 }) float: number;
    @Column({ default: 'active' }) string: string;
    @Column({ default: '' }) empty: string;
    @Column({ default: true }) yes: boolean;
    @Column({ default: false }) no: boolean;
    @Column({ type: 'varchar', default: null }) nothing: string | null;
    @Column({ type: 'jsonb', default: { a: [1, 2] } }) jsonb: unknown;
    @Column({ type: 'jsonb', default: [] }) jsonArray: unknown;
    @Column({ type: 'jsonb', default: '{}' }) jsonString: unknown;
    @Column({ type: 'text', array: true, default: ['a', 'b'] }) array: string[];
    @Column({ type: 'text', array: true, default: [] }) emptyArray: string[];
    @Column({ type: 'int', array: true, default: '{1,2}' }) arrayString: number[];
    @Column({ type: 'timestamptz', default: () => 'CURRENT_TIMESTAMP' }) now: Date;
    @Column({ type: 'date', default: () => 'CURRENT_DATE' }) today: Date;
    @Column({ type: 'timestamp', precision: 3, default: () => 'LOCALTIMESTAMP(3)' }) local: Date;
    @Column({ type: 'timestamptz', precision: 3, default: () => 'current_timestamp(3)' }) now3: Date;
    @Column({ type: 'timetz', default: () => 'CURRENT_TIME' }) time: Date;
    @Column({ type: 'time', precision: 1, default: () => 'LOCALTIME(1)' }) localTime: Date;
    @Column({ default: () => "upper('x')" }) computed: string;
    @Column({ type: 'interval', default: '1 day' }) interval: string;
    @Column({ type: 'uuid', default: () => 'gen_random_uuid()' }) uuid: string;
    @CreateDateColumn() created: Date;
    @CreateDateColumn({ type: 'timestamptz', precision: 3 }) createdZoned: Date;
    @UpdateDateColumn() updated: Date;
    @DeleteDateColumn() deleted: Date;
    @VersionColumn() version: number;
    @Column({ generatedType: 'STORED', asExpression: `"integer" * 2` }) doubled: number;
  }
  return [EveryDefault];
}

export function keys({ Column, Entity, Generated, PrimaryColumn, PrimaryGeneratedColumn }: Orm): EntityList {
  @Entity()
  class KeySerial {
    @PrimaryGeneratedColumn({ primaryKeyConstraintName: 'key_serial_pk' }) id: number;
  }
  @Entity()
  class KeyBigserial {
    @PrimaryGeneratedColumn({ type: 'bigint' }) id: string;
    @Column({ unique: true }) @Generated('uuid') token: string;
  }
  @Entity()
  class KeySmallserial {
    @PrimaryGeneratedColumn('increment', { type: 'smallint' }) id: number;
  }
  @Entity()
  class KeyIdentity {
    @PrimaryGeneratedColumn('identity') id: number;
  }
  @Entity()
  class KeyIdentityAlways {
    @PrimaryGeneratedColumn('identity', { type: 'int8', generatedIdentity: 'ALWAYS' }) id: number;
  }
  @Entity()
  class KeyUuid {
    @PrimaryGeneratedColumn('uuid') id: string;
    @Column() @Generated('increment') number: number;
  }
  @Entity()
  class KeyRowid {
    @PrimaryGeneratedColumn('rowid') id: string;
  }
  @Entity()
  class KeyComposite {
    @Column() before: string;
    @PrimaryColumn({ primaryKeyConstraintName: 'key_composite_pk', length: 9 }) b: string;
    @PrimaryColumn({ primaryKeyConstraintName: 'key_composite_pk' }) a: number;
  }
  @Entity()
  class KeyUnique {
    // CREATE TABLE leaves the second out.
    @PrimaryColumn({ unique: true }) id: number;
  }
  return [
    KeySerial,
    KeyBigserial,
    KeySmallserial,
    KeyIdentity,
    KeyIdentityAlways,
    KeyUuid,
    KeyRowid,
    KeyComposite,
    KeyUnique,
  ];
}
