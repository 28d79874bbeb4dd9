// What is fuzzed: each parser with inputs that it takes, and what must hold of whatever it lets through.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { judgeFile } from '../../extension/materials/judge-file.ts';
import { isBoundedPattern, matchesPattern } from '../../extension/portal/bounded-pattern.ts';
import { listAddresses } from '../../extension/portal/list-addresses.ts';
import { siteProfileSchema } from '../../extension/portal/profile.ts';
import { chongqingProfile } from '../../extension/portal/profiles/chongqing.ts';
import { encodeFrame, FrameReader } from '../../native-host/framing.ts';
import { foldEvents, orderEventSchema } from '../../native-host/journal/order-record.ts';
import { describeCertificate } from '../../native-host/x509/describe-certificate.ts';
import { ParsedCertificate } from '../../native-host/x509/parsed-certificate.ts';
import { readCertificates } from '../../native-host/x509/read-certificates.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { commandSchemas, replySchema } from '../../shared/protocol/messages.ts';
import { requestSchema } from '../../shared/protocol/request.ts';
import { drawPage } from '../support/files/pictures/draw-page.ts';
import { encodeBmp } from '../support/files/pictures/encode-bmp.ts';
import { encodeGif } from '../support/files/pictures/encode-gif.ts';
import { encodeJpeg } from '../support/files/pictures/encode-jpeg.ts';
import { encodePdf } from '../support/files/pictures/encode-pdf.ts';
import { encodePng } from '../support/files/pictures/encode-png.ts';

export interface Target {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** Throws an AppError for what it refuses; anything else that it throws is a fault. */
  readonly run: (input: Uint8Array<ArrayBuffer>) => void;
}

const utf8 = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value), 'utf8');

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** A schema refuses, or takes the very value. */
function takeOrRefuse(
  schema: { safeParse(value: unknown): { success: boolean; data?: unknown } },
  input: Uint8Array,
): unknown {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(input).toString('utf8'));
  } catch {
    return undefined;
  }
  const { success, data } = schema.safeParse(json);
  if (success) must(isDeepStrictEqual(data, json), 'took something else than was given');
  return success ? data : undefined;
}

function makeCertificates(): { certificates: Uint8Array[]; bundle: Uint8Array } {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const kinds = [
    ['rsa', ['rsa:2048']],
    ['ec', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
  ] as const;
  for (const [name, key] of kinds) {
    const subject = ['-utf8', '-subj', '/C=CN/O=重庆山城机械制造有限公司/serialNumber=50000012345/CN=社保'];
    const extensions = [
      '-addext',
      'keyUsage=digitalSignature',
      '-addext',
      '1.2.156.10260.4.1.4=ASN1:UTF8String:91350100M000100Y43',
    ];
    openssl(
      'req',
      '-x509',
      '-newkey',
      ...key,
      '-nodes',
      '-keyout',
      'k',
      '-out',
      `${name}.pem`,
      ...subject,
      ...extensions,
    );
    openssl('x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.der`);
  }
  openssl('crl2pkcs7', '-nocrl', '-certfile', 'rsa.pem', '-certfile', 'ec.pem', '-outform', 'DER', '-out', 'both.p7b');
  const certificates = kinds.map(([name]) => readFileSync(at(`${name}.der`)));
  const bundle = readFileSync(at('both.p7b'));
  rmSync(folder, { recursive: true });
  return { certificates, bundle };
}

export function makeTargets(): readonly Target[] {
  const { certificates, bundle } = makeCertificates();
  const [page, rules] = [drawPage(60, 80), chongqingProfile.materials];
  const pictures = [encodeJpeg(page), encodePng(page), encodeGif(page), encodeBmp(page)];
  const pdf = encodePdf({ jpeg: encodeJpeg(page), widthPx: 60, heightPx: 80 });
  const requests = ['hello', 'list-tokens', 'verify-pin', 'cancel'].map((command) =>
    utf8({
      id: 'a',
      command,
      params: { protocolMin: 1, protocolMax: 4, extensionVersion: '1.0.0', tokenId: '0'.repeat(32), pin: '123456' },
    }),
  );
  const draft = {
    state: 'draft',
    at: '2026-11-24T08:00:00.000Z',
    orderId: crypto.randomUUID(),
    operation: 'renew',
    orderNumber: '1',
  };
  return [
    {
      name: 'frames',
      seeds: requests.map((request) => encodeFrame(request.toString())),
      run: (input) => {
        const reader = new FrameReader(4096);
        let bytes = 0;
        for (const frame of reader.push(Buffer.from(input))) bytes += 'payload' in frame ? frame.payload.length : 0;
        must(bytes <= input.length, 'more came out than went in');
      },
    },
    { name: 'requests', seeds: requests, run: (input) => void takeOrRefuse(requestSchema, input) },
    ...Object.entries(commandSchemas).map(([name, { params }]) => ({
      name: `params-${name}`,
      seeds: [
        utf8({
          tokenId: '0'.repeat(32),
          pin: '1',
          orderId: draft.orderId,
          orderNumber: '1',
          certificateHash: '0'.repeat(64),
        }),
        utf8({}),
      ],
      run: (input: Uint8Array) => void takeOrRefuse(params, input),
    })),
    {
      name: 'replies',
      seeds: [
        utf8({ id: 'a', ok: true, result: {} }),
        utf8({ id: null, ok: false, error: { code: 'X', details: {} } }),
      ],
      run: (input) => {
        try {
          replySchema.safeParse(JSON.parse(Buffer.from(input).toString('utf8')));
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
        }
      },
    },
    {
      name: 'certificates',
      seeds: certificates,
      run: (input) => void describeCertificate(new ParsedCertificate(input), true),
    },
    {
      name: 'bundles',
      seeds: [bundle, ...certificates],
      run: (input) => {
        for (const der of readCertificates(input)) describeCertificate(new ParsedCertificate(der), false);
      },
    },
    {
      name: 'profiles',
      seeds: [utf8(chongqingProfile)],
      run: (input) => {
        const profile = takeOrRefuse(siteProfileSchema, input) as typeof chongqingProfile | undefined;
        if (profile)
          must(
            listAddresses(profile).every((url) => profile.origins.includes(new URL(url).origin)),
            'leads away',
          );
      },
    },
    {
      name: 'patterns',
      seeds: ['^/a/(b|c)\\.jsp(\\?|$)', '^.*x.*$', '(a+)+', '[a-z]*(?:a?)'].map(utf8),
      run: (input) => {
        const source = Buffer.from(input).toString('latin1');
        if (isBoundedPattern(source)) matchesPattern(source, 'a'.repeat(2000));
      },
    },
    {
      name: 'journals',
      seeds: [utf8(draft)],
      run: (input) => {
        const event = takeOrRefuse(orderEventSchema, input);
        if (event) foldEvents([event as Parameters<typeof foldEvents>[0][number]]);
      },
    },
    ...[...pictures, pdf].map((seed, index) => ({
      name: `files-${['jpg', 'png', 'gif', 'bmp', 'pdf'][index]}`,
      seeds: [seed],
      run: (input: Uint8Array) =>
        void judgeFile(`a.${['jpg', 'png', 'gif', 'bmp', 'pdf'][index]}`, input.length, input, rules),
    })),
  ];
}

export const isOurs = (error: unknown): boolean => error instanceof AppError && error.code !== 'INTERNAL_ERROR';
