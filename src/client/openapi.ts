/** Which requests and answers does the service know? Written by `npm run client-types`; not by hand. */
export interface paths {
    readonly "/healthz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The state at a glance, for people */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Whatever the state is */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Health"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/livez": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Is the process alive? Asks nothing of the database */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description It is */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly alive: true;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Are lookups answered? If not, why? */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description They are */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Health"];
                    };
                };
                /** @description Not yet; `reason` says why */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Health"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/articles": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Find articles by words of their titles
         * @description Those in whose title each word of `q` begins a word, newest first; an id or an address finds that article. Without `q` the newest. With `id` the articles of these ids, in that order, without those that are not in the index.
         *
         *     Needs the scope `read`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly id?: readonly string[];
                    readonly limit?: number;
                    /** @description Words, an id or an address. */
                    readonly q?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The articles */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly articles: readonly components["schemas"]["Found"][];
                        };
                    };
                };
                /** @description A parameter breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not ready, or the database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Store many articles
         * @description A JSON array of at most 500 articles and 5000000 bytes, or NDJSON (`application/x-ndjson`), one article a line, read as a stream of at most 100000 lines. Each item gets its own result; a bad one does not spoil the rest. A result is given once the article is durable.
         *
         *     Needs the scope `write`.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": readonly components["schemas"]["Article"][];
                    readonly "application/x-ndjson": string;
                };
            };
            readonly responses: {
                /** @description A result for each item */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["BulkResult"];
                    };
                };
                /** @description The body is not a JSON array */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                readonly 413: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is neither JSON nor NDJSON */
                readonly 415: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/articles/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One article as it is stored
         * @description Needs the scope `read`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @description The publisher's own id. */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The article */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["StoredArticle"];
                    };
                };
                /** @description The id breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such article */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Store one article
         * @description Idempotent. Unchanged content is recognised and costs nothing; a version with an earlier `modifiedAt` than the stored one is refused with 409.
         *
         *     Needs the scope `write`.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @description The publisher's own id. */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["ArticleFields"];
                };
            };
            readonly responses: {
                /** @description Updated, or unchanged */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["PutResult"];
                    };
                };
                /** @description Created */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["PutResult"];
                    };
                };
                /** @description A field breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A newer version is stored, or the URL belongs to another article */
                readonly 409: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                readonly 413: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is not JSON */
                readonly 415: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly post?: never;
        /**
         * Take an article out of all boxes
         * @description Needs the scope `write`.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @description The publisher's own id. */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description It is gone */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The id breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such article */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/articles/{id}/box.html": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The box beside an article, as HTML
         * @description For server-side includes, ESI and pages without scripts: a complete fragment that looks like `<related-articles>` where the page loads `/box.css`. An empty box is a comment, and the header `X-Kindred-Status` says which kind of empty. Problems are comments too, so that an include never shows one.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description 0 same story … 1 same subject. */
                    readonly breadth?: number;
                    /** @description 0 pure relevance … 1 as different from each other as can be. */
                    readonly diversity?: number;
                    /** @description Compare every article instead of those that promise most. Some hundred times the work, one such lookup at a time; to check what the bounded search may have missed. */
                    readonly exact?: "true" | "false";
                    /** @description Ids that must not appear, e.g. what the page shows already. */
                    readonly exclude?: readonly string[];
                    /** @description Say of each related item which shared terms contributed how much. */
                    readonly explain?: "true" | "false";
                    /** @description How to fill up a box when too little is related. Such items carry `source: fallback`. */
                    readonly fallback?: "none" | "latest" | "section";
                    /** @description Days between two publication dates after which closeness counts half. 0: age does not count. */
                    readonly halfLifeDays?: number;
                    /** @description Above the box. */
                    readonly heading?: string;
                    /** @description Where pictures are, for a site that knows better than the stored articles: an address with `{id}` in it. */
                    readonly image?: string;
                    /** @description Only articles in one of these languages. Without it an article relates within its own; with another one by the names and numbers that both write alike. */
                    readonly language?: readonly string[];
                    /** @description As the attribute of `<related-articles>`; by default the placement's, or `list`. */
                    readonly layout?: "list" | "cards" | "strip";
                    /** @description Items in the box. */
                    readonly limit?: number;
                    /** @description Where stories are, for a site that knows better than the stored articles: an address with `{id}` in it. */
                    readonly link?: string;
                    /** @description Below this relevance an article is not called related. */
                    readonly minScore?: number;
                    /** @description Name of a stored placement: its wishes count where this request has none of its own. One that does not exist is refused. */
                    readonly placement?: string;
                    /** @description Only articles of one of these sections. */
                    readonly section?: readonly string[];
                    /** @description Only articles published at or after this moment. */
                    readonly since?: string;
                    /** @description Only articles with one of these tags. */
                    readonly tag?: readonly string[];
                    /** @description Only articles published at or before this moment. */
                    readonly until?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @description The publisher's own id. */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The box, or a comment when it is empty */
                readonly 200: {
                    headers: {
                        /** @description `status` of the box as JSON. */
                        readonly "X-Kindred-Status"?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/html": string;
                    };
                };
                /** @description Unchanged since the ETag in If-None-Match */
                readonly 304: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A parameter breaks a rule: an HTML comment */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/html": string;
                    };
                };
                /** @description There is no such article: an HTML comment */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/html": string;
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The service is not ready yet: an HTML comment */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/html": string;
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/articles/{id}/labels/{other}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Say whether two articles are related
         * @description The pair has no direction. The label is the key's: its later one replaces the earlier.
         *
         *     Needs the scope `rules`.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @description The publisher's own id. */
                    readonly id: string;
                    /** @description The other article. */
                    readonly other: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["LabelFields"];
                };
            };
            readonly responses: {
                /** @description The label */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Label"];
                    };
                };
                /** @description A field breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such article, or no such label of yours */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                readonly 413: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is not JSON */
                readonly 415: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly post?: never;
        /**
         * Take the label of a pair back
         * @description Needs the scope `rules`.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @description The publisher's own id. */
                    readonly id: string;
                    /** @description The other article. */
                    readonly other: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description It is gone */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description An id breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such article, or no such label of yours */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/articles/{id}/related": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The box beside an article */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description 0 same story … 1 same subject. */
                    readonly breadth?: number;
                    /** @description 0 pure relevance … 1 as different from each other as can be. */
                    readonly diversity?: number;
                    /** @description Compare every article instead of those that promise most. Some hundred times the work, one such lookup at a time; to check what the bounded search may have missed. */
                    readonly exact?: "true" | "false";
                    /** @description Ids that must not appear, e.g. what the page shows already. */
                    readonly exclude?: readonly string[];
                    /** @description Say of each related item which shared terms contributed how much. */
                    readonly explain?: "true" | "false";
                    /** @description How to fill up a box when too little is related. Such items carry `source: fallback`. */
                    readonly fallback?: "none" | "latest" | "section";
                    /** @description Days between two publication dates after which closeness counts half. 0: age does not count. */
                    readonly halfLifeDays?: number;
                    /** @description Only articles in one of these languages. Without it an article relates within its own; with another one by the names and numbers that both write alike. */
                    readonly language?: readonly string[];
                    /** @description Items in the box. */
                    readonly limit?: number;
                    /** @description Below this relevance an article is not called related. */
                    readonly minScore?: number;
                    /** @description Name of a stored placement: its wishes count where this request has none of its own. One that does not exist is refused. */
                    readonly placement?: string;
                    /** @description Only articles of one of these sections. */
                    readonly section?: readonly string[];
                    /** @description Only articles published at or after this moment. */
                    readonly since?: string;
                    /** @description Only articles with one of these tags. */
                    readonly tag?: readonly string[];
                    /** @description Only articles published at or before this moment. */
                    readonly until?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @description The publisher's own id. */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The box */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Box"];
                    };
                };
                /** @description Unchanged since the ETag in If-None-Match */
                readonly 304: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A parameter breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such article */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The service is not ready yet */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/articles/{id}/related/{other}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Why is an article in the box of another, or why not?
         * @description Asked with the parameters of the box. For a pair that is not in the box the first reason that applies is given, and the score and explanation that the pair has all the same.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description 0 same story … 1 same subject. */
                    readonly breadth?: number;
                    /** @description 0 pure relevance … 1 as different from each other as can be. */
                    readonly diversity?: number;
                    /** @description Compare every article instead of those that promise most. Some hundred times the work, one such lookup at a time; to check what the bounded search may have missed. */
                    readonly exact?: "true" | "false";
                    /** @description Ids that must not appear, e.g. what the page shows already. */
                    readonly exclude?: readonly string[];
                    /** @description Say of each related item which shared terms contributed how much. */
                    readonly explain?: "true" | "false";
                    /** @description How to fill up a box when too little is related. Such items carry `source: fallback`. */
                    readonly fallback?: "none" | "latest" | "section";
                    /** @description Days between two publication dates after which closeness counts half. 0: age does not count. */
                    readonly halfLifeDays?: number;
                    /** @description Only articles in one of these languages. Without it an article relates within its own; with another one by the names and numbers that both write alike. */
                    readonly language?: readonly string[];
                    /** @description Items in the box. */
                    readonly limit?: number;
                    /** @description Below this relevance an article is not called related. */
                    readonly minScore?: number;
                    /** @description Name of a stored placement: its wishes count where this request has none of its own. One that does not exist is refused. */
                    readonly placement?: string;
                    /** @description Only articles of one of these sections. */
                    readonly section?: readonly string[];
                    /** @description Only articles published at or after this moment. */
                    readonly since?: string;
                    /** @description Only articles with one of these tags. */
                    readonly tag?: readonly string[];
                    /** @description Only articles published at or before this moment. */
                    readonly until?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @description The publisher's own id. */
                    readonly id: string;
                    /** @description The other article. */
                    readonly other: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Why, or why not */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Why"];
                    };
                };
                /** @description A parameter breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description One of the articles does not exist; `field` says which */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not ready, or one of the articles is not indexed yet */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who changed what, newest first
         * @description Deletions, bulk writes, reindexes and keys. Kept for 90 days and 100,000 entries.
         *
         *     Needs the scope `admin`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description Only entries before the one with this id. */
                    readonly before?: number;
                    /** @description Entries; 100 when absent. */
                    readonly limit?: number;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The entries */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Audit"];
                    };
                };
                /** @description A parameter breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/box.html": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The box beside the article with a page's address, as HTML */
        readonly get: {
            readonly parameters: {
                readonly query: {
                    /** @description 0 same story … 1 same subject. */
                    readonly breadth?: number;
                    /** @description 0 pure relevance … 1 as different from each other as can be. */
                    readonly diversity?: number;
                    /** @description Compare every article instead of those that promise most. Some hundred times the work, one such lookup at a time; to check what the bounded search may have missed. */
                    readonly exact?: "true" | "false";
                    /** @description Ids that must not appear, e.g. what the page shows already. */
                    readonly exclude?: readonly string[];
                    /** @description Say of each related item which shared terms contributed how much. */
                    readonly explain?: "true" | "false";
                    /** @description How to fill up a box when too little is related. Such items carry `source: fallback`. */
                    readonly fallback?: "none" | "latest" | "section";
                    /** @description Days between two publication dates after which closeness counts half. 0: age does not count. */
                    readonly halfLifeDays?: number;
                    /** @description Above the box. */
                    readonly heading?: string;
                    /** @description Where pictures are, for a site that knows better than the stored articles: an address with `{id}` in it. */
                    readonly image?: string;
                    /** @description Only articles in one of these languages. Without it an article relates within its own; with another one by the names and numbers that both write alike. */
                    readonly language?: readonly string[];
                    /** @description As the attribute of `<related-articles>`; by default the placement's, or `list`. */
                    readonly layout?: "list" | "cards" | "strip";
                    /** @description Items in the box. */
                    readonly limit?: number;
                    /** @description Where stories are, for a site that knows better than the stored articles: an address with `{id}` in it. */
                    readonly link?: string;
                    /** @description Below this relevance an article is not called related. */
                    readonly minScore?: number;
                    /** @description Name of a stored placement: its wishes count where this request has none of its own. One that does not exist is refused. */
                    readonly placement?: string;
                    /** @description Only articles of one of these sections. */
                    readonly section?: readonly string[];
                    /** @description Only articles published at or after this moment. */
                    readonly since?: string;
                    /** @description Only articles with one of these tags. */
                    readonly tag?: readonly string[];
                    /** @description Only articles published at or before this moment. */
                    readonly until?: string;
                    /** @description Address of the page. Scheme, `www.`, trailing slash, fragment and tracking parameters do not matter. */
                    readonly url: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The box, or a comment when it is empty */
                readonly 200: {
                    headers: {
                        /** @description `status` of the box as JSON. */
                        readonly "X-Kindred-Status"?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/html": string;
                    };
                };
                /** @description Unchanged since the ETag in If-None-Match */
                readonly 304: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A parameter breaks a rule: an HTML comment */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/html": string;
                    };
                };
                /** @description There is no such article: an HTML comment */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/html": string;
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The service is not ready yet: an HTML comment */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/html": string;
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/collection": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Are the boxes full, and how evenly are articles shown?
         * @description Of all boxes as readers get them now, or of 2,000 of them. May be a minute old.
         *
         *     Needs the scope `read`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The figures */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Survey"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The service is not ready yet */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/collection/map": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The articles as points: near each other what is related
         * @description All articles, or 2,000 of them. The same collection gives the same map.
         *
         *     Needs the scope `read`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The map */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["CollectionMap"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The service is not ready yet */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/furniture": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Sentences that the index leaves out as belonging to pages, not to stories
         * @description Needs the scope `read`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The sentences, most frequent first */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Furniture"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The service is not ready yet */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All keys, also revoked ones; never their secrets
         * @description Needs the scope `admin`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The keys, oldest first */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly keys: readonly components["schemas"]["Key"][];
                        };
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Make a key
         * @description Needs the scope `admin`.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["KeyWish"];
                };
            };
            readonly responses: {
                /** @description The key, this once */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["CreatedKey"];
                    };
                };
                /** @description A field breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                readonly 413: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is not JSON */
                readonly 415: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Take a key back; every replica refuses it within five seconds
         * @description Needs the scope `admin`.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description It is revoked */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The id breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such key */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/labels": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All labels, as JSON or as a table
         * @description `format=tsv` is what the commands read: `npm run evaluate -- --judgements labels.tsv --gain gain`.
         *
         *     Needs the scope `rules`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description Only labels of this article. */
                    readonly article?: string;
                    readonly format?: "json" | "tsv";
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The labels, by pair */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly labels: readonly components["schemas"]["Label"][];
                        };
                        readonly "text/tab-separated-values": string;
                    };
                };
                /** @description A parameter breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/placements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All placements, by name */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The placements */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly placements: readonly components["schemas"]["Placement"][];
                        };
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/placements/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One placement */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @description What templates say: `placement=article-foot`. */
                    readonly name: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The placement */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Placement"];
                    };
                };
                /** @description The name breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such placement */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Store what lookups with `placement={name}` wish
         * @description Counts in the next request here, and within a second on every replica. Fields that are absent are as the service is configured; parameters of a request count more. At most 200 placements.
         *
         *     Needs the scope `rules`.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @description What templates say: `placement=article-foot`. */
                    readonly name: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["PlacementFields"];
                };
            };
            readonly responses: {
                /** @description The placement */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Placement"];
                    };
                };
                /** @description A field breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Without a configured key only this machine may write */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                readonly 413: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is not JSON */
                readonly 415: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly post?: never;
        /**
         * Delete a placement; lookups that name it are refused from then on
         * @description Needs the scope `rules`.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @description What templates say: `placement=article-foot`. */
                    readonly name: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description It is gone */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A field breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Without a configured key only this machine may write */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such placement */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/reindex": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How far is the newest generation?
         * @description Needs the scope `read`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The newest generation */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Reindex"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no generation yet */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Start building a new index generation
         * @description It is built beside the active one, verified and then activated. A drifted collection does this by itself.
         *
         *     Needs the scope `write`.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The newest generation */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Reindex"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has not the scope, or without any key this is for this machine only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A reindex is already running */
                readonly 409: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/related": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The box beside the article with a page's address */
        readonly get: {
            readonly parameters: {
                readonly query: {
                    /** @description 0 same story … 1 same subject. */
                    readonly breadth?: number;
                    /** @description 0 pure relevance … 1 as different from each other as can be. */
                    readonly diversity?: number;
                    /** @description Compare every article instead of those that promise most. Some hundred times the work, one such lookup at a time; to check what the bounded search may have missed. */
                    readonly exact?: "true" | "false";
                    /** @description Ids that must not appear, e.g. what the page shows already. */
                    readonly exclude?: readonly string[];
                    /** @description Say of each related item which shared terms contributed how much. */
                    readonly explain?: "true" | "false";
                    /** @description How to fill up a box when too little is related. Such items carry `source: fallback`. */
                    readonly fallback?: "none" | "latest" | "section";
                    /** @description Days between two publication dates after which closeness counts half. 0: age does not count. */
                    readonly halfLifeDays?: number;
                    /** @description Only articles in one of these languages. Without it an article relates within its own; with another one by the names and numbers that both write alike. */
                    readonly language?: readonly string[];
                    /** @description Items in the box. */
                    readonly limit?: number;
                    /** @description Below this relevance an article is not called related. */
                    readonly minScore?: number;
                    /** @description Name of a stored placement: its wishes count where this request has none of its own. One that does not exist is refused. */
                    readonly placement?: string;
                    /** @description Only articles of one of these sections. */
                    readonly section?: readonly string[];
                    /** @description Only articles published at or after this moment. */
                    readonly since?: string;
                    /** @description Only articles with one of these tags. */
                    readonly tag?: readonly string[];
                    /** @description Only articles published at or before this moment. */
                    readonly until?: string;
                    /** @description Address of the page. Scheme, `www.`, trailing slash, fragment and tracking parameters do not matter. */
                    readonly url: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The box */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Box"];
                    };
                };
                /** @description Unchanged since the ETag in If-None-Match */
                readonly 304: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A parameter breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such article */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The service is not ready yet */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * The box beside a text that is not stored, or all boxes of a page
         * @description A draft gets one box. `{"boxes": […]}` with 1 to 20 lookups gets as many answers in their order, without an article twice; a bad one gets a problem in its place and leaves the others as they are.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["Draft"] | components["schemas"]["Page"];
                };
            };
            readonly responses: {
                /** @description The box, or the boxes */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Box"] | components["schemas"]["PageAnswer"];
                    };
                };
                /** @description A field breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                readonly 413: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is not JSON */
                readonly 415: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The service is not ready yet */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/rules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The rules, by id
         * @description Needs the scope `rules`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description Only those that are in force now, or that are not. */
                    readonly active?: "true" | "false";
                    /** @description Only rules that name this article. */
                    readonly article?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description All that are not deleted */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly rules: readonly components["schemas"]["Rule"][];
                        };
                    };
                };
                /** @description A field breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Without a configured key only this machine may do it */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/rules/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Write a rule, new or over the one with its id
         * @description In force in the next request here, and within a second on every replica. Where rules meet, the order is: what may not appear at all (expired, unpublished, the article itself, the request's filter), then `exclude`, `block`, `pin`, then `boost` and `bury`.
         *
         *     Of boosts and buries one rule decides for an article, as of pins for one slot: the more specific target first (article, tag, section, source, language), then the more specific `beside` (in the same order, everywhere last), then the one written later. The losing pin takes the next free slot. A pin needs no relevance and passes every threshold, but nothing of the first three. At most 10000 rules, 200 boosts and buries among them.
         *
         *     Needs the scope `rules`.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @description Chosen by whoever writes the rule. */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["RuleFields"];
                };
            };
            readonly responses: {
                /** @description The rule */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Rule"];
                    };
                };
                /** @description A field breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Without a configured key only this machine may do it */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                readonly 413: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is not JSON */
                readonly 415: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly post?: never;
        /**
         * Delete a rule; undo brings it back
         * @description Needs the scope `rules`.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @description Chosen by whoever writes the rule. */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description It is gone */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A field breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Without a configured key only this machine may do it */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There is no such rule */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/rules/{id}/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The latest hundred versions of a rule, newest first
         * @description Needs the scope `rules`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @description Chosen by whoever writes the rule. */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Its versions */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly rules: readonly components["schemas"]["Rule"][];
                        };
                    };
                };
                /** @description A field breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Without a configured key only this machine may do it */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There never was such a rule */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/rules/{id}/undo": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take the latest step back: writing, changing, deleting, or an undo
         * @description Needs the scope `rules`.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @description Chosen by whoever writes the rule. */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The rule as it is then; `isDeleted` when the step back is to no rule */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Rule"];
                    };
                };
                /** @description A field breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key is needed */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Without a configured key only this machine may do it */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description There never was such a rule */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who am I, and what may I do? */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description The holder */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description The key is unknown, expired or revoked */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The keys are not read yet */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Exchange a key for a cookie
         * @description For pages of this service. The cookie `kn_session` holds for 8 hours, is never readable by scripts and only sent by this service's own pages. It ends with its key.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["SessionKey"];
                };
            };
            readonly responses: {
                /** @description The holder */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description A field breaks a rule */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key is unknown, expired or revoked */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is too large */
                readonly 413: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is not JSON */
                readonly 415: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The keys are not read yet */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Drop the cookie */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description It is gone */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The key is unknown, expired or revoked */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description With a session, changes are taken from this service's own pages only */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The keys are not read yet */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/webhooks/{system}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A post was published, changed or taken down
         * @description As the WordPress plugin sends it (`X-Kindred-Signature: t=SECONDS, v1=HEX`, HMAC-SHA256 of `SECONDS.BODY` with the `WEBHOOK_SECRET`), or Ghost (`X-Ghost-Signature`). A signature holds for five minutes. A message that comes again changes nothing: what is older than what is stored is `outdated`.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly system: "wordpress" | "ghost";
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly [key: string]: unknown;
                    };
                };
            };
            readonly responses: {
                /** @description Taken */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["PushResult"];
                    };
                };
                /** @description It is none of the messages that the system sends */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The signature is wrong, or too old */
                readonly 401: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The service has no `WEBHOOK_SECRET` */
                readonly 403: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such system is known */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The URL belongs to another article */
                readonly 409: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The message is too large */
                readonly 413: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is compressed */
                readonly 415: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The database is not there; try again */
                readonly 503: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/websub/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A WebSub hub asks whether we want to hear of a feed
         * @description W3C WebSub §5.3. Confirmed is only what this service asked for.
         */
        readonly get: {
            readonly parameters: {
                readonly query: {
                    readonly "hub.challenge"?: string;
                    readonly "hub.lease_seconds"?: string;
                    readonly "hub.mode": string;
                    readonly "hub.topic": string;
                };
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Yes: the challenge */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/plain": string;
                    };
                };
                /** @description A parameter is missing */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Nobody asked for it */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * A WebSub hub says that a feed has changed
         * @description W3C WebSub §7. The feed is then read from its own address at once. What is not signed as agreed is answered alike and does nothing.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Heard */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The address is none of a callback */
                readonly 400: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Nobody asked for it */
                readonly 404: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description It is too large */
                readonly 413: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The body is compressed */
                readonly 415: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests; Retry-After says when to come back */
                readonly 429: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Article: {
            readonly author?: string | null;
            /** @default  */
            readonly body?: string;
            /** @default false */
            readonly evergreen?: boolean;
            readonly excerpt?: string | null;
            readonly expiresAt?: string | null;
            /**
             * @description The publisher's own id.
             * @example story-4711
             */
            readonly id: string;
            readonly image?: string | null;
            readonly language?: string | null;
            readonly modifiedAt?: string | null;
            readonly publishedAt?: string | null;
            readonly section?: string | null;
            /** @default [] */
            readonly tags?: readonly string[];
            readonly title: string;
            readonly url?: string | null;
        };
        readonly ArticleFields: {
            readonly author?: string | null;
            /** @default  */
            readonly body?: string;
            /** @default false */
            readonly evergreen?: boolean;
            readonly excerpt?: string | null;
            readonly expiresAt?: string | null;
            readonly image?: string | null;
            readonly language?: string | null;
            readonly modifiedAt?: string | null;
            readonly publishedAt?: string | null;
            readonly section?: string | null;
            /** @default [] */
            readonly tags?: readonly string[];
            readonly title: string;
            readonly url?: string | null;
        };
        readonly Audit: {
            readonly entries: readonly {
                /** @example article.delete */
                readonly action: string;
                /** @description Id of a key, `admin key`, `loopback` or `command`. */
                readonly actor: string;
                /** Format: date-time */
                readonly at: string;
                readonly id: number;
                /** @example 200 created=3 refused=1 */
                readonly outcome: string;
                readonly target: string;
            }[];
            /** @description `before` of the next page; null when this is the last. */
            readonly next: number | null;
        };
        readonly Box: {
            /**
             * @description Of an empty box, the first that applies. `no-terms`: the article has no word to compare by. `excluded-by-rules`, `filtered`: without the rules or the filter there would be something. `only-copies`: the same text. `below-threshold`: too weak. `nothing-related`: no word shared.
             * @enum {string}
             */
            readonly emptyBecause?: "no-terms" | "excluded-by-rules" | "filtered" | "only-copies" | "below-threshold" | "nothing-related";
            /** @description The index generation that answered. */
            readonly generation: number;
            /**
             * Format: date-time
             * @description When the latest change became visible in this answer.
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly indexedAt: string;
            readonly items: readonly components["schemas"]["Item"][];
            /**
             * @description The placement's.
             * @enum {string}
             */
            readonly layout?: "list" | "cards" | "strip";
            /**
             * @description `ok`: full of related and pinned articles. `partial`: fewer than asked for, or filled up by the fallback. `empty`: nothing. `pending`: the article is stored but not in the index yet.
             * @enum {string}
             */
            readonly status: "ok" | "partial" | "empty" | "pending";
        };
        readonly BulkResult: {
            readonly counts: {
                readonly created: number;
                readonly outdated: number;
                readonly refused: number;
                readonly unchanged: number;
                readonly updated: number;
            };
            readonly results: readonly {
                readonly code?: string;
                readonly detail?: string;
                readonly field?: string;
                readonly id: string | null;
                /** @description 0-based place in the request. */
                readonly index: number;
                /** @enum {string} */
                readonly status: "created" | "updated" | "unchanged" | "outdated" | "refused";
            }[];
        };
        readonly CollectionMap: {
            readonly isWhole: boolean;
            readonly labels: readonly {
                readonly text: string;
                readonly x: number;
                readonly y: number;
            }[];
            readonly points: readonly {
                readonly id: string;
                readonly section: string | null;
                readonly title: string;
                readonly x: number;
                readonly y: number;
            }[];
        };
        readonly CreatedKey: {
            /** Format: date-time */
            readonly createdAt: string;
            /** Format: date-time */
            readonly expiresAt: string | null;
            readonly id: string;
            /** @description The whole key. It is never shown again. */
            readonly key: string;
            /** Format: date */
            readonly lastUsedOn: string | null;
            readonly name: string;
            /** Format: date-time */
            readonly revokedAt: string | null;
            readonly scopes: readonly ("read" | "write" | "rules" | "admin")[];
        };
        readonly Draft: {
            /** @default  */
            readonly body?: string;
            readonly breadth?: number;
            readonly diversity?: number;
            readonly exclude?: readonly string[];
            readonly explain?: boolean;
            /** @enum {string} */
            readonly fallback?: "none" | "latest" | "section";
            readonly halfLifeDays?: number;
            readonly language?: string | null;
            readonly limit?: number;
            readonly minScore?: number;
            readonly placement?: string;
            /** @description For `fallback: section`. */
            readonly section?: string | null;
            readonly sections?: readonly string[];
            /** Format: date-time */
            readonly since?: string;
            readonly tags?: readonly string[];
            /** @default  */
            readonly title?: string;
            /** Format: date-time */
            readonly until?: string;
        };
        readonly Explanation: {
            /** @description Factor for distance in time. */
            readonly age: number;
            /** @description What diversity took off in the order of the box; the score is without it. */
            readonly diversity: number;
            /** @description Part of the words that their neighbours share. */
            readonly expanded: number;
            /** @description Factor of the editors' boost or bury, 1 without one. */
            readonly factor: number;
            /** @description Part of the articles' own words. */
            readonly own: number;
            /** @description They add up to the score: score = (own + expanded) · age · factor. */
            readonly parts: {
                readonly age: number;
                readonly expanded: number;
                readonly own: number;
                readonly rule: number;
            };
            /** @description All further shared terms. With `terms` they add up to own + expanded. */
            readonly rest: {
                readonly contribution: number;
                readonly terms: number;
            };
            /** @description Id of the rule that pinned or weighed it. */
            readonly rule: string | null;
            /**
             * @description The whole in words and numbers.
             * @example Both speak of “Zelenskyy”, “missile” and 12 more terms. Score 0.214: 0.102 from their own words, 0.126 from the words of similar articles, −0.014 for distance in time.
             */
            readonly sentence: string;
            /** @description The strongest shared terms, at most ten. */
            readonly terms: readonly {
                readonly contribution: number;
                readonly term: string;
            }[];
            /**
             * @description `written`: terms as the articles write them. `stems`: the database did not answer.
             * @enum {string}
             */
            readonly wording: "written" | "stems";
        };
        readonly Following: {
            readonly created: number;
            /** @enum {string|null} */
            readonly kind: "wordpress" | "feed" | "sitemap" | "page" | null;
            /** @description Articles that came of it. */
            readonly known: number;
            readonly lastError: string | null;
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly lastPassAt: string | null;
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly nextPassAt: string | null;
            readonly passes: number;
            /** @enum {string} */
            readonly phase: "starting" | "reading" | "waiting" | "failing" | "stopped";
            readonly refused: number;
            readonly removed: number;
            /** @description Its address, without its query. */
            readonly source: string;
            readonly updated: number;
        };
        readonly Found: {
            readonly author: string | null;
            readonly id: string;
            readonly language: string;
            /** Format: date-time */
            readonly publishedAt: string | null;
            readonly section: string | null;
            readonly title: string;
            readonly url: string | null;
        };
        readonly Furniture: {
            readonly lines: readonly {
                /** @description Of the articles that were looked at, so many have it. */
                readonly articles: number;
                readonly language: string;
                readonly text: string;
            }[];
        };
        readonly Health: {
            readonly articles: number;
            /** @enum {string} */
            readonly database: "postgres" | "embedded";
            /**
             * @description Lookups are answered without it.
             * @enum {string}
             */
            readonly db: "up" | "down";
            readonly following?: readonly components["schemas"]["Following"][];
            readonly generation: number | null;
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly indexedAt: string | null;
            readonly ready: boolean;
            readonly reason?: string;
            /** @description The index may lack what was stored in the last `syncLagSeconds`. */
            readonly stale: boolean;
            readonly syncLagSeconds: number | null;
        };
        readonly Item: {
            readonly author: string | null;
            /**
             * @description About fifteen words, cut at a word.
             * @example Three people were killed and nine others were injured after a Russian…
             */
            readonly excerpt: string;
            readonly explanation?: components["schemas"]["Explanation"];
            readonly id: string;
            readonly image: string | null;
            /**
             * @description `und` when unknown.
             * @example en
             */
            readonly language: string;
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly publishedAt: string | null;
            /** @description Relevance, above 1 only where a rule boosts it; 0 for a fallback. */
            readonly score: number;
            readonly section: string | null;
            /** @enum {string} */
            readonly source: "related" | "pinned" | "fallback";
            readonly title: string;
            readonly url: string | null;
        };
        readonly Key: {
            /** Format: date-time */
            readonly createdAt: string;
            /** Format: date-time */
            readonly expiresAt: string | null;
            readonly id: string;
            /** Format: date */
            readonly lastUsedOn: string | null;
            readonly name: string;
            /** Format: date-time */
            readonly revokedAt: string | null;
            readonly scopes: readonly ("read" | "write" | "rules" | "admin")[];
        };
        readonly KeyWish: {
            /** @description Default: never. */
            readonly expiresInDays?: number;
            /**
             * @description Whose it is.
             * @example CMS
             */
            readonly name: string;
            /**
             * @description `write` and `rules` include `read`; `admin` includes all.
             * @example [
             *       "write"
             *     ]
             */
            readonly scopes: readonly ("read" | "write" | "rules" | "admin")[];
        };
        readonly Label: {
            readonly a: string;
            readonly author: string;
            readonly b: string;
            readonly gain: number;
            /** Format: date-time */
            readonly labelledAt: string;
        };
        readonly LabelFields: {
            /** @description 1 related … 0 not. */
            readonly gain: number;
        };
        readonly Page: {
            /** @description The parameters of a lookup, with `id` or `url`. A text stands for any value. */
            readonly boxes: readonly ({
                /** @description 0 same story … 1 same subject. */
                readonly breadth?: number;
                /** @description 0 pure relevance … 1 as different from each other as can be. */
                readonly diversity?: number;
                /**
                 * @description Compare every article instead of those that promise most. Some hundred times the work, one such lookup at a time; to check what the bounded search may have missed.
                 * @default false
                 * @enum {string}
                 */
                readonly exact?: "true" | "false";
                /** @description Ids that must not appear, e.g. what the page shows already. */
                readonly exclude?: readonly string[];
                /**
                 * @description Say of each related item which shared terms contributed how much.
                 * @default false
                 * @enum {string}
                 */
                readonly explain?: "true" | "false";
                /**
                 * @description How to fill up a box when too little is related. Such items carry `source: fallback`.
                 * @default none
                 * @enum {string}
                 */
                readonly fallback?: "none" | "latest" | "section";
                /** @description Days between two publication dates after which closeness counts half. 0: age does not count. */
                readonly halfLifeDays?: number;
                /**
                 * @description The publisher's own id.
                 * @example story-4711
                 */
                readonly id: string;
                /** @description Only articles in one of these languages. Without it an article relates within its own; with another one by the names and numbers that both write alike. */
                readonly language?: readonly string[];
                /**
                 * @description Items in the box.
                 * @default 4
                 */
                readonly limit?: number;
                /** @description Below this relevance an article is not called related. */
                readonly minScore?: number;
                /**
                 * @description Name of a stored placement: its wishes count where this request has none of its own. One that does not exist is refused.
                 * @example article-foot
                 */
                readonly placement?: string;
                /** @description Only articles of one of these sections. */
                readonly section?: readonly string[];
                /**
                 * @description Only articles published at or after this moment.
                 * @example 2024-04-29
                 */
                readonly since?: string;
                /** @description Only articles with one of these tags. */
                readonly tag?: readonly string[];
                /**
                 * @description Only articles published at or before this moment.
                 * @example 2024-04-29
                 */
                readonly until?: string;
            } | {
                /** @description 0 same story … 1 same subject. */
                readonly breadth?: number;
                /** @description 0 pure relevance … 1 as different from each other as can be. */
                readonly diversity?: number;
                /**
                 * @description Compare every article instead of those that promise most. Some hundred times the work, one such lookup at a time; to check what the bounded search may have missed.
                 * @default false
                 * @enum {string}
                 */
                readonly exact?: "true" | "false";
                /** @description Ids that must not appear, e.g. what the page shows already. */
                readonly exclude?: readonly string[];
                /**
                 * @description Say of each related item which shared terms contributed how much.
                 * @default false
                 * @enum {string}
                 */
                readonly explain?: "true" | "false";
                /**
                 * @description How to fill up a box when too little is related. Such items carry `source: fallback`.
                 * @default none
                 * @enum {string}
                 */
                readonly fallback?: "none" | "latest" | "section";
                /** @description Days between two publication dates after which closeness counts half. 0: age does not count. */
                readonly halfLifeDays?: number;
                /** @description Only articles in one of these languages. Without it an article relates within its own; with another one by the names and numbers that both write alike. */
                readonly language?: readonly string[];
                /**
                 * @description Items in the box.
                 * @default 4
                 */
                readonly limit?: number;
                /** @description Below this relevance an article is not called related. */
                readonly minScore?: number;
                /**
                 * @description Name of a stored placement: its wishes count where this request has none of its own. One that does not exist is refused.
                 * @example article-foot
                 */
                readonly placement?: string;
                /** @description Only articles of one of these sections. */
                readonly section?: readonly string[];
                /**
                 * @description Only articles published at or after this moment.
                 * @example 2024-04-29
                 */
                readonly since?: string;
                /** @description Only articles with one of these tags. */
                readonly tag?: readonly string[];
                /**
                 * @description Only articles published at or before this moment.
                 * @example 2024-04-29
                 */
                readonly until?: string;
                /**
                 * @description Address of the page. Scheme, `www.`, trailing slash, fragment and tracking parameters do not matter.
                 * @example https://www.harbourpost.example/world/nato-allies?utm_source=mail
                 */
                readonly url: string;
            })[];
        };
        readonly PageAnswer: {
            /** @description For each box its answer, or the problem with it. */
            readonly boxes: readonly (components["schemas"]["Box"] | components["schemas"]["Problem"])[];
        };
        readonly Placement: {
            readonly breadth?: number;
            readonly diversity?: number;
            /** @enum {string} */
            readonly fallback?: "none" | "latest" | "section";
            readonly halfLifeDays?: number;
            readonly languages?: readonly string[];
            /**
             * @description How the page shows it; given back with the box.
             * @enum {string}
             */
            readonly layout?: "list" | "cards" | "strip";
            readonly limit?: number;
            readonly minScore?: number;
            readonly name: string;
            /** @description Only articles of the article's own section, where it has one. `sections` counts more. */
            readonly sameSection?: boolean;
            readonly sections?: readonly string[];
            readonly tags?: readonly string[];
        };
        readonly PlacementFields: {
            readonly breadth?: number;
            readonly diversity?: number;
            /** @enum {string} */
            readonly fallback?: "none" | "latest" | "section";
            readonly halfLifeDays?: number;
            readonly languages?: readonly string[];
            /**
             * @description How the page shows it; given back with the box.
             * @enum {string}
             */
            readonly layout?: "list" | "cards" | "strip";
            readonly limit?: number;
            readonly minScore?: number;
            /** @description Only articles of the article's own section, where it has one. `sections` counts more. */
            readonly sameSection?: boolean;
            readonly sections?: readonly string[];
            readonly tags?: readonly string[];
        };
        /** @description RFC 9457 problem document (`application/problem+json`). */
        readonly Problem: {
            /** @enum {string} */
            readonly code: "invalid" | "unauthorized" | "forbidden" | "not_found" | "method_not_allowed" | "url_taken" | "busy" | "no_previous" | "locked" | "outdated" | "too_large" | "unsupported_media" | "too_many" | "too_busy" | "config" | "unverified" | "internal" | "disk_full" | "unavailable" | "overloaded" | "index_full";
            /** @example limit must be at most 50, got "51" */
            readonly detail: string;
            /** @description Every broken rule, where there are several. */
            readonly errors?: readonly {
                readonly field: string;
                readonly message: string;
            }[];
            /** @description Dotted path of the field at fault. */
            readonly field?: string;
            readonly status: number;
            readonly title: string;
            /**
             * @description Where the problem is described.
             * @example /docs/api#problem-invalid
             */
            readonly type: string;
        };
        readonly PushResult: {
            readonly id: string;
            /**
             * @description `outdated`: a later version is stored, and stays. `absent`: what should be taken out was not there.
             * @enum {string}
             */
            readonly status: "created" | "updated" | "unchanged" | "outdated" | "deleted" | "absent";
        };
        readonly PutResult: {
            readonly id: string;
            /** @enum {string} */
            readonly status: "created" | "updated" | "unchanged";
        };
        readonly Reindex: {
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly activatedAt: string | null;
            readonly done: number;
            readonly generation: number;
            readonly reason: string | null;
            readonly stage: string;
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly startedAt: string;
            /** @enum {string} */
            readonly status: "building" | "active" | "retired" | "failed";
            readonly total: number;
        };
        readonly Rule: {
            /** @enum {string} */
            readonly action: "pin" | "block" | "exclude" | "boost" | "bury";
            readonly author: string | null;
            readonly beside: {
                /** @enum {string} */
                readonly kind: "article" | "tag" | "section" | "source" | "language";
                readonly name: string;
            } | null;
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly endsAt: string | null;
            readonly factor: number | null;
            readonly id: string;
            readonly isDeleted: boolean;
            readonly mutual: boolean;
            readonly reason: string | null;
            /** @description Grows with every change of any rule. */
            readonly revision: number;
            readonly slot: number | null;
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly startsAt: string | null;
            readonly target: {
                /** @enum {string} */
                readonly kind: "article" | "tag" | "section" | "source" | "language";
                readonly name: string;
            };
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly writtenAt: string;
        };
        readonly RuleFields: {
            /**
             * @description `exclude`: in no box. `block`: not beside each other. `pin`: in its slot. `boost`, `bury`: relevance times the factor. Where rules meet, this is their order; the reference of the rules says more.
             * @enum {string}
             */
            readonly action: "pin" | "block" | "exclude" | "boost" | "bury";
            /** @description Who decided it. */
            readonly author?: string | null;
            /** @description Where it applies: beside what. Absent: everywhere. A block needs one, an exclusion has none. */
            readonly beside?: {
                /** @enum {string} */
                readonly kind: "article" | "tag" | "section" | "source" | "language";
                /**
                 * @description An article's id, a section, a tag, a host such as `news.example` (without `www.`) or a language code.
                 * @example story-4711
                 */
                readonly name: string;
            } | null;
            /** @description In force before this moment; absent: for ever. */
            readonly endsAt?: string | null;
            /** @description Of a boost above 1 (default 2), of a bury below 1 (default 0.5). */
            readonly factor?: number | null;
            /**
             * @description Of a block: also the other way round, `beside` not beside `target`.
             * @default true
             */
            readonly mutual?: boolean;
            /** @description Why, for colleagues. */
            readonly reason?: string | null;
            /** @description Of a pin: its place in the box, default 1. A box with fewer places leaves it out. */
            readonly slot?: number | null;
            /** @description In force from this moment on; absent: at once. */
            readonly startsAt?: string | null;
            /** @description What is shown or not. A pin is of one article. */
            readonly target: {
                /** @enum {string} */
                readonly kind: "article" | "tag" | "section" | "source" | "language";
                /**
                 * @description An article's id, a section, a tag, a host such as `news.example` (without `www.`) or a language code.
                 * @example story-4711
                 */
                readonly name: string;
            };
        };
        readonly Session: {
            /** @description Name of the key; null: nobody. */
            readonly holder: string | null;
            readonly scopes: readonly ("read" | "write" | "rules" | "admin")[];
        };
        readonly SessionKey: {
            readonly key: string;
        };
        readonly StoredArticle: {
            /** @description Given or detected; `und` when unknown. */
            readonly analysisLanguage: string;
            readonly author: string | null;
            readonly body: string;
            readonly evergreen: boolean;
            readonly excerpt: string | null;
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly expiresAt: string | null;
            readonly id: string;
            readonly image: string | null;
            /** @description As given. */
            readonly language: string | null;
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly modifiedAt: string | null;
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly publishedAt: string | null;
            readonly revision: number;
            readonly section: string | null;
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly storedAt: string;
            readonly tags: readonly string[];
            readonly title: string;
            readonly url: string | null;
        };
        readonly Survey: {
            /** @description Boxes that were looked at. */
            readonly boxes: number;
            readonly empty: number;
            /** @description With at least one item. */
            readonly filled: number;
            readonly full: number;
            /** @description Whether all boxes were looked at, not a sample of them. */
            readonly isWhole: boolean;
            readonly limit: number;
            readonly mostShown: readonly {
                readonly article: components["schemas"]["Found"];
                readonly boxes: number;
            }[];
            readonly shown: {
                readonly bins: readonly {
                    readonly articles: number;
                    readonly from: number;
                    readonly to: number;
                }[];
                /** @description 0 all are shown alike … towards 1: one is in every box. */
                readonly gini: number;
                /** @description Boxes that an article is in. */
                readonly mean: number;
                /** @description In no box. Means something of whole collections only. */
                readonly never: number;
                readonly skewness: number;
            };
            readonly without: readonly {
                readonly article: components["schemas"]["Found"];
                /** @enum {string} */
                readonly because: "no-terms" | "excluded-by-rules" | "filtered" | "only-copies" | "below-threshold" | "nothing-related";
            }[];
            readonly withoutCount: number;
        };
        readonly Why: {
            readonly explanation: components["schemas"]["Explanation"];
            readonly id: string;
            readonly inBox: boolean;
            readonly other: string;
            /** @description Its place in the box, from 1. */
            readonly place: number | null;
            readonly score: number;
            /** @enum {string|null} */
            readonly source: "related" | "pinned" | "fallback" | null;
            readonly whyNot: {
                /** @description The article whose text it repeats. */
                readonly copyOf?: string;
                /** @description Its place by score among all that may appear. */
                readonly rank?: number;
                /**
                 * @description The first that applies, in this order. `overlooked`: the bounded search did not meet an article that belongs into the box.
                 * @enum {string}
                 */
                readonly reason: "same-article" | "rule" | "other-language" | "filter" | "expired" | "not-published" | "nothing-shared" | "copy" | "below-threshold" | "diversity" | "beaten" | "overlooked";
                /** @description The rule that keeps it out. */
                readonly rule?: string;
                readonly sentence: string;
            } | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
