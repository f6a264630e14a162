/** How are the chances of property tests repeated? `SEED=1 npx vitest run` has the same ones each time; without it they are new ones. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.SEED) });
