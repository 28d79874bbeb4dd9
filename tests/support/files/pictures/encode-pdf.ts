// A PDF whose pages each show one picture over the whole of an A4 sheet, as a scanner writes it.
import { type PdfObject, writePdf } from './write-pdf.ts';

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
  const kids = pictures.map((_, index) => `${3 + index * 3} 0 R`).join(' ');
  const objects: PdfObject[] = [
    { head: '<< /Type /Catalog /Pages 2 0 R >>' },
    { head: `<< /Type /Pages /Kids [${kids}] /Count ${pictures.length} >>` },
  ];
  for (const picture of pictures) {
    const { widthPx, heightPx } = picture;
    const data = 'jpeg' in picture ? picture.jpeg : picture.fax;
    const first = objects.length + 1;
    const content = Buffer.from('q 595 0 0 842 0 0 cm /Im Do Q');
    objects.push(
      {
        head: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${first + 1} 0 R /Resources << /XObject << /Im ${first + 2} 0 R >> >> >>`,
      },
      { head: `<< /Length ${content.length} >>`, stream: content },
      {
        head: `<< /Type /XObject /Subtype /Image /Width ${widthPx} /Height ${heightPx} ${describeFilter(picture)} /Length ${data.length} >>`,
        stream: data,
      },
    );
  }
  return writePdf(objects);
}
