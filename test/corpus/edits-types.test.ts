/** Edits of enum types and views. What is asked of each: support/edit-suite.ts. */
import { testEdits } from '../support/edit-suite';

testEdits('types');
