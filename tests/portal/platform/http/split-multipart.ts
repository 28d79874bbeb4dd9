// Takes a multipart/form-data body apart (RFC 7578), leaving names as octets: an old page sends them in GBK.

export interface Part {
  readonly name: Buffer;
  /** Undefined for an ordinary field, empty when no file was chosen. */
  readonly fileName?: Buffer;
  readonly content: Buffer;
}

function readParameter(header: string, name: string): Buffer | undefined {
  const value = new RegExp(`; ${name}="((?:[^"\\\\]|\\\\.)*)"`).exec(header)?.[1];
  // Browsers write a quotation mark as %22 (WHATWG).
  return value === undefined ? undefined : Buffer.from(value.replaceAll('%22', '"'), 'latin1');
}

function readPart(octets: Buffer): Part | undefined {
  const end = octets.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const header = octets.toString('latin1', 0, end);
  const disposition = /^content-disposition: form-data(;.*)$/im.exec(header)?.[1] ?? '';
  const name = readParameter(disposition, 'name');
  const fileName = readParameter(disposition, 'filename');
  return name && { name, ...(fileName ? { fileName } : {}), content: octets.subarray(end + 4) };
}

/** The parts in their order; what is none is left out. */
export function splitMultipart(body: Buffer, boundary: string): Part[] {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const parts: Part[] = [];
  // The first delimiter stands at the very beginning, without the line end.
  let start = body.indexOf(delimiter.subarray(2)) + delimiter.length - 2;
  for (;;) {
    const end = body.indexOf(delimiter, start);
    if (end < 0) return parts;
    const part = readPart(body.subarray(start + 2, end));
    if (part) parts.push(part);
    start = end + delimiter.length;
  }
}
