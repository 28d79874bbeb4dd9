// How WXT builds the extension for Chrome, Edge and Firefox (all Manifest V3).
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { tameLibraries } from './installers/extension/tame-libraries.ts';
import { makeIdentityDefines, readExtensionIdentity } from './installers/extension-identity.ts';
import { firefoxExtensionId } from './shared/product-ids.ts';

const identity = readExtensionIdentity(process.env);
const polyfilledBrowser = fileURLToPath(new URL('extension/polyfilled-browser.ts', import.meta.url));

/** The built-in profile's two sites. Patterns know no ports in Firefox; our code compares the origin. */
const siteHosts = ['http', 'https'].flatMap((scheme) =>
  ['os.ezca.org', 'rlsbj.cq.gov.cn'].map((host) => `${scheme}://${host}/*`),
);

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  // Two builds at once on one checkout must not write over each other.
  outDir: process.env.WXT_OUT ?? '.output',
  imports: false,
  manifestVersion: 3,
  hooks: {
    // What pdf.js needs for fonts that a PDF does not bring along; read one by one when such a PDF comes.
    'build:publicAssets': (_, files) => {
      for (const folder of ['cmaps', 'standard_fonts']) {
        const source = fileURLToPath(new URL(`node_modules/pdfjs-dist/${folder}`, import.meta.url));
        for (const name of readdirSync(source))
          files.push({ absoluteSrc: join(source, name), relativeDest: `pdfjs/${folder}/${name}` });
      }
    },
    'vite:build:extendConfig': (entrypoints, config) => {
      if (entrypoints.some(({ type }) => type === 'content-script' || type === 'unlisted-script')) return;
      config.resolve = { ...config.resolve, alias: [{ find: /^wxt\/browser$/, replacement: polyfilledBrowser }] };
    },
  },
  vite: () => ({
    plugins: [preact(), tameLibraries()],
    define: makeIdentityDefines(identity),
  }),
  zip: { excludeSources: ['**/*.pem', '**/*.key', '**/*.p12'] },
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'zh_CN',
    icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
    // storage: launch records, unit profiles, known orders. nativeMessaging: the host that talks to the U盾.
    // alarms: once a day what is near its end; now and then what became of open orders. notifications: says either.
    // activeTab: the page on which the clerk clicked our icon is looked at once; what it is, the popup says.
    // scripting: runs the content script on the sites of an imported profile, to which the clerk has given access.
    // The next ones answer a page's synchronous call: rules that redirect it, where the browser cannot hold a request.
    // unlimitedStorage: Firefox never clears the database with the units to make room.
    permissions: [
      'nativeMessaging',
      'storage',
      'alarms',
      'activeTab',
      'notifications',
      'contextMenus',
      'scripting',
      ...(browser === 'firefox'
        ? ['webRequest', 'webRequestBlocking', 'unlimitedStorage']
        : ['declarativeNetRequestWithHostAccess']),
    ],
    // The order service is asked by our own window, with the site's cookies.
    host_permissions: siteHosts,
    // Nothing of it at install: asked for when the clerk takes over a site profile, for exactly that profile's sites.
    optional_host_permissions: ['http://*/*', 'https://*/*'],
    // Both sites are plain HTTP: Firefox's default policy would turn their addresses into https.
    content_security_policy: {
      extension_pages: "script-src 'self'; object-src 'none'",
      // Where the clerk's files are decoded: scripts of ours and a worker made of one, and no way out but the port.
      ...(browser === 'firefox'
        ? {}
        : { sandbox: "sandbox allow-scripts; default-src 'none'; script-src 'self'; worker-src blob:" }),
    },
    // Firefox knows no sandbox pages: extension/decoder/open-decoder.ts.
    ...(browser === 'firefox' ? {} : { sandbox: { pages: ['decoder.html'] } }),
    options_ui: { page: 'options.html', open_in_tab: true },
    // Only these may stand inside a site's page: the check of a scan before the site gets it, and within it the sandbox. A manifest
    // cannot follow an imported profile to its sites, so the browser lets them stand anywhere; the check itself answers
    // only pages of a profile's sites (entrypoints/material-check).
    web_accessible_resources: [
      {
        resources: ['material-check.html', ...(browser === 'firefox' ? [] : ['decoder.html'])],
        matches: ['http://*/*', 'https://*/*'],
      },
    ],
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: firefoxExtensionId,
              // The first that knows every key of this manifest, Firefox for Android included; ESR 140 is out of support.
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {
          key: identity.publicKey,
          minimum_chrome_version: '120',
          // A page's request for an answer of ours never leaves the browser, not even before our background has started.
          declarative_net_request: {
            rule_resources: [{ id: 'answers', enabled: true, path: 'answer-rules.json' }],
          },
          // Firefox knows no schema: it takes what policies.json says below 3rdparty.
          storage: { managed_schema: 'managed-schema.json' },
        }),
  }),
});
