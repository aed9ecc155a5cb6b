/** The layers of src and what each may import. Arrows go one way. */
const layers = {
  'engine/loop': [],
  'engine/recorder': ['engine/loop'],
  'engine/program': ['engine/loop', 'engine/recorder'],
  'engine/measure': [],
  'engine/process': [],
  'engine/contender': [],
  'engine/workload/kinds': [],
  'engine/spec': ['engine/contender', 'engine/workload/kinds'],
  'engine/result': ['engine/contender', 'engine/spec', 'engine/measure'],
  'engine/analysis': ['engine/contender', 'engine/spec', 'engine/result', 'engine/measure'],
  'engine/workload': ['engine/loop', 'engine/measure', 'engine/process', 'engine/spec'],
  'engine/thread': [
    'engine/loop',
    'engine/measure',
    'engine/contender',
    'engine/workload',
    'engine/spec',
  ],
  'engine/run': [
    'engine/loop',
    'engine/measure',
    'engine/process',
    'engine/workload',
    'engine/contender',
    'engine/thread',
    'engine/spec',
    'engine/result',
    'engine/analysis',
  ],
  'engine/search': [
    'engine/workload/kinds',
    'engine/spec',
    'engine/result',
    'engine/analysis',
    'engine/measure',
  ],
  'engine/cost': [
    'engine/loop',
    'engine/measure',
    'engine/process',
    'engine/workload',
    'engine/contender',
    'engine/thread',
    'engine/spec',
  ],
  'engine/footprint': ['engine/loop', 'engine/measure', 'engine/process'],
  'engine/sharing': ['engine/loop'],
  'engine/lesson': ['engine/spec', 'engine/recorder', 'engine/sharing'],
  report: ['engine'],
  charts: ['engine', 'report'],
  host: ['engine', 'report', 'charts', 'contract'],
  contract: ['engine', 'report'],
  cli: ['host', 'report', 'charts', 'engine', 'contract'],
  server: ['host', 'contract'],
  main: ['host', 'contract', 'engine/process'],
  preload: ['contract'],
  renderer: ['contract', 'report', 'charts'],
}

const rules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer.replace('/', '-')}-arrows`,
  comment: `src/${layer} may import only: itself${allowed.map((a) => `, src/${a}`).join('')}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: {
    path: '^src/',
    pathNot: [layer, ...allowed].map((folder) => `^src/${folder}(/|\\.ts$)`),
  },
}))

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'loop-is-pure',
      comment: 'the loop imports no package and no Node module',
      severity: 'error',
      from: { path: '^src/engine/loop/' },
      to: { pathNot: '^src/engine/loop/' },
    },
    {
      name: 'engine-knows-no-shell',
      severity: 'error',
      from: { path: '^src/(engine|report|charts|contract)/' },
      to: {
        path: 'node_modules/(electron|vue|pinia|commander|cli-progress|cli-table3|picocolors|ws)/',
      },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
}
