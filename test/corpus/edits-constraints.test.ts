/** Edits of keys, constraints, indexes and relations. What is asked of each: support/edit-suite.ts. */
import { testEdits } from '../support/edit-suite';

testEdits('constraints');
