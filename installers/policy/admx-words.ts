// What the group policy editor says of each setting of ours. The settings themselves come from managed-schema.json.

interface Words {
  readonly title: string;
  readonly explain: string;
}

export const languages = ['zh-CN', 'en-US'] as const;
export type AdmxLanguage = (typeof languages)[number];

export const settingWords: Readonly<Record<string, Readonly<Record<AdmxLanguage, Words>>>> = {
  reminderDays: {
    'zh-CN': {
      title: '证书到期前几天提醒',
      explain: '每行一个天数，例如 90、60、30、15、7、1。从最后一个天数起每天提醒。不配置时用扩展自带的天数。',
    },
    'en-US': {
      title: 'Days before expiry on which to remind',
      explain:
        'One number a line, e.g. 90, 60, 30, 15, 7, 1; from the last one on, every day. Not configured: the built-in days.',
    },
  },
  language: {
    'zh-CN': { title: '界面语言', explain: '不配置时跟随浏览器的语言。' },
    'en-US': { title: 'Language', explain: "Not configured: the browser's language." },
  },
  logLevel: {
    'zh-CN': { title: '日志级别', explain: '写入浏览器控制台的内容多少。日志中没有 PIN 码和个人信息。' },
    'en-US': { title: 'Log level', explain: "How much goes to the browser's console. No PIN and no personal data." },
  },
  profile: {
    'zh-CN': {
      title: '网站资料（JSON）',
      explain: '选项页导出的网站资料，作为一行 JSON 文本。替换同名的自带资料，或增加一个网站。',
    },
    'en-US': {
      title: 'Site profile (JSON)',
      explain:
        'A site profile as the options page exports it, as one line of JSON. Replaces the built-in one of the same id, or adds a site.',
    },
  },
  supplement: {
    'zh-CN': {
      title: '教会的页面和添加的网站（JSON）',
      explain: '选项页“教会的页面和添加的网站”导出的文件内容，作为一行 JSON 文本。与经办人自己教会的页面一起生效。',
    },
    'en-US': {
      title: 'Pages taught and sites added (JSON)',
      explain:
        'What the options page exports under that heading, as one line of JSON. It comes beside what the clerk has taught.',
    },
  },
  units: {
    'zh-CN': {
      title: '单位资料（JSON）',
      explain: '单位页导出文件中 "units" 一项的内容，作为一行 JSON 文本。',
    },
    'en-US': {
      title: 'Unit profiles (JSON)',
      explain: 'What stands in the field "units" of a file that the units page exports, as one line of JSON.',
    },
  },
  openSetupOnInstall: {
    'zh-CN': { title: '安装扩展后打开安装检查页', explain: '统一安装时通常禁用，以免打扰。' },
    'en-US': {
      title: 'Open the setup page after installation',
      explain: 'Usually disabled where an administrator installs for everybody.',
    },
  },
};

/** Names of values of enumerations. */
export const valueWords: Readonly<Record<string, Readonly<Record<AdmxLanguage, string>>>> = {
  auto: { 'zh-CN': '跟随浏览器', 'en-US': "As the browser's" },
  zh_CN: { 'zh-CN': '简体中文', 'en-US': 'Simplified Chinese' },
  en: { 'zh-CN': '英文', 'en-US': 'English' },
  error: { 'zh-CN': '只记错误', 'en-US': 'Errors' },
  info: { 'zh-CN': '一般', 'en-US': 'Info' },
  debug: { 'zh-CN': '详细', 'en-US': 'Debug' },
};

export const generalWords: Readonly<Record<string, Readonly<Record<AdmxLanguage, string>>>> = {
  product: { 'zh-CN': '社保证书助手', 'en-US': 'Certificate assistant for social insurance' },
  chrome: { 'zh-CN': 'Google Chrome 中的设置', 'en-US': 'In Google Chrome' },
  edge: { 'zh-CN': 'Microsoft Edge 中的设置', 'en-US': 'In Microsoft Edge' },
  supported: { 'zh-CN': 'Chrome 120、Edge 120 或更高版本', 'en-US': 'Chrome 120, Edge 120 or later' },
};
