/**
 * Who may import whom. The table is the architecture: a folder sees itself and what stands behind it, nothing else.
 * dependency-cruiser reads TypeScript through the compiler's API, which TypeScript 7 no longer has: with it, zero
 * modules are read and nothing is found. `npm run direction` therefore also demands a minimum of modules.
 */
const layers = {
  'lib/oci': [],
  'lib/compose': ['lib/oci'],
  'lib/resolve': ['lib/oci'],
  'lib/contract': ['lib/oci', 'lib/compose', 'lib/resolve'],
  'lib/registry': ['lib/oci'],
  'lib/sandbox': ['lib/oci'],
  'lib/server': ['lib/oci', 'lib/compose', 'lib/resolve', 'lib/contract', 'lib/registry', 'lib/sandbox'],
  components: ['lib/oci', 'lib/compose', 'lib/resolve', 'lib/contract'],
  app: ['components', 'lib/contract', 'lib/server'],
}
const isTest = '\\.test\\.tsx?$'

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const direction = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer.replace('/', '-')}-sees-only`,
  severity: 'error',
  from: { path: `^${layer}/`, pathNot: isTest },
  to: { path: '^(app|components|lib|e2e|public)/', pathNot: [layer, ...allowed].map((folder) => `^${folder}/`) },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...direction,
    {
      name: 'features-are-islands',
      comment: 'a feature of components/ knows ui/, reference/ and itself',
      severity: 'error',
      from: { path: '^components/([^/]+)/' },
      to: { path: '^components/[^/]+/', pathNot: ['^components/(ui|reference)/', '^components/$1/'] },
    },
    {
      name: 'ui-knows-nothing',
      severity: 'error',
      from: { path: '^components/ui/' },
      to: { path: '^(components/(?!ui/)|lib/)' },
    },
    {
      name: 'browser-never-reaches-the-server',
      severity: 'error',
      from: { path: '^components/', pathNot: isTest },
      to: { path: '^lib/(registry|server|sandbox)/', reachable: true },
    },
    {
      name: 'only-egress-knows-undici',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: ['^lib/registry/egress\\.ts$', isTest] },
      to: { path: '(^|node_modules/)undici' },
    },
    {
      name: 'only-judges-mark-an-address-as-judged',
      comment: 'egress asks no other: the registry’s own, a realm, a token’s address with its query, a redirect',
      severity: 'error',
      from: { path: '^lib/', pathNot: ['^lib/registry/(egress|path|realm|token-request|redirect)\\.ts$', isTest] },
      to: { path: '^lib/registry/judged-url\\.ts$' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: isTest },
      to: { path: isTest },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    reporterOptions: { mermaid: { minify: false } },
  },
}
