import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { Assignment } from './assignment.entity';
import { Patient } from './patient.entity';
import { Person } from './person.entity';
import { Download, Good, Product } from './product.entity';
import { Rotation } from './rotation.entity';
import { Symptom } from './symptom.entity';
import { User } from './user.entity';

/** The clinic's database; `--url` or STILLHEAD_URL says where it really is. */
export const clinic = new DataSource({
  type: 'postgres',
  url: 'postgres://localhost:5432/clinic',
  entities: [Assignment, Patient, Person, Download, Good, Product, Rotation, Symptom, User],
});
