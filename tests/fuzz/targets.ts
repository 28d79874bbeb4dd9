// What is fuzzed: each parser with inputs that it takes, and what must hold of whatever it lets through.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { createPortalOrders } from '../../extension/ca/portal-orders.ts';
import { judgeFile } from '../../extension/materials/judge-file.ts';
import { isBoundedPattern, matchesPattern } from '../../extension/portal/bounded-pattern.ts';
import { listAddresses } from '../../extension/portal/list-addresses.ts';
import { siteProfileSchema } from '../../extension/portal/profile.ts';
import { chongqingProfile } from '../../extension/portal/profiles/chongqing.ts';
import { encodeFrame, FrameReader } from '../../native-host/framing.ts';
import { countEvents, formatEvent, mergeJournals, parseJournal } from '../../native-host/journal/journal-lines.ts';
import { foldEvents, type OrderEvent, orderEventSchema } from '../../native-host/journal/order-record.ts';
import { readEnvelopedKey } from '../../native-host/sm2/read-enveloped-key.ts';
import { describeCertificate } from '../../native-host/x509/describe-certificate.ts';
import { ParsedCertificate } from '../../native-host/x509/parsed-certificate.ts';
import { encodeProofContent } from '../../native-host/x509/proof-content.ts';
import { readCertificates } from '../../native-host/x509/read-certificates.ts';
import { refuseStructured } from '../../native-host/x509/refuse-structured.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { commandSchemas, replySchema } from '../../shared/protocol/messages.ts';
import { requestSchema } from '../../shared/protocol/request.ts';
import { readProofContent } from '../portal/ca/read-proof-content.ts';
import { drawPage } from '../support/files/pictures/draw-page.ts';
import { encodeBmp } from '../support/files/pictures/encode-bmp.ts';
import { encodeGif } from '../support/files/pictures/encode-gif.ts';
import { encodeJpeg } from '../support/files/pictures/encode-jpeg.ts';
import { encodePdf } from '../support/files/pictures/encode-pdf.ts';
import { encodePng } from '../support/files/pictures/encode-png.ts';
import { encodeTextPdf } from '../support/files/pictures/encode-text-pdf.ts';

export interface Target {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** Throws an AppError for what it refuses; anything else that it throws is a fault. */
  readonly run: (input: Uint8Array<ArrayBuffer>) => void | Promise<void>;
  /** Inputs in a row; slow ones take fewer. */
  readonly batch?: number;
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

/** SM2EnvelopedKey and ENVELOPEDKEYBLOB with nothing of worth in them. */
const envelopes = [
  Buffer.from(`3081a2300a06082a811ccf55016801${'00'.repeat(160)}`, 'hex'),
  Buffer.concat([Buffer.from('010000000104000000010000', 'hex'), Buffer.alloc(12 + 64 + 132 + 164 + 16, 1)]),
];

/** As create-request and openPdf of the decoder ask the library, but for what needs a browser. */
const openPdf = (input: Uint8Array<ArrayBuffer>) =>
  getDocument({
    data: input.slice(),
    useWasm: false,
    useWorkerFetch: false,
    enableXfa: false,
    stopAtErrors: true,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });

export function makeTargets(): readonly Target[] {
  const { certificates, bundle } = makeCertificates();
  const [page, rules] = [drawPage(60, 80), chongqingProfile.materials];
  const pictures = [encodeJpeg(page), encodePng(page), encodeGif(page), encodeBmp(page)];
  const pdf = encodePdf({ jpeg: encodeJpeg(page), widthPx: 60, heightPx: 80 });
  const textPdf = encodeTextPdf({ lines: ['社保证书', 'abc'], sealFlags: 4 });
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
  const at = '2026-11-24T08:00:00.000Z';
  const lines = [
    { ...draft, unitName: '某单位', token: { serialNumber: '1', label: 'x', certificateHash: '0' }, subject: [] },
    { at, state: 'key-generated', publicKey: 'AAAA' },
    { at, state: 'abandoned', isKeyRemoved: false },
  ].map((event, index) => formatEvent({ number: index + 1, event: event as OrderEvent }));
  const proofFacts = { ...draft, operation: 'renew', nonce: 'a-nonce-of-x', pkcs10: bundle } as const;
  const answers = [
    { code: '0', msg: 'ok', data: { state: 'issued', nonce: 'a-nonce-of-x', orderNo: 'DD1', unitName: '某单位' } },
    {
      code: '0',
      msg: 'ok',
      data: { p7b: Buffer.from(bundle).toString('base64'), subject: [{ type: '2.5.4.3', value: '某' }] },
    },
    { code: '2001', msg: '审核未通过', data: null },
  ];
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
    { name: 'envelopes', seeds: envelopes, run: (input) => void readEnvelopedKey(input) },
    {
      // What must never be signed as a text is told from texts: requests, proofs, certificates.
      name: 'contents',
      seeds: [bundle, ...certificates, utf8('登录 20261126')],
      run: (input) => refuseStructured(input),
    },
    {
      name: 'proofs',
      seeds: [undefined, 'http://os.ezca.org:8001'].map((site) => encodeProofContent({ ...proofFacts, site })),
      run: (input) => {
        const said = readProofContent(Buffer.from(input));
        if (said)
          must(Buffer.byteLength(JSON.stringify(said)) < 10 * input.length + 1_000, 'more came out than went in');
      },
    },
    ...(['askStatus', 'download', 'findOrder', 'readOrderSubject', 'requestNonce'] as const).map((call) => ({
      name: `answers-${call}`,
      seeds: answers.map(utf8),
      run: async (input: Uint8Array<ArrayBuffer>) => {
        const type = input[0] === 0x7b ? 'application/json' : 'text/html; charset=gbk';
        const ca = createPortalOrders(chongqingProfile.orderService, async () => {
          return new Response(input, { headers: { 'content-type': type } });
        });
        const value = await ca[call]('x');
        must(JSON.stringify(value).length < 1_000_100, 'more than an answer may hold');
      },
    })),
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
    {
      name: 'journal-files',
      seeds: [Buffer.from(lines.join('')), Buffer.from(lines.slice(0, 2).join(''))],
      run: (input) => {
        const [main, copy] = [parseJournal(Buffer.from(input).toString('utf8')), parseJournal(lines.join(''))];
        const whole = mergeJournals(main, copy);
        must(whole.events.length + whole.lost.length <= Math.max(countEvents(main), countEvents(copy)), 'grew');
        // A line that was changed is not taken: what is left are lines of ours, or of a host before there were sums.
        foldEvents(whole.events.map(({ event }) => event));
      },
    },
    {
      // In the decoder's worker the same library, without a canvas: what it does with the file before it draws.
      name: 'pdfs',
      batch: 2,
      seeds: [pdf, textPdf],
      run: async (input) => {
        const task = openPdf(input);
        try {
          const page = await (await task.promise).getPage(1);
          await page.getOperatorList();
        } catch {
          // Refused, in words of the library's.
        } finally {
          await task.destroy();
        }
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
