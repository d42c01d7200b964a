/** The same three entities as the projects of four kinds of people: TypeScript and JavaScript, CommonJS and ES modules. Plain text. */

/** A project as its files, by path. */
export type Files = Readonly<Record<string, string>>;

export interface Shape {
  readonly name: string;
  readonly files: Files;
  /** What a revision file of it is called. */
  readonly extension: 'ts' | 'js';
}

const manifest = (type: 'commonjs' | 'module'): string =>
  `${JSON.stringify({ name: 'clinic', version: '1.0.0', private: true, type }, null, 2)}\n`;

const tsconfig = (options: object): string =>
  JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      strict: true,
      strictPropertyInitialization: false,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      ...options,
    },
  });

/** Three classes in a circle, each in a file of its own, found through `paths`. */
function typescript(suffix: string): Files {
  return {
    'src/data-source.ts': `import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { Patient } from '@model/patient${suffix}';
import { Person } from '@model/person${suffix}';
import { Visit } from '@model/visit${suffix}';

export const AppDataSource = new DataSource({
  type: 'postgres',
  url: process.env.DATABASE_URL,
  entities: [Person, Patient, Visit],
});
`,
    'src/model/person.ts': `import { Column, Entity, OneToMany, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Patient } from '@model/patient${suffix}';

@Entity('persons')
export class Person {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @OneToMany(() => Patient, (patient) => patient.person)
  patients: Relation<Patient[]>;
}
`,
    'src/model/patient.ts': `import { Column, Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Person } from './person${suffix}';
import { Visit } from '@model/visit${suffix}';

@Entity('patients')
export class Patient {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ type: 'enum', enum: ['admitted', 'discharged'], default: 'admitted' })
  state: 'admitted' | 'discharged';

  @ManyToOne(() => Person, (person) => person.patients, { nullable: false })
  person: Relation<Person>;

  @OneToMany(() => Visit, (visit) => visit.patient)
  visits: Relation<Visit[]>;
}
`,
    'src/model/visit.ts': `import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Patient } from '@model/patient${suffix}';

@Entity('visits')
export class Visit {
  @PrimaryGeneratedColumn()
  id: number;

  @Index()
  @Column({ type: 'timestamptz', default: () => 'now()' })
  at: Date;

  @ManyToOne(() => Patient, (patient) => patient.visits, { nullable: false })
  patient: Relation<Patient>;
}
`,
  };
}

/** Without decorators: EntitySchema. */
const SCHEMAS = `
const Person = new EntitySchema({
  name: 'Person',
  tableName: 'persons',
  columns: { id: { type: Number, primary: true, generated: true }, name: { type: String } },
  relations: { patients: { type: 'one-to-many', target: 'Patient', inverseSide: 'person' } },
});
const Patient = new EntitySchema({
  name: 'Patient',
  tableName: 'patients',
  columns: {
    id: { type: Number, primary: true, generated: true },
    state: { type: 'enum', enum: ['admitted', 'discharged'], default: 'admitted' },
  },
  relations: {
    person: { type: 'many-to-one', target: 'Person', inverseSide: 'patients', nullable: false },
    visits: { type: 'one-to-many', target: 'Visit', inverseSide: 'patient' },
  },
});
const Visit = new EntitySchema({
  name: 'Visit',
  tableName: 'visits',
  columns: { id: { type: Number, primary: true, generated: true }, at: { type: 'timestamptz', default: () => 'now()' } },
  indices: [{ columns: ['at'] }],
  relations: { patient: { type: 'many-to-one', target: 'Patient', inverseSide: 'visits', nullable: false } },
});
`;
const DATA_SOURCE = `new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, entities: [Person, Patient, Visit] });\n`;

export const SHAPES: readonly Shape[] = [
  {
    name: 'TypeScript, CommonJS',
    extension: 'ts',
    files: {
      'package.json': manifest('commonjs'),
      'tsconfig.json': tsconfig({ module: 'node16', paths: { '@model/*': ['./src/model/*'] } }),
      ...typescript(''),
    },
  },
  {
    name: 'TypeScript, ES modules',
    extension: 'ts',
    files: {
      'package.json': manifest('module'),
      'tsconfig.json': tsconfig({ module: 'nodenext', paths: { '@model/*': ['./src/model/*'] } }),
      ...typescript('.js'),
    },
  },
  {
    name: 'JavaScript, CommonJS',
    extension: 'js',
    files: {
      'package.json': manifest('commonjs'),
      'data-source.js': `const { DataSource, EntitySchema } = require('typeorm');\n${SCHEMAS}\nmodule.exports = ${DATA_SOURCE}`,
    },
  },
  {
    name: 'JavaScript, ES modules',
    extension: 'js',
    files: {
      'package.json': manifest('module'),
      'data-source.js': `import { DataSource, EntitySchema } from 'typeorm';\n${SCHEMAS}\nexport default ${DATA_SOURCE}`,
    },
  },
];
