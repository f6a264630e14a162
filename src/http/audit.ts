/** Who changed what, and when? */
import { createRoute, z } from '@hono/zod-openapi';
import { AUDIT_LIMITS } from '../service/audit.ts';
import { answers, numeral } from './contract.ts';
import type { App, AppDependencies } from './dependencies.ts';

const PAGE = 100;
const MOST = 200;

const auditSchema = z
  .strictObject({
    entries: z.array(
      z.strictObject({
        id: z.int(),
        at: z.iso.datetime(),
        actor: z.string().meta({ description: 'Id of a key, `admin key`, `loopback` or `command`.' }),
        action: z.string().meta({ example: 'article.delete' }),
        target: z.string(),
        outcome: z.string().meta({ example: '200 created=3 refused=1' }),
      }),
    ),
    next: z.int().nullable().meta({ description: '`before` of the next page; null when this is the last.' }),
  })
  .meta({ id: 'Audit' });

const whole = (least: number, most: number, description: string) =>
  numeral(z.number().int().min(least).max(most)).openapi({
    type: 'integer',
    minimum: least,
    maximum: most,
    description,
  });

const read = createRoute({
  method: 'get',
  path: '/v1/audit',
  tags: ['Keys'],
  summary: 'Who changed what, newest first',
  description: `Deletions, bulk writes, reindexes and keys. Kept for ${AUDIT_LIMITS.days} days and ${AUDIT_LIMITS.entries.toLocaleString('en')} entries.`,
  request: {
    query: z.strictObject({
      limit: whole(1, MOST, `Entries; ${PAGE} when absent.`),
      before: whole(1, Number.MAX_SAFE_INTEGER, 'Only entries before the one with this id.'),
    }),
  },
  responses: {
    200: { description: 'The entries', content: { 'application/json': { schema: auditSchema } } },
    400: answers.problem('A parameter breaks a rule'),
    503: answers.problem('The database is not there; try again'),
  },
});

export function addAuditRoutes(app: App, { service: { audit } }: AppDependencies): void {
  app.openapi(read, async (c) => {
    const { limit = PAGE, before } = c.req.valid('query');
    const entries = await audit.read(before, limit);
    const next = entries.length < limit ? null : (entries.at(-1)?.id ?? null);
    return c.json({ entries: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })), next }, 200);
  });
}
