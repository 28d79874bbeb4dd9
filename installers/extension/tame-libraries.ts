// Takes out of libraries what we never use and a store's reviewer has to ask about: markup set as text, code loaded by a
// computed address. web-ext lint is then clean, and nobody of ours can use it by mistake.
import type { Plugin } from 'vite';

interface Change {
  /** End of the module's path. */
  readonly module: string;
  readonly from: RegExp;
  readonly to: string;
}

const changes: readonly Change[] = [
  // dangerouslySetInnerHTML: what it is given stays text.
  { module: 'preact/dist/preact.mjs', from: /(\w+)\.innerHTML=(\w+\.__html)/, to: '$1.textContent=$2' },
  // Without a worker pdf.js would do its work in the page: a browser that we support always has one.
  {
    module: 'pdfjs-dist/build/pdf.mjs',
    from: /await import\(\s*\/\*webpackIgnore: true\*\/\s*\/\*@vite-ignore\*\/\s*this\.workerSrc\)/,
    to: "await Promise.reject(new Error('no worker'))",
  },
  // The two decoders for which there is a form without WebAssembly, which the extension's policy does not allow.
  {
    module: 'pdfjs-dist/build/pdf.worker.mjs',
    from: /await import\(\s*\/\*webpackIgnore: true\*\/\s*\/\*@vite-ignore\*\/\s*`\$\{WasmImage\.#wasmUrl\}\$\{this\._noWasmFilename\}`\)/,
    to: `await (this._noWasmFilename === 'openjpeg_nowasm_fallback.js'
      ? import('pdfjs-dist/wasm/openjpeg_nowasm_fallback.js')
      : import('pdfjs-dist/wasm/jbig2_nowasm_fallback.js'))`,
  },
];

/** The build ends with an error when a library is not any more as it was when this was written. */
export function tameLibraries(): Plugin {
  return {
    name: 'tame-libraries',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const [file = '', query = ''] = id.split('?');
      // Not the worker's code but our import of its address.
      if (/^worker&url/.test(query)) return undefined;
      const path = file.replaceAll('\\', '/');
      const change = changes.find(({ module }) => path.endsWith(`/node_modules/${module}`));
      if (!change) return undefined;
      if (!change.from.test(code)) throw new Error(`${change.module} has changed: look at tame-libraries.ts again`);
      return { code: code.replace(change.from, change.to), map: null };
    },
  };
}
