/** How are the service's values written as JSON? Field by field, so that nothing internal slips out. */
import type { z } from '@hono/zod-openapi';
import type { BoxItem } from '../box/box.ts';
import type { StoredArticle } from '../database/articles.ts';
import type { Generation } from '../database/generations.ts';
import type { Placement } from '../service/editorial/placement-fields.ts';
import type { IngestResult } from '../service/ingest.ts';
import type { State } from '../service/running.ts';
import type { Lookup } from '../service/service.ts';
import type { FollowState } from '../service/sites.ts';
import type {
  boxSchema,
  bulkResultSchema,
  followingSchema,
  healthSchema,
  reindexSchema,
  storedArticleSchema,
} from './contract.ts';
import { explanationJson, precise } from './explanation.ts';

export function boxJson(
  { box, indexedAt, generation }: Lookup,
  layout?: Placement['layout'],
): z.infer<typeof boxSchema> {
  const isPending = box === 'pending';
  return {
    status: isPending ? 'pending' : box.status,
    ...(!isPending && box.emptyBecause !== undefined && { emptyBecause: box.emptyBecause }),
    ...(layout !== undefined && { layout }),
    items: isPending ? [] : box.items.map(itemJson),
    indexedAt: indexedAt.toISOString(),
    generation,
  };
}

/** Scores are given to four places: more would be noise, and change an ETag for nothing. */
const rounded = (value: number) => Math.round(value * 1e4) / 1e4;

/** In an explanation to nine places: its parts add up to the score. */
function itemJson({ card, score, source, explanation }: BoxItem) {
  return {
    id: card.id,
    url: card.url,
    title: card.title,
    excerpt: card.teaser,
    image: card.image,
    publishedAt: isoOf(card.publishedAt),
    section: card.section,
    author: card.author,
    language: card.language,
    score: explanation ? precise(score) : rounded(score),
    source,
    ...(explanation && { explanation: explanationJson(explanation) }),
  };
}

export function articleJson(article: StoredArticle): z.infer<typeof storedArticleSchema> {
  const { id, url, title, body, excerpt, author, section, tags, image, language, analysisLanguage } = article;
  const { evergreen, revision, publishedAt, expiresAt, modifiedAt, storedAt } = article;
  return {
    ...{ id, url, title, body, excerpt, author, section, tags: [...tags], image, language, analysisLanguage },
    publishedAt: publishedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    evergreen,
    modifiedAt: modifiedAt?.toISOString() ?? null,
    revision,
    storedAt: storedAt.toISOString(),
  };
}

export function resultJson({
  index,
  id,
  status,
  error,
}: IngestResult): z.infer<typeof bulkResultSchema>['results'][number] {
  return {
    ...{ index, id, status },
    ...(error && { code: error.code, detail: error.message }),
    ...(error?.field !== undefined && { field: error.field }),
  };
}

export function reindexJson(generation: Generation): z.infer<typeof reindexSchema> {
  const { number, status, stage, done, total, startedAt, activatedAt, reason } = generation;
  return {
    ...{ generation: number, status, stage, done, total, reason },
    startedAt: startedAt.toISOString(),
    activatedAt: activatedAt?.toISOString() ?? null,
  };
}

export function healthJson({ following, ...state }: State): z.infer<typeof healthSchema> {
  return {
    ...state,
    indexedAt: state.indexedAt?.toISOString() ?? null,
    ...(following && { following: following.map(followingJson) }),
  };
}

export function followingJson(state: FollowState): z.infer<typeof followingSchema> {
  const { source, kind, phase, passes, known, created, updated, removed, refused } = state;
  return {
    ...{ phase, passes, known, created, updated, removed, refused, kind: kind ?? null },
    source: withoutQueries(source),
    lastPassAt: state.lastPassAt ?? null,
    nextPassAt: state.nextPassAt ?? null,
    lastError: state.lastError === undefined ? null : withoutQueries(state.lastError),
  };
}

/** Anybody may ask how the service is, and what stands behind the question mark of an address may be a password. */
const withoutQueries = (text: string) => text.replace(/\?[^\s"]+/g, '?…');

const isoOf = (milliseconds: number | null) =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();
