// Which way imports may go: entrypoints → ui → setup, reminders, orders, flows, … → host, ca, portal → base → shared.
// Extension and host meet only in shared.
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared-stands-alone',
      comment: 'shared is what extension and host have in common: it may import zod and nothing else of ours.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: ['^shared/', '^package\\.json$', 'node_modules/zod/'] },
    },
    {
      name: 'extension-and-host-meet-in-shared',
      severity: 'error',
      from: { path: '^extension/' },
      to: { path: '^(native-host|tests|installers)/' },
    },
    {
      name: 'host-knows-no-extension',
      severity: 'error',
      from: { path: '^native-host/', pathNot: '^native-host/build-host\\.ts$' },
      to: { path: '^(extension|tests|installers)/' },
    },
    {
      name: 'base-knows-no-job',
      comment: 'Words, formats, store, trace: what every folder of the extension may use knows none of them.',
      severity: 'error',
      from: { path: '^extension/base/' },
      to: { path: '^extension/', pathNot: ['^extension/base/', '^extension/public/_locales/'] },
    },
    {
      name: 'only-pages-draw',
      comment: 'What works must not know how it is shown.',
      severity: 'error',
      from: { path: '^extension/', pathNot: '^extension/(ui|entrypoints)/' },
      to: { path: '^extension/ui/' },
    },
    {
      name: 'nothing-imports-entrypoints',
      severity: 'error',
      from: { pathNot: '^extension/entrypoints/' },
      to: { path: '^extension/entrypoints/' },
    },
    {
      name: 'portal-knows-no-host',
      comment: 'Page features can ask for a window to be opened, and no more.',
      severity: 'error',
      from: { path: '^extension/portal/' },
      to: { path: '^extension/(host|ca|flows)/' },
    },
    {
      name: 'only-the-decoder-decodes',
      comment: 'What opens a file runs in the decoder’s worker; pages of ours get its answers.',
      severity: 'error',
      from: {
        path: '^extension/',
        pathNot: '^extension/(materials/|decoder/create-decode-job\\.ts|entrypoints/decode-worker\\.ts)',
      },
      to: {
        path: '(node_modules/pdfjs-dist/|^extension/materials/(check-material|decode-picture|open-pdf|shrink-picture)\\.ts|^extension/decoder/create-decode-job\\.ts)',
      },
    },
    {
      name: 'host-and-ca-are-below',
      severity: 'error',
      from: { path: '^extension/(host|ca)/' },
      to: { path: '^extension/(flows|ui|entrypoints)/' },
    },
    {
      name: 'flows-know-no-window',
      severity: 'error',
      from: { path: '^extension/flows/' },
      to: { path: '^extension/(ui|entrypoints)/' },
    },
    {
      name: 'only-the-driver-loads-pkcs11',
      comment: 'Vendor code lives in the driver process; everybody else uses TokenDriver.',
      severity: 'error',
      from: { path: '^(extension|shared|native-host)/', pathNot: '^native-host/token/(pkcs11-|skf/)' },
      to: { path: 'node_modules/(pkcs11js|koffi|@koromix)/' },
    },
    {
      name: 'tokens-know-no-commands',
      severity: 'error',
      from: { path: '^native-host/(token|x509|journal)/' },
      to: { path: '^native-host/(commands|serve|main)' },
    },
    {
      name: 'x509-knows-no-token',
      severity: 'error',
      from: { path: '^native-host/x509/' },
      to: { path: '^native-host/(token|journal)/' },
    },
    {
      name: 'product-needs-no-tests',
      severity: 'error',
      from: { pathNot: '^(tests/|[^/]+\\.ts$)' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-dev-package-in-product',
      severity: 'error',
      from: { path: '^(extension|native-host|shared)/', pathNot: '^native-host/build-host\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/(wxt|@types)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^tests/portal/pages/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
