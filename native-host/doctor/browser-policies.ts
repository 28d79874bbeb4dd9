// The policies of a browser that decide whether it may start the host and run the extension, whatever form they came in.
import * as z from 'zod/mini';

const textList = z.catch(z.array(z.string()), []);
const modeSchema = z.catch(z.object({ installation_mode: z.optional(z.string()) }), {});

/** As Chromium's family names them; Firefox has only the last, in the same form. */
const policiesSchema = z.object({
  NativeMessagingBlocklist: z.optional(textList),
  NativeMessagingAllowlist: z.optional(textList),
  /** Windows keeps booleans as 0 and 1. */
  NativeMessagingUserLevelHosts: z.optional(z.catch(z.union([z.boolean(), z.number()]), true)),
  ExtensionInstallForcelist: z.optional(textList),
  ExtensionInstallBlocklist: z.optional(textList),
  ExtensionInstallAllowlist: z.optional(textList),
  ExtensionSettings: z.optional(z.catch(z.record(z.string(), modeSchema), {})),
});

export type BrowserPolicies = z.infer<typeof policiesSchema>;

/** The policies that matter here, out of any JSON: wrong kinds count as not set, as browsers have it. */
export function pickPolicies(json: unknown): BrowserPolicies {
  const parsed = policiesSchema.safeParse(json);
  return parsed.success ? parsed.data : {};
}

export interface PolicyQuestion {
  readonly hostName: string;
  /** Ids under which the extension may be there; that one of them works is enough. */
  readonly extensionIds: readonly string[];
  /** Whether the manifest that counts is the user's. */
  readonly isUserLevel: boolean;
}

export type PolicyFinding =
  | 'none'
  /** Nothing in the way, and the extension comes by policy. */
  | 'installed-by-policy'
  | 'host-blocked'
  | 'user-level-hosts-off'
  | 'extension-blocked';

/** What the policies mean for us; the first obstacle counts. */
export function judgePolicies(policies: BrowserPolicies, question: PolicyQuestion): PolicyFinding {
  const { hostName, extensionIds, isUserLevel } = question;
  const { NativeMessagingBlocklist = [], NativeMessagingAllowlist = [], NativeMessagingUserLevelHosts } = policies;
  const isHostBlocked = NativeMessagingBlocklist.some((name) => name === '*' || name === hostName);
  // Chrome's documentation: the allowlist is the exception to the blocklist.
  if (isHostBlocked && !NativeMessagingAllowlist.includes(hostName)) return 'host-blocked';
  if (isUserLevel && (NativeMessagingUserLevelHosts === false || NativeMessagingUserLevelHosts === 0))
    return 'user-level-hosts-off';
  const modes = extensionIds.map((id) => readMode(policies, id));
  if (modes.length > 0 && modes.every((mode) => mode === 'blocked')) return 'extension-blocked';
  return modes.includes('forced') ? 'installed-by-policy' : 'none';
}

function readMode(policies: BrowserPolicies, id: string): 'blocked' | 'forced' | 'free' {
  const { ExtensionSettings = {}, ExtensionInstallForcelist = [] } = policies;
  const { ExtensionInstallBlocklist = [], ExtensionInstallAllowlist = [] } = policies;
  const own = ExtensionSettings[id]?.installation_mode;
  if (own === 'force_installed' || own === 'normal_installed') return 'forced';
  if (own === 'blocked' || own === 'removed') return 'blocked';
  if (own === 'allowed') return 'free';
  if (ExtensionInstallForcelist.some((entry) => entry.split(';')[0] === id)) return 'forced';
  if (ExtensionInstallAllowlist.includes(id)) return 'free';
  const general = ExtensionSettings['*']?.installation_mode;
  const isBlocked = general === 'blocked' || ExtensionInstallBlocklist.some((entry) => entry === '*' || entry === id);
  return isBlocked ? 'blocked' : 'free';
}
