// The files of pdfjs-dist that a PDF without embedded fonts needs: packed along with the extension, read by the page for its decoder.

const filePattern = /^(?:cmaps\/[\w-]{1,40}\.bcmap|standard_fonts\/[\w-]{1,40}\.(?:pfb|ttf))$/;

/** The decoder asks; nothing but such a file is ever read for it. */
export interface LibraryFileRequest {
  readonly type: 'need-file';
  readonly name: string;
}
export interface LibraryFile {
  readonly type: 'file';
  readonly name: string;
  /** Empty where there is no such file. */
  readonly bytes: ArrayBuffer;
}

/** Undefined for anything but a request for a file of the library. */
export function readFileRequest(data: unknown): string | undefined {
  const { type, name } = (data ?? {}) as Partial<LibraryFileRequest>;
  return type === 'need-file' && typeof name === 'string' && filePattern.test(name) ? name : undefined;
}

export interface FileAsker {
  /** Rejects where there is no such file. */
  readonly read: (name: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly take: (file: LibraryFile) => void;
}

/** The decoder's side: asks by `ask`, and is told by `take`. */
export function createFileAsker(ask: (request: LibraryFileRequest) => void): FileAsker {
  const waiting = new Map<string, ((bytes: ArrayBuffer) => void)[]>();
  return {
    async read(name) {
      const bytes = await new Promise<ArrayBuffer>((resolve) => {
        const others = waiting.get(name);
        waiting.set(name, [...(others ?? []), resolve]);
        if (!others) ask({ type: 'need-file', name });
      });
      if (bytes.byteLength === 0) throw new Error(`no ${name}`);
      return new Uint8Array(bytes.slice(0));
    },
    take({ name, bytes }) {
      for (const resolve of waiting.get(name) ?? []) resolve(bytes);
      waiting.delete(name);
    },
  };
}
