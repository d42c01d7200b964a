import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { Patient } from './patient.entity';
import { Person } from './person.entity';
import { Symptom } from './symptom.entity';

/** The clinic's database; `--url` or STILLHEAD_URL says where it really is. */
export const clinic = new DataSource({
  type: 'postgres',
  url: 'postgres://localhost:5432/clinic',
  entities: [Patient, Person, Symptom],
});
