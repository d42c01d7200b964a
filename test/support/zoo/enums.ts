/** Enum types, and names that are longer than PostgreSQL keeps. */
import type { EntityList, Orm } from './orm';

enum Mood {
  Sad = 'sad',
  Happy = 'happy',
}
enum Level {
  Low,
  High = 10,
}

export function enums({ Column, Entity, Generated, PrimaryColumn, PrimaryGeneratedColumn }: Orm): EntityList {
  @Entity()
  class EnumOne {
    @PrimaryGeneratedColumn() id: number;
    @Column({ type: 'enum', enum: Mood, default: Mood.Sad }) mood: Mood;
    @Column({ type: 'enum', enum: Level, default: Level.High }) currentLevel: Level;
    @Column({ type: 'enum', enum: ['x', "it's", 'y z'], array: true, default: ['x', 'x'] }) several: string[];
    @Column({ type: 'simple-enum', enum: ['p', 'q'], nullable: true }) simple: string;
    @Column({ type: 'enum', enum: Mood, enumName: 'shared_mood' }) shared: Mood;
    @Column({ type: 'enum', enum: Mood, enumName: 'shared_mood', nullable: true }) again: Mood;
  }
  @Entity({ schema: 'market' })
  class EnumTwo {
    @PrimaryGeneratedColumn() id: number;
    @Column({ type: 'enum', enum: Mood, enumName: 'shared_mood', default: Mood.Happy }) shared: Mood;
    @Column({ type: 'enum', enum: Mood }) mood: Mood;
  }
  @Entity()
  class EnumKey {
    @PrimaryColumn({ type: 'enum', enum: Mood, enumName: 'key_mood' }) mood: Mood;
    @Column() @Generated() count: number;
  }
  return [EnumOne, EnumTwo, EnumKey];
}

const LONG = 'an_identifier_of_more_than_sixty_three_bytes_for_which_postgres_cuts_the_end';
const UMLAUTS = 'ä'.repeat(40);

export function longNames({ Column, Entity, Index, PrimaryGeneratedColumn }: Orm): EntityList {
  @Entity(LONG)
  class LongTable {
    @PrimaryGeneratedColumn({ name: `${LONG}_id` }) id: number;
    @Column({ name: UMLAUTS }) umlauts: string;
    @Index(`index_${LONG}`) @Column({ type: 'enum', enum: Mood, enumName: `enum_of_${LONG}` }) mood: Mood;
  }
  @Entity('ü'.repeat(25))
  class UmlautTable {
    @PrimaryGeneratedColumn({ name: 'ö'.repeat(25) }) id: number;
  }
  return [LongTable, UmlautTable];
}
