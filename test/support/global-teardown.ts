/** After the tests of the project `database`: stops the server that global-setup.ts started. */
export default async function teardown(): Promise<void> {
  await globalThis.testServer?.stop();
}
