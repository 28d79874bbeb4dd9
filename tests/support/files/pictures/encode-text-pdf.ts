// A PDF of one page with Chinese text in a font that it does not bring along, and a red seal as an annotation.
import { type PdfObject, writePdf } from './write-pdf.ts';

interface TextPage {
  readonly lines: readonly string[];
  readonly heightPt?: number;
  /** Annotation flags of the seal (4 is Print); without them there is none. */
  readonly sealFlags?: number;
  /** 0 fills; 3 is invisible, as recognition lays text over a scan. */
  readonly renderingMode?: 0 | 3;
}

const widthPt = 595;

export function encodeTextPdf({ lines, heightPt = 842, sealFlags, renderingMode = 0 }: TextPage): Buffer {
  // UniGB-UCS2-H: text is UTF-16 big endian.
  const hex = (line: string) => Buffer.from(line, 'utf16le').swap16().toString('hex');
  const shown = lines.map((line) => `<${hex(line)}> Tj 0 -24 Td`).join('\n');
  const content = Buffer.from(`BT /F 14 Tf ${renderingMode} Tr 40 ${heightPt - 60} Td\n${shown}\nET`);
  const circle = Buffer.from('1 0 0 rg 0 0 150 150 re f');
  const annotation = sealFlags === undefined ? '' : '/Annots [6 0 R]';
  const objects: PdfObject[] = [
    { head: '<< /Type /Catalog /Pages 2 0 R >>' },
    { head: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>' },
    {
      head: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${widthPt} ${heightPt}] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> ${annotation} >>`,
    },
    { head: `<< /Length ${content.length} >>`, stream: content },
    {
      head: `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 752 /Descent -271 /CapHeight 737 /StemV 58 >> >>] >>`,
    },
    {
      head: `<< /Type /Annot /Subtype /Stamp /Rect [400 100 550 250] /F ${sealFlags ?? 0} /AP << /N 7 0 R >> >>`,
    },
    {
      head: `<< /Type /XObject /Subtype /Form /BBox [0 0 150 150] /Resources << >> /Length ${circle.length} >>`,
      stream: circle,
    },
  ];
  return writePdf(objects);
}
