/**
 * Alembic's autogenerate, case by case: what it detects, what it misses and what it gets wrong on PostgreSQL, and the scenarios of its own
 * tests, told as models and databases. What is found runs there and back to the exact catalog. README.md says which case stands for what.
 */
import * as path from 'node:path';
import { testScenarios } from '../support/scenario-trial';

testScenarios(path.join(__dirname, 'alembic'));
