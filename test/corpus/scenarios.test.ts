/**
 * What a comparison must not find, and what it must: a database made by TypeORM's own `synchronize()` or by hand, and a model beside it.
 * A: nothing changed, nothing is found, whether TypeORM or Stillhead made the database. B: what changed in the model is found, and once it
 * is carried out, nothing. D: what was changed by hand in the database is named. N: the same structure under another name is the same.
 * R: what may have been renamed is asked. What is found runs there and back to the exact catalog.
 * `TEST_CASE=A17 npx jest … scenarios` runs one.
 */
import * as path from 'node:path';
import { testScenarios } from '../support/scenario-trial';

testScenarios(path.join(__dirname, 'scenarios'));
