// The bytes of a PDF file (ISO 32000-1, 7.5) from its objects.

export interface PdfObject {
  /** The object's dictionary or value, e.g. `<< /Type /Catalog … >>`. */
  readonly head: string;
  readonly stream?: Buffer;
}

/** @param objects numbered from 1; the first is the catalogue */
export function writePdf(objects: readonly PdfObject[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  const size = () => parts.reduce((sum, { length }) => sum + length, 0);
  for (const { head, stream } of objects) {
    offsets.push(size());
    parts.push(Buffer.from(`${offsets.length} 0 obj\n${head}\n`));
    if (stream) parts.push(Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n'));
    parts.push(Buffer.from('endobj\n'));
  }
  const start = size();
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  parts.push(Buffer.from(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}${end}`));
  return Buffer.concat(parts);
}
