/** TypeORM 0.3 under a name of its own; only `npm test` installs it, and the type check must not need it. */
declare module 'typeorm03' {
  export * from 'typeorm';
}
