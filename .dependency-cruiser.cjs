// Which way imports may go. A folder may import what stands on floors below its own, and nothing on its own floor but itself;
// tests/unit/import-direction.test.ts plants a violation for each rule.

/** Of the extension, from the ground up. Extension and host meet only in shared, which is below both. */
const extensionFloors = [
  ['base'],
  ['ca', 'clock', 'portal'],
  ['materials', 'orders', 'settings'],
  ['decoder', 'reminders'],
  ['host'],
  ['controls', 'flows'],
  ['units'],
  ['setup'],
  ['ui'],
  ['entrypoints'],
];
/** Of the host. Its own files, but for those that start it, lie below all of its folders. */
const hostFloors = [['asn1'], ['sm2'], ['x509'], ['token'], ['journal'], ['registration'], ['doctor'], ['commands']];
const hostStart = '^native-host/(main|run-host|serve|build-host)\\.ts$';
/** In the browser's own form, not code. */
const extensionFiles = '^extension/public/';

/** @returns one rule for each folder: no import of a folder that does not stand below it */
const keepFloors = (top, floors) =>
  floors.flatMap((floor, level) =>
    floor.map((room) => {
      const below = [room, ...floors.slice(0, level).flat()];
      return {
        name: `${top}-${room}-imports-downwards`,
        severity: 'error',
        from: { path: `^${top}/${room}/` },
        to: { path: `^${top}/[^/]+/`, pathNot: [`^${top}/(${below.join('|')})/`, extensionFiles] },
      };
    }),
  );
/** A new folder has to be given its floor. */
const knowRooms = (top, floors) => ({
  name: `${top}-room-has-a-floor`,
  severity: 'error',
  from: { path: `^${top}/[^/]+/`, pathNot: `^${top}/(${floors.flat().join('|')})/` },
  to: {},
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...keepFloors('extension', extensionFloors),
    knowRooms('extension', extensionFloors),
    ...keepFloors('native-host', hostFloors),
    knowRooms('native-host', hostFloors),
    {
      name: 'host-files-lie-below',
      comment: 'What all folders of the host use knows none of them; nobody imports what starts it.',
      severity: 'error',
      from: { path: '^native-host/[^/]+\\.ts$', pathNot: hostStart },
      to: { path: ['^native-host/[^/]+/', hostStart] },
    },
    {
      name: 'host-rooms-start-nothing',
      severity: 'error',
      from: { path: '^native-host/[^/]+/' },
      to: { path: hostStart },
    },
    {
      name: 'entrypoints-are-ends',
      comment: 'They wire what others made; nothing of theirs is used, by tests neither.',
      severity: 'error',
      from: { pathNot: '^extension/entrypoints/' },
      to: { path: '^extension/entrypoints/' },
    },
    {
      name: 'windows-share-only-parts',
      comment: 'What two pages of ours show alike lies in ui/parts.',
      severity: 'error',
      from: { path: '^extension/ui/([^/]+)/' },
      to: { path: '^extension/ui/[^/]+/', pathNot: '^extension/ui/($1|parts|styles)/' },
    },
    {
      name: 'unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared-stands-alone',
      comment:
        'shared is what extension and host have in common: it may import zod, SM2’s library, and nothing else of ours.',
      severity: 'error',
      from: { path: '^shared/' },
      to: {
        pathNot: ['^shared/', '^package\\.json$', 'node_modules/zod/', 'node_modules/(sm-crypto-v2|@noble/hashes)/'],
      },
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
      name: 'only-the-driver-loads-pkcs11',
      comment: 'Vendor code lives in the driver process; everybody else uses TokenDriver.',
      severity: 'error',
      from: { path: '^(extension|shared|native-host)/', pathNot: '^native-host/token/(pkcs11-|skf/)' },
      to: { path: 'node_modules/(pkcs11js|koffi|@koromix)/' },
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
