// VARIANT_BOOL: COM reads a text as the value that it names.

export const toBoolean = (value: unknown): boolean =>
  typeof value === 'string' ? !/^\s*(false|0|)\s*$/i.test(value) : Boolean(value);
