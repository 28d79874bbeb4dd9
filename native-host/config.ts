// The host's own configuration file: the only way to add a driver or a caller. Nothing of it can come from a browser.
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import * as z from 'zod/mini';
import { AppError } from '../shared/errors/app-error.ts';

const absolutePathSchema = z.string().check(z.refine((path) => isAbsolute(path), 'must be an absolute path'));

const configSchema = z.strictObject({
  /** Modules to try besides the known ones, before them; of PKCS#11 where `kind` does not say otherwise. */
  drivers: z._default(
    z.array(
      z.strictObject({
        name: z.string().check(z.minLength(1), z.maxLength(80)),
        path: absolutePathSchema,
        kind: z.optional(z.enum(['pkcs11', 'skf'])),
      }),
    ),
    [],
  ),
  /** False: only the drivers listed here are tried. */
  useKnownDrivers: z._default(z.boolean(), true),
  /** Further callers, e.g. the id of a self-hosted build: `chrome-extension://…/` or a Firefox add-on id. */
  allowedCallers: z._default(z.array(z.string().check(z.minLength(1))), []),
  logLevel: z._default(z.enum(['off', 'error', 'info', 'debug']), 'error'),
});

export type HostConfig = z.infer<typeof configSchema>;

/** The configuration when there is no file. */
export const defaultConfig: HostConfig = configSchema.parse({});

/**
 * Reads and checks the configuration file; a missing file gives the defaults.
 * @throws AppError CONFIG_INVALID with `details.file` and `details.field` (path of the wrong field, or the JSON error)
 */
export function readConfig(file: string): HostConfig {
  let text: string;
  try {
    // Synchronously: it is one small file, and fs/promises alone takes longer to load.
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return defaultConfig;
    throw new AppError('CONFIG_INVALID', { file, field: '' }, { cause: error });
  }
  let json: unknown;
  try {
    // Notepad puts a byte order mark in front of UTF-8.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new AppError('CONFIG_INVALID', { file, field: (error as Error).message }, { cause: error });
  }
  const parsed = configSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('CONFIG_INVALID', {
    file,
    field: `${issue?.path.join('.') || '(root)'}: ${issue?.message ?? ''}`,
  });
}
