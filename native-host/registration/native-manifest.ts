// A native manifest: the JSON by which a browser finds the host. Made here, and read here without trusting it.
import * as z from 'zod/mini';
import { firefoxExtensionId, nativeHostName } from '../../shared/product-ids.ts';
import { allowedOrigins } from '../allowed-callers.ts';
import type { BrowserFamily } from './browsers.ts';

/**
 * The manifest's text.
 * @param launcher absolute path of what the browser is to start
 * @param origins Chromium's callers; an installer names those of the release, which are not compiled into its own code
 */
export function makeNativeManifest(
  family: BrowserFamily,
  launcher: string,
  origins: readonly string[] = allowedOrigins,
): string {
  const description = '社保证书助手 · Certificate assistant for social insurance';
  const callers = family === 'chromium' ? { allowed_origins: origins } : { allowed_extensions: [firefoxExtensionId] };
  const manifest = { name: nativeHostName, description, path: launcher, type: 'stdio', ...callers };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const manifestSchema = z.object({
  name: z.string(),
  path: z.string(),
  type: z.literal('stdio'),
  allowed_origins: z.optional(z.array(z.string())),
  allowed_extensions: z.optional(z.array(z.string())),
});

export interface ParsedManifest {
  readonly path: string;
  /** Callers of ours that it does not let in. */
  readonly missingCallers: readonly string[];
}

/** What a browser of the family would make of the text, or null when it could make nothing of it. */
export function parseNativeManifest(family: BrowserFamily, text: string): ParsedManifest | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Not JSON is one of the states that the check exists for.
    return null;
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success || parsed.data.name !== nativeHostName) return null;
  const { path, allowed_origins = [], allowed_extensions = [] } = parsed.data;
  const missingCallers =
    family === 'chromium'
      ? allowedOrigins.filter((origin) => !allowed_origins.includes(origin))
      : [firefoxExtensionId].filter((id) => !allowed_extensions.includes(id));
  return { path, missingCallers };
}
