// What a site profile says of the ActiveX controls that the site's own pages call, and of the habits of Internet Explorer they need.
import * as z from 'zod/mini';

const controlFamilies = ['ezca-base-ca', 'sof', 'cert-enroll', 'x-enroll', 'capicom'] as const;
const text = z.string().check(z.minLength(1), z.maxLength(200));

/** Vendors of GM/T 0020 controls contradict each other: what success looks like is data. */
const sofConventionSchema = z.strictObject({
  /** What SOF_Login gives, as JavaScript sees it. */
  loginSuccess: z.union([z.boolean(), z.number()]),
  loginFailure: z.union([z.boolean(), z.number()]),
  /** What SOF_ChangePassWd gives. */
  changeSuccess: z.union([z.boolean(), z.number()]),
  changeFailure: z.union([z.boolean(), z.number()]),
  /** What the SOF_Verify… calls give. */
  verifySuccess: z.union([z.boolean(), z.number()]),
  verifyFailure: z.union([z.boolean(), z.number()]),
  /** Between two users, e.g. `&&&`; also after the last one where `isListClosed`. */
  listSeparator: text,
  isListClosed: z.boolean(),
  /** The certificate's id for the page: `{chip}` the 芯片号, `{container}` the key's container. */
  certificateId: text,
  /** SOF_GetVersion. */
  version: text,
});

/** How text becomes the bytes that are signed. */
const encodingSchema = z.enum(['utf-8', 'gbk', 'utf-16le']);

const controlRuleSchema = z.strictObject({
  family: z.enum(controlFamilies),
  /** Upper or lower case, without braces. */
  classIds: z.array(z.string().check(z.regex(/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/))),
  /** With or without the version at the end. */
  progIds: z.array(text),
  /** For a control whose CLSID nobody knows: ids or names that pages give to its element. Only an element with an unknown CLSID, or none, is taken by its id. */
  elementIds: z.array(text),
  /** How members begin by which such a control is known on an element of any other id: what a page calls tells what it is. */
  memberBegins: z.optional(z.array(z.string().check(z.minLength(3), z.maxLength(100))).check(z.maxLength(20))),
  encoding: encodingSchema,
  sof: z.optional(sofConventionSchema),
});

/** A page may be chosen by the browser's name, on the server or by script: which name is told below a path. */
const userAgentSchema = z.strictObject({
  /** Begin of the paths. */
  path: z.string().check(z.regex(/^\/[^\s*|^]*$/), z.maxLength(200)),
  /** The whole User-Agent, printable ASCII (RFC 9110 §10.1.5). */
  value: z.string().check(z.regex(/^[\x20-\x7e]{1,300}$/)),
});

export const controlsSchema = z.strictObject({
  rules: z.array(controlRuleSchema).check(z.minLength(1), z.maxLength(40)),
  /** The first that fits counts. Left out, the browser says its own name. */
  userAgents: z.optional(z.array(userAgentSchema).check(z.maxLength(20))),
  patches: z.array(z.enum(['document-all', 'attach-event', 'script-for', 'old-dom'])),
  /** Begin of paths on which no control is offered, on a site that is known so well. */
  exceptPaths: z.optional(z.array(z.string().check(z.regex(/^\/\S*$/), z.maxLength(200))).check(z.maxLength(40))),
});

export type Controls = z.infer<typeof controlsSchema>;
export type ControlRule = z.infer<typeof controlRuleSchema>;
export type SofConvention = z.infer<typeof sofConventionSchema>;
export type TextEncodingName = z.infer<typeof encodingSchema>;
