// What the host says on the command line, in Chinese and English. Names of checks and reasons are the same in both.
import type { RegistrationOutcome } from '../registration/register.ts';

export type Language = 'zh' | 'en';
type Words = Readonly<Record<Language, string>>;

/** A sentence for each reason that a check gives; `{name}` stands for one of its details. */
const reasons: Readonly<Record<string, Words>> = {
  'program-there': { zh: '本机程序在 {path}', en: 'the program is {path}' },
  'program-missing': {
    zh: '找不到启动程序 {path}，请重新安装',
    en: 'the program to start is missing: {path}. Install again',
  },
  registered: { zh: '已登记：{manifest}', en: 'registered: {manifest}' },
  'browser-not-found': { zh: '没有安装这个浏览器，不需要登记', en: 'not installed, so nothing to register' },
  'not-registered': { zh: '没有登记，请运行 --register', en: 'not registered. Run --register' },
  'other-program': {
    zh: '清单 {manifest} 启动的是另一个程序 {program}。确认不需要它后运行 --register --force',
    en: '{manifest} starts another program, {program}. When that is not wanted, run --register --force',
  },
  'program-not-executable': {
    zh: '清单 {manifest} 里的程序没有执行权限：{program}',
    en: '{manifest} names a program that may not be executed: {program}',
  },
  'caller-missing': {
    zh: '清单 {manifest} 没有允许本扩展，请运行 --register',
    en: '{manifest} does not let our extension in. Run --register',
  },
  'manifest-missing': {
    zh: '注册表指向的清单不存在：{manifest}，请运行 --register',
    en: 'the registry names a manifest that is not there: {manifest}. Run --register',
  },
  'manifest-unreadable': {
    zh: '清单 {manifest} 无法读取，请运行 --register',
    en: '{manifest} cannot be read as a manifest. Run --register',
  },
  'installed-by-policy': { zh: '扩展由管理员统一安装', en: 'the extension is installed by policy' },
  'host-blocked': {
    zh: '管理策略不允许浏览器启动本机程序（NativeMessagingBlocklist），请联系管理员。来源：{source}',
    en: 'a policy forbids the browser to start this program (NativeMessagingBlocklist). Ask the administrator. Source: {source}',
  },
  'user-level-hosts-off': {
    zh: '管理策略只允许为整台电脑安装的本机程序（NativeMessagingUserLevelHosts），请管理员安装。来源：{source}',
    en: 'a policy allows only programs installed for the whole machine (NativeMessagingUserLevelHosts). Source: {source}',
  },
  'extension-blocked': {
    zh: '管理策略不允许安装本扩展，请联系管理员。来源：{source}',
    en: 'a policy forbids our extension. Ask the administrator. Source: {source}',
  },
  snap: {
    zh: 'snap 版浏览器无法启动本机程序，请改用 deb 版或官网版：{path}',
    en: 'a browser from a snap cannot start this program; use one from a .deb or its maker: {path}',
  },
  'snap-firefox': {
    zh: 'snap 版火狐要靠桌面代为启动本机程序，只有 Ubuntu 22.04 以上可以：第一次会询问，请允许；没有询问就改用 deb 版或官网版：{path}',
    en: 'Firefox from a snap has the desktop start this program, which only Ubuntu 22.04 and newer do: allow it when it asks; if it never asks, use one from a .deb or its maker: {path}',
  },
  flatpak: {
    zh: 'flatpak 版浏览器无法启动本机程序，请改用 deb 版或官网版：{path}',
    en: 'a browser from a flatpak cannot start this program; use one from a .deb or its maker: {path}',
  },
  'no-driver': {
    zh: '没有找到U盾驱动，请安装U盾附带的驱动',
    en: 'no driver of a U盾 was found. Install the one that came with it',
  },
  'driver-works': { zh: '{driver}：可用，看到 {tokens} 个U盾', en: '{driver}: works, sees {tokens} token(s)' },
  'driver-left-pair': {
    zh: '{driver}：看到 {tokens} 个U盾；这个U盾有签名和加密两张证书，PKCS#11 不能写入加密密钥，改由 {skf} 办理',
    en: '{driver}: sees {tokens} token(s); this one holds a pair of certificates, whose encryption key PKCS#11 cannot take in: {skf} works with it',
  },
  'driver-left-sm2': {
    zh: '{driver}：看到 {tokens} 个U盾；国密 SM2 证书改由 {skf} 办理，PKCS#11 标准里没有 SM2',
    en: '{driver}: sees {tokens} token(s); the PKCS#11 standard has no SM2, so {skf} works with its certificate',
  },
  'driver-left-empty': {
    zh: '{driver}：看到 {tokens} 个U盾，但看不到里面的证书，改由 {skf} 办理',
    en: '{driver}: sees {tokens} token(s) and no certificate on it: {skf} works with it',
  },
  'driver-wrong-architecture': {
    zh: '{driver}：驱动是 {architecture} 位型，与本机程序不符：{path}',
    en: '{driver}: built for {architecture}, which this program cannot load: {path}',
  },
  'driver-load-failed': { zh: '{driver}：驱动无法加载：{path}', en: '{driver}: cannot be loaded: {path}' },
  'driver-not-started': {
    zh: '{driver}：驱动能加载，但没能启动（{said}），请检查它的服务和设置：{path}',
    en: '{driver}: loads and does not start ({said}); look at its service and settings: {path}',
  },
  'driver-crashed': { zh: '{driver}：驱动崩溃：{path}', en: '{driver}: crashed: {path}' },
  'driver-timeout': { zh: '{driver}：驱动没有响应：{path}', en: '{driver}: does not answer: {path}' },
  'driver-failed': { zh: '{driver}：驱动出错（{code}）：{path}', en: '{driver}: failed ({code}): {path}' },
  'configuration-read': { zh: '配置正常：{file}', en: 'configuration is fine: {file}' },
  'configuration-wrong': { zh: '配置文件 {file} 有错：{field}', en: '{file} is wrong: {field}' },
  'journal-damaged': {
    zh: '订单日志里有读不出的订单，其他订单不受影响：{orders}。请保留文件夹 {folder} 并联系技术支持',
    en: 'the order journal holds orders that cannot be read; the others are not affected: {orders}. Keep the folder {folder} and ask the help desk',
  },
  'journal-writable': { zh: '订单日志可以写入：{folder}', en: 'the order journal can be written: {folder}' },
  'journal-not-writable': {
    zh: '订单日志无法写入（{code}）：{folder}',
    en: 'the order journal cannot be written ({code}): {folder}',
  },
  'disk-enough': { zh: '磁盘剩余 {freeMegabytes} MB', en: '{freeMegabytes} MB of disk are free' },
  'disk-full': {
    zh: '磁盘空间不足，只剩 {freeMegabytes} MB',
    en: 'the disk is nearly full, {freeMegabytes} MB are free',
  },
};

