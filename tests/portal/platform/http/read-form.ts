// Reads what a page sends: form fields in the page's charset, and files.
import type { Context } from 'hono';
import iconv from 'iconv-lite';
import type { PageCharset } from '../../sites/serve-page.ts';
import { splitMultipart } from './split-multipart.ts';

interface SentFile {
  readonly fileName: string;
  readonly content: Buffer;
}

export interface SentForm {
  /** Trimmed; empty when the field was not sent. */
  field(name: string): string;
  /** Undefined when the field was not sent or no file was chosen. */
  file(name: string): SentFile | undefined;
}

/** `%C9%E7+1` to octets: which characters they are depends on the page. */
function unescapeOctets(text: string): Buffer {
  const latin1 = text
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(latin1, 'latin1');
}

function readUrlEncoded(body: Buffer, charset: PageCharset): Map<string, string> {
  const pairs = body
    .toString('latin1')
    .split('&')
    .filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=', 2).map((part) => iconv.decode(unescapeOctets(part), charset));
      return [name, value];
    }),
  );
}

/**
 * The request's form. Browsers encode fields and file names in the charset of the page, unless a script sends them: a
 * content type that names UTF-8 is taken at its word.
 */
export async function readForm(context: Context, pageCharset: PageCharset): Promise<SentForm> {
  const contentType = context.req.header('content-type') ?? '';
  const charset = /charset=utf-8/i.test(contentType) ? 'UTF-8' : pageCharset;
  const body = Buffer.from(await context.req.arrayBuffer());
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(contentType)?.[1];
  if (boundary === undefined) {
    const fields = readUrlEncoded(body, charset);
    return { field: (name) => fields.get(name)?.trim() ?? '', file: () => undefined };
  }
  const parts = new Map(splitMultipart(body, boundary).map((part) => [iconv.decode(part.name, charset), part]));
  return {
    field: (name) => iconv.decode(parts.get(name)?.content ?? Buffer.alloc(0), charset).trim(),
    file: (name) => {
      const part = parts.get(name);
      const fileName = part?.fileName && iconv.decode(part.fileName, charset);
      return part && fileName ? { fileName, content: part.content } : undefined;
    },
  };
}
