/** How are the boxes of a page answered? Each as a lookup of its own, in order, and no article twice. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { articleId } from '../article/article.ts';
import { AppError } from '../article/errors.ts';
import { invalid } from '../article/invalid.ts';
import { boxJson } from './answer.ts';
import { boxParameters, boxSchema, urlParameters } from './contract.ts';
import type { AppDependencies } from './dependencies.ts';
import { logFault } from './observing/observe.ts';
import { placedQuery } from './placed.ts';
import { problemDocument, problemSchema } from './problems.ts';

export const PAGE_BOXES = 20;

const byId = boxParameters.extend({ id: articleId });

/** Values as they stand in the query of a lookup; JSON's own numbers and booleans are taken for their text. */
const plainValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const wish = z.record(
  z.string(),
  z.union([plainValue, z.array(plainValue)], 'must be a text, a number or a list'),
);

/** The envelope. Each box is judged on its own. */
export const pageSchema = z.strictObject({ boxes: z.array(z.unknown()).min(1).max(PAGE_BOXES) });

/** The same with the boxes in it, for the document. */
export const documentedPageSchema = z
  .strictObject({
    boxes: z
      .array(z.union([byId, urlParameters]))
      .min(1)
      .max(PAGE_BOXES)
      .meta({ description: 'The parameters of a lookup, with `id` or `url`. A text stands for any value.' }),
  })
  .meta({ id: 'Page' });

export const pageAnswerSchema = z
  .strictObject({
    boxes: z
      .array(z.union([boxSchema, problemSchema]))
      .meta({ description: 'For each box its answer, or the problem with it.' }),
  })
  .meta({ id: 'PageAnswer' });

type Answered = z.infer<typeof pageAnswerSchema>['boxes'][number];

/** Throws `unavailable` when no box can be answered yet. A problem with one box leaves the others as they are. */
export async function answerPage(
  c: Context,
  boxes: readonly unknown[],
  dependencies: AppDependencies,
): Promise<Answered[]> {
  const { service, log, metrics } = dependencies;
  const { ready, reason } = service.state();
  if (!ready) throw new AppError('unavailable', `the service is not ready: ${reason}`);
  const shown: string[] = [];
  const answered: Answered[] = [];
  for (const [i, box] of boxes.entries()) {
    try {
      const { lookup, layout } = await lookUp(box, `boxes.${i}`);
      if (lookup.box !== 'pending') shown.push(...lookup.box.items.map(({ card }) => card.id));
      answered.push(boxJson(lookup, layout));
    } catch (error) {
      const document = problemDocument(error);
      if (!(error instanceof AppError)) logFault(log, c, error, 'a box failed');
      metrics?.problem(document.code);
      answered.push(document);
    }
  }
  return answered;

  async function lookUp(box: unknown, place: string) {
    const values = parsed(wish, box, place);
    const isById = 'id' in values;
    if (isById === 'url' in values) {
      throw new AppError('invalid', `${place} must have either id or url`, place);
    }
    const now = Date.now();
    if (isById) {
      const { id, ...parameters } = parsed(byId, values, place);
      const { query, layout } = without(parameters);
      return { lookup: await service.relatedById(id, query, now), layout };
    }
    const { url, ...parameters } = parsed(urlParameters, values, place);
    const { query, layout } = without(parameters);
    return { lookup: await service.relatedByUrl(url, query, now), layout };
  }

  function without(parameters: z.infer<typeof boxParameters>) {
    const { query, layout } = placedQuery(dependencies, parameters);
    const exclude = [...(query.filter.exclude ?? []), ...shown];
    return { query: { ...query, filter: { ...query.filter, exclude } }, layout };
  }
}

function parsed<S extends z.ZodType>(schema: S, value: unknown, place: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { message, field, cause } = invalid(result.error, value);
  const path = field ? `${place}.${field}` : place;
  throw new AppError('invalid', message, path, { cause });
}
