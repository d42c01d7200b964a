import { follow } from '../../../src/compare/rename-names';
import type { Operation } from '../../../src/operations/operation';
import { objectName } from '../../../src/schema/names';

const users = { schema: 'public', name: 'users' };
const people = { schema: 'app', name: 'people' };
const operations: readonly Operation[] = [
  { kind: 'createSchema', namespace: { name: 'app', comment: null } },
  { kind: 'moveTable', table: users, toSchema: 'app' },
  { kind: 'renameTable', table: { schema: 'app', name: 'users' }, to: 'people' },
  { kind: 'renameColumn', table: people, name: 'name', to: 'title' },
  { kind: 'renameConstraint', table: people, name: 'uq', constraintKind: 'unique', to: 'uq_title' },
  { kind: 'renameIndex', table: people, name: 'ix', to: 'ix_title' },
  { kind: 'renameEnum', enum: { schema: 'public', name: 'mood' }, to: 'state' },
  { kind: 'renameSequence', sequence: { schema: 'app', name: 's' }, to: 't' },
];

test.each([
  [objectName('table', 'public', 'users'), objectName('table', 'app', 'people')],
  [objectName('column', 'public', 'name', 'users'), objectName('column', 'app', 'title', 'people')],
  [objectName('column', 'public', 'id', 'users'), objectName('column', 'app', 'id', 'people')],
  [objectName('unique', 'public', 'uq', 'users'), objectName('unique', 'app', 'uq_title', 'people')],
  [objectName('index', 'public', 'ix', 'users'), objectName('index', 'app', 'ix_title', 'people')],
  [objectName('enum', 'public', 'mood'), objectName('enum', 'public', 'state')],
  [objectName('sequence', 'app', 's'), objectName('sequence', 'app', 't')],
  [objectName('column', 'public', 'name', 'pets'), objectName('column', 'public', 'name', 'pets')],
  [objectName('view', 'public', 'users'), objectName('view', 'public', 'users')],
])('%j', (from, to) => {
  expect(follow(from, operations)).toEqual(to);
});
