import { defineConfig } from 'vitest/config';

/** `npm run chaos`: failures made on purpose, one file at a time, since each wants the machine for itself. */
export default defineConfig({
  test: {
    include: [
      'test/chaos/**/*.test.ts',
      'test/security/f20-fuzz.test.ts',
      'test/security/f21-parsers.test.ts',
    ],
    env: { FUZZ: process.env.FUZZ ?? '10000' },
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
    globalSetup: ['test/support/prepared-database.ts'],
  },
});
