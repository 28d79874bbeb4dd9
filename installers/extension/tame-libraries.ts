// Takes out of libraries what we never use and a store's reviewer has to ask about: markup set as text, code loaded by a
// computed address. web-ext lint is then clean, and nobody of ours can use it by mistake. Only what no option turns
// off stands here: pdf.js's useWasm, useWorkerFetch and GlobalWorkerOptions do not take the code out, and Preact has none.
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
  // It would take whatever is said to our own worker, which it is a part of, for something said to itself.
  {
    module: 'pdfjs-dist/build/pdf.worker.mjs',
    from: /if \(typeof window === "undefined" && !isNodeJS && typeof self !== "undefined"/,
    to: 'if (false && typeof self !== "undefined"',
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
      const path = (id.split('?')[0] ?? '').replaceAll('\\', '/');
      const due = changes.filter(({ module }) => path.endsWith(`/node_modules/${module}`));
      if (due.length === 0) return undefined;
      const tamed = due.reduce((text, { module, from, to }) => {
        if (!from.test(text)) throw new Error(`${module} has changed: look at tame-libraries.ts again`);
        return text.replace(from, to);
      }, code);
      return { code: tamed, map: null };
    },
  };
}
