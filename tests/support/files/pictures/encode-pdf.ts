// A PDF whose pages each show one picture over the whole of an A4 sheet, as a scanner writes it.

interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}
/** A colour scan, or a black-and-white one by Group 4. */
export type PdfPicture = PictureSize & ({ readonly jpeg: Buffer } | { readonly fax: Buffer });

function describeFilter(picture: PdfPicture): string {
  if ('jpeg' in picture) return '/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode';
  const { widthPx, heightPx } = picture;
  const parameters = `/DecodeParms << /K -1 /Columns ${widthPx} /Rows ${heightPx} >>`;
  return `/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode ${parameters}`;
}

export function encodePdf(...pictures: readonly PdfPicture[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  const size = () => parts.reduce((sum, { length }) => sum + length, 0);
  const add = (head: string, stream?: Buffer) => {
    offsets.push(size());
    parts.push(Buffer.from(`${offsets.length} 0 obj\n${head}\n`));
    if (stream) parts.push(Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n'));
    parts.push(Buffer.from('endobj\n'));
  };
  const kids = pictures.map((_, index) => `${3 + index * 3} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pictures.length} >>`);
  for (const [index, picture] of pictures.entries()) {
    const { widthPx, heightPx } = picture;
    const data = 'jpeg' in picture ? picture.jpeg : picture.fax;
    const first = 3 + index * 3;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${first + 1} 0 R /Resources << /XObject << /Im ${first + 2} 0 R >> >> >>`,
    );
    const content = Buffer.from('q 595 0 0 842 0 0 cm /Im Do Q');
    add(`<< /Length ${content.length} >>`, content);
    add(
      `<< /Type /XObject /Subtype /Image /Width ${widthPx} /Height ${heightPx} ${describeFilter(picture)} /Length ${data.length} >>`,
      data,
    );
  }
  const start = size();
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