const outcomes: Readonly<Record<RegistrationOutcome, Words>> = {
  registered: { zh: '已登记', en: 'registered' },
  unchanged: { zh: '原已登记，没有改动', en: 'was registered already' },
  removed: { zh: '已取消登记', en: 'no longer registered' },
  absent: { zh: '没有登记', en: 'was not registered' },
  'left-alone': {
    zh: '登记的是另一个程序，没有改动（加 --force 可替换）',
    en: 'another program is registered there; left alone (--force replaces it)',
  },
  failed: { zh: '失败', en: 'failed' },
};

const general = {
  doctorTitle: { zh: '社保证书助手 自检', en: 'Certificate assistant, self-check' },
  allGood: { zh: '没有发现问题。', en: 'No problem found.' },
  problems: { zh: '发现 {count} 个问题，见上面带“✗”的行。', en: '{count} problem(s) found, in the lines with ✗.' },
  needsAdministrator: {
    zh: '没有权限：为整台电脑登记需要管理员身份。',
    en: 'Not permitted: for the whole machine this needs an administrator.',
  },
  unknownBrowser: { zh: '不认识的浏览器：{name}。可选：{known}', en: 'Unknown browser {name}. Known: {known}' },
  unknownOption: { zh: '参数有误：{reason}', en: 'Wrong arguments: {reason}' },
  unknownPlatform: { zh: '不支持这个系统。', en: 'This system is not supported.' },
  ordersStay: {
    zh: '有 {orders} 个订单还没有办完，它们的记录保留在 {folder}，重新安装后可以接着办',
    en: '{orders} order(s) are still under way; their records stay in {folder}, and a new installation goes on with them',
  },
  usage: {
    zh: `社保证书助手的本机程序，由浏览器启动。手动运行可用于检查和修复：
  --doctor [--json]          检查安装情况
  --register                 在浏览器中登记本机程序
  --unregister               取消登记
    --browser 名称           只处理一个浏览器（可重复）：{known}
    --system                 为整台电脑登记（需要管理员身份），默认只为当前用户
    --force                  即使登记的是另一个程序也替换
  --remove-user-data         删除当前用户的配置和已办完订单的记录（卸载时用）
  --version                  版本号
退出代码：0 正常，1 有问题或失败，2 参数有误，3 登记的是另一个程序，没有改动，4 还有没办完的订单，记录保留`,
    en: `The native host of the certificate assistant. Browsers start it; by hand it checks and repairs:
  --doctor [--json]          checks the installation
  --register                 registers this program with browsers
  --unregister               takes that back
    --browser NAME           one browser only (may be repeated): {known}
    --system                 for the whole machine (as an administrator) instead of this user
    --force                  also where another program is registered
  --remove-user-data         removes this user's configuration and finished orders' records (for uninstallers)
  --version                  version number
Exit codes: 0 fine, 1 a problem or failure, 2 wrong arguments, 3 another program is registered, left alone,
4 orders are still under way and their records stay`,
  },
} as const satisfies Record<string, Words>;

export type Sentence = keyof typeof general;

/**
 * Chinese for a Chinese locale, else English: as the environment says on POSIX systems, where an empty variable counts as
 * none, otherwise as the system says.
 */
export function chooseLanguage({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv, systemLocale: string): Language {
  return /^zh\b/i.test((LC_ALL || LC_MESSAGES || LANG || systemLocale).replace('_', '-')) ? 'zh' : 'en';
}

function fill(text: string, details: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '?'));
}

export function say(language: Language, sentence: Sentence, details: Readonly<Record<string, string | number>> = {}) {
  return fill(general[sentence][language], details);
}

/** The sentence for a check's `reason`; the reason itself when there is none. */
export function explainReason(language: Language, details: Readonly<Record<string, string | number>>): string {
  const reason = String(details.reason ?? '');
  return fill(reasons[reason]?.[language] ?? reason, details);
}

export function describeOutcome(language: Language, outcome: RegistrationOutcome): string {
  return outcomes[outcome][language];
}
