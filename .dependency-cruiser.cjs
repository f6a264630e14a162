/** Which folder may import which? The table of ARCHITECTURE.md, a reason for each rule. */

/** folder → the folders of ours that it may import, and why not more. */
const MAY_IMPORT = {
  article: [[], 'everything speaks of articles, so articles speak of nothing else'],
  fetching: [['article'], 'something is fetched safely and politely, whatever it is'],
  sources: [
    ['article', 'fetching', 'threads'],
    'a format becomes articles and knows nothing of what happens to them',
  ],
  text: [['article'], 'terms come from text alone, whatever is done with them'],
  vectors: [
    ['article', 'engine'],
    'weights come from counts, in the form that the engine compares; where the counts come from is not their business',
  ],
  serving: [[], 'connections are watched without knowing what goes over them'],
  threads: [[], 'a thread is started without knowing what it does'],
  engine: [[], 'nearest vectors are found without knowing what they stand for'],
  box: [['article', 'vectors'], 'what the reader sees is decided from values, without waiting for anything'],
  access: [[], 'who may do what, and how fast, is decided from values'],
  database: [['access', 'article', 'threads'], 'stored things are read and written as plain data'],
  service: [
    ['access', 'article', 'sources', 'text', 'vectors', 'engine', 'box', 'database', 'threads', 'evaluation'],
    'use cases join all that is above, and know nothing of HTTP',
  ],
  http: [
    ['access', 'article', 'box', 'database', 'service', 'widget', 'studio', 'docs'],
    'HTTP calls use cases and serves widget, studio and documentation; of box and database it sees types only',
  ],
  evaluation: [['article'], 'figures come from lists and labels, whatever made the lists'],
  widget: [[], 'the box knows the service by its JSON only'],
  studio: [['client'], 'the studio knows the service by its OpenAPI document only, as a client does'],
  client: [[], 'the client knows the service by its OpenAPI document only, and runs in browsers too'],
  docs: [[], 'Markdown becomes pages, whoever serves them'],
  demo: [['article'], 'the demo is a customer: it meets the service over HTTP only'],
};

const folderRules = Object.entries(MAY_IMPORT).map(([folder, [allowed, comment]]) => ({
  name: `${folder}-imports`,
  severity: 'error',
  comment,
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    {
      name: 'http-sees-types-only',
      severity: 'error',
      comment: 'box and database give HTTP the shapes of values; behaviour comes through the service',
      from: { path: '^src/http/' },
      to: { path: '^src/(box|database)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'a cycle has no first file to read',
      from: {},
      to: { circular: true },
    },
    {
      name: 'natural-by-deep-modules',
      severity: 'error',
      comment: "natural's root loads mongoose, pg, redis and WordNet: seconds and over 100 MB",
      from: {},
      to: { path: 'node_modules/natural/lib/natural/index\\.js$' },
    },
    {
      name: 'no-development-packages',
      severity: 'error',
      comment: 'the image holds production packages only; widget and studio are bundled before',
      from: { path: '^src/', pathNot: '^src/(widget|studio)/bundle\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'declared-packages-only',
      severity: 'error',
      comment: 'a package that another one happens to bring can vanish with its next version',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'an import leads somewhere',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
