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
        readonly get?: never;
        readonly put?: never;
        /**
         * Store many articles
         * @description A JSON array of at most 500 articles and 5000000 bytes, or NDJSON (`application/x-ndjson`), one article a line, read as a stream of at most 100000 lines. Each item gets its own result; a bad one does not spoil the rest. A result is given once the article is durable.
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
                /** @description The body is neither JSON nor NDJSON */
                readonly 415: {
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
        /** One article as it is stored */
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
                /** @description There is no such article */
                readonly 404: {
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
                /** @description Without a configured key only this machine may write */
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
        /** Take an article out of all boxes */
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
                /** @description Without a configured key only this machine may write */
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
                    /** @description Ids that must not appear, e.g. what the page shows already. */
                    readonly exclude?: readonly string[];
                    /** @description Say of each related item which shared terms contributed how much. */
                    readonly explain?: "true" | "false";
                    /** @description How to fill up a box when too little is related. Such items carry `source: fallback`. */
                    readonly fallback?: "none" | "latest" | "section";
                    /** @description Above the box. */
                    readonly heading?: string;
                    /** @description Where pictures are, for a site that knows better than the stored articles: an address with `{id}` in it. */
                    readonly image?: string;
                    /** @description Only articles in one of these languages. Articles relate within a language anyway. */
                    readonly language?: readonly string[];
                    /** @description As the attribute of `<related-articles>`. */
                    readonly layout?: "list" | "cards" | "strip";
                    /** @description Items in the box. */
                    readonly limit?: number;
                    /** @description Where stories are, for a site that knows better than the stored articles: an address with `{id}` in it. */
                    readonly link?: string;
                    /** @description Below this relevance an article is not called related. */
                    readonly minScore?: number;
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
                    /** @description Ids that must not appear, e.g. what the page shows already. */
                    readonly exclude?: readonly string[];
                    /** @description Say of each related item which shared terms contributed how much. */
                    readonly explain?: "true" | "false";
                    /** @description How to fill up a box when too little is related. Such items carry `source: fallback`. */
                    readonly fallback?: "none" | "latest" | "section";
                    /** @description Only articles in one of these languages. Articles relate within a language anyway. */
                    readonly language?: readonly string[];
                    /** @description Items in the box. */
                    readonly limit?: number;
                    /** @description Below this relevance an article is not called related. */
                    readonly minScore?: number;
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
                    /** @description Ids that must not appear, e.g. what the page shows already. */
                    readonly exclude?: readonly string[];
                    /** @description Say of each related item which shared terms contributed how much. */
                    readonly explain?: "true" | "false";
                    /** @description How to fill up a box when too little is related. Such items carry `source: fallback`. */
                    readonly fallback?: "none" | "latest" | "section";
                    /** @description Above the box. */
                    readonly heading?: string;
                    /** @description Where pictures are, for a site that knows better than the stored articles: an address with `{id}` in it. */
                    readonly image?: string;
                    /** @description Only articles in one of these languages. Articles relate within a language anyway. */
                    readonly language?: readonly string[];
                    /** @description As the attribute of `<related-articles>`. */
                    readonly layout?: "list" | "cards" | "strip";
                    /** @description Items in the box. */
                    readonly limit?: number;
                    /** @description Where stories are, for a site that knows better than the stored articles: an address with `{id}` in it. */
                    readonly link?: string;
                    /** @description Below this relevance an article is not called related. */
                    readonly minScore?: number;
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
    readonly "/v1/reindex": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How far is the newest generation? */
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
                /** @description There is no generation yet */
                readonly 404: {
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
                /** @description Without a configured key only this machine may write */
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
                    /** @description Ids that must not appear, e.g. what the page shows already. */
                    readonly exclude?: readonly string[];
                    /** @description Say of each related item which shared terms contributed how much. */
                    readonly explain?: "true" | "false";
                    /** @description How to fill up a box when too little is related. Such items carry `source: fallback`. */
                    readonly fallback?: "none" | "latest" | "section";
                    /** @description Only articles in one of these languages. Articles relate within a language anyway. */
                    readonly language?: readonly string[];
                    /** @description Items in the box. */
                    readonly limit?: number;
                    /** @description Below this relevance an article is not called related. */
                    readonly minScore?: number;
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
        readonly Box: {
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
             * @description `ok`: full of related articles. `partial`: fewer than asked for, or filled up by the fallback. `empty`: nothing. `pending`: the article is stored but not in the index yet.
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
        readonly Draft: {
            /** @default  */
            readonly body?: string;
            readonly breadth?: number;
            readonly diversity?: number;
            readonly exclude?: readonly string[];
            readonly explain?: boolean;
            /** @enum {string} */
            readonly fallback?: "none" | "latest" | "section";
            readonly language?: string | null;
            readonly limit?: number;
            readonly minScore?: number;
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
            /** @description Factor for distance in time. score = (own + expanded) · age. */
            readonly age: number;
            /** @description Part of the words that their neighbours share. */
            readonly expanded: number;
            /** @description Part of the articles' own words. */
            readonly own: number;
            readonly terms: readonly {
                readonly contribution: number;
                readonly term: string;
            }[];
        };
        readonly Health: {
            readonly articles: number;
            /** @enum {string} */
            readonly database: "postgres" | "embedded";
            readonly generation: number | null;
            /**
             * Format: date-time
             * @example 2024-04-29T14:10:00.000Z
             */
            readonly indexedAt: string | null;
            readonly ready: boolean;
            readonly reason?: string;
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
            /** @description Relevance; 0 for a fallback. */
            readonly score: number;
            readonly section: string | null;
            /** @enum {string} */
            readonly source: "related" | "fallback";
            readonly title: string;
            readonly url: string | null;
        };
        readonly Page: {
            /** @description The parameters of a lookup, with `id` or `url`. A text stands for any value. */
            readonly boxes: readonly ({
                /** @description 0 same story … 1 same subject. */
                readonly breadth?: number;
                /** @description 0 pure relevance … 1 as different from each other as can be. */
                readonly diversity?: number;
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
                /**
                 * @description The publisher's own id.
                 * @example story-4711
                 */
                readonly id: string;
                /** @description Only articles in one of these languages. Articles relate within a language anyway. */
                readonly language?: readonly string[];
                /**
                 * @description Items in the box.
                 * @default 4
                 */
                readonly limit?: number;
                /** @description Below this relevance an article is not called related. */
                readonly minScore?: number;
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
                /** @description Only articles in one of these languages. Articles relate within a language anyway. */
                readonly language?: readonly string[];
                /**
                 * @description Items in the box.
                 * @default 4
                 */
                readonly limit?: number;
                /** @description Below this relevance an article is not called related. */
                readonly minScore?: number;
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
        /** @description RFC 9457 problem document (`application/problem+json`). */
        readonly Problem: {
            /** @enum {string} */
            readonly code: "invalid" | "unauthorized" | "forbidden" | "not_found" | "method_not_allowed" | "url_taken" | "busy" | "no_previous" | "locked" | "outdated" | "too_large" | "unsupported_media" | "config" | "unverified" | "internal" | "unavailable";
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
             * @example /docs#problem-invalid
             */
            readonly type: string;
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
