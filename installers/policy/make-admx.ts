// Templates for the group policy editor (ADMX, ADML) from the schema that the extension itself ships.
import { type AdmxLanguage, generalWords, settingWords, valueWords } from './admx-words.ts';

/** The part of a JSON schema that managed-schema.json uses. */
interface SettingSchema {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly items?: SettingSchema;
}
export type SettingsSchema = Readonly<Record<string, SettingSchema>>;

const browserKeys = { chrome: 'Google\\Chrome', edge: 'Microsoft\\Edge' } as const;
type Browser = keyof typeof browserKeys;
const browsers = Object.keys(browserKeys) as Browser[];

const namespaces =
  'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
  'xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" schemaVersion="1.0"';
const escapeText = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The ADMX: one policy a setting and browser. @param extensionId below whose key the browser looks */
export function makeAdmx(settings: SettingsSchema, extensionId: string): string {
  const policies = browsers.flatMap((browser) =>
    Object.entries(settings).map(([name, schema]) => {
      const key = `SOFTWARE\\Policies\\${browserKeys[browser]}\\3rdparty\\extensions\\${extensionId}\\policy`;
      return makePolicy(browser, name, schema, key);
    }),
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions ${namespaces} revision="1.0">
  <policyNamespaces>
    <target prefix="shebao" namespace="ShebaoCertAssistant.Policies" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <supportedOn>
    <definitions>
      <definition name="supported" displayName="$(string.supported)" />
    </definitions>
  </supportedOn>
  <categories>
    <category name="product" displayName="$(string.product)" />
${browsers.map((browser) => `    <category name="${browser}" displayName="$(string.${browser})"><parentCategory ref="product" /></category>`).join('\n')}
  </categories>
  <policies>
${policies.join('\n')}
  </policies>
</policyDefinitions>
`;
}

/** The browser takes lists as keys with numbered values, and everything else that is no plain value as JSON in a string. */
function makePolicy(browser: Browser, name: string, schema: SettingSchema, key: string): string {
  const id = `${browser}_${name}`;
  const isBoolean = schema.type === 'boolean';
  const open =
    `    <policy name="${id}" class="Both" displayName="$(string.${name})" explainText="$(string.${name}_explain)" ` +
    `key="${key}"${isBoolean ? ` valueName="${name}"` : ` presentation="$(presentation.${name})"`}>\n` +
    `      <parentCategory ref="${browser}" />\n      <supportedOn ref="supported" />\n`;
  const body = isBoolean
    ? '      <enabledValue><decimal value="1" /></enabledValue>\n      <disabledValue><decimal value="0" /></disabledValue>\n'
    : `      <elements>\n        ${makeElement(name, schema, key)}\n      </elements>\n`;
  return `${open}${body}    </policy>`;
}

function makeElement(name: string, schema: SettingSchema, key: string): string {
  if (schema.enum) {
    const items = schema.enum.map(
      (value) => `<item displayName="$(string.value_${value})"><value><string>${value}</string></value></item>`,
    );
    return `<enum id="${name}" valueName="${name}" required="true">${items.join('')}</enum>`;
  }
  if (schema.type === 'array' && schema.items?.type === 'integer')
    return `<list id="${name}" key="${key}\\${name}" valuePrefix="" />`;
  return `<text id="${name}" valueName="${name}" required="true" maxLength="100000" />`;
}

/** The ADML: the words of one language. @throws Error for a setting or a value that has none */
export function makeAdml(settings: SettingsSchema, language: AdmxLanguage): string {
  const strings = Object.entries(generalWords).map(([name, words]) => [name, words[language]]);
  const presentations: string[] = [];
  for (const [name, schema] of Object.entries(settings)) {
    const words = settingWords[name]?.[language];
    if (!words) throw new Error(`no ${language} words for the setting ${name}`);
    strings.push([name, words.title], [`${name}_explain`, words.explain]);
    for (const value of schema.enum ?? []) {
      const word = valueWords[value]?.[language];
      if (word === undefined) throw new Error(`no ${language} word for the value ${value}`);
      strings.push([`value_${value}`, word]);
    }
    presentations.push(makePresentation(name, schema, words.title));
  }
  const table = [...new Map(strings as [string, string][])].map(
    ([name, text]) => `      <string id="${name}">${escapeText(text)}</string>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources ${namespaces} revision="1.0">
  <displayName>${escapeText(generalWords.product?.[language] ?? '')}</displayName>
  <description>${escapeText(generalWords.product?.[language] ?? '')}</description>
  <resources>
    <stringTable>
${table.join('\n')}
    </stringTable>
    <presentationTable>
${presentations.filter(Boolean).join('\n')}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
}

function makePresentation(name: string, schema: SettingSchema, title: string): string {
  if (schema.type === 'boolean') return '';
  const label = escapeText(title);
  const control = schema.enum
    ? `<dropdownList refId="${name}" noSort="true" defaultItem="0">${label}</dropdownList>`
    : schema.items?.type === 'integer'
      ? `<listBox refId="${name}">${label}</listBox>`
      : `<textBox refId="${name}"><label>${label}</label></textBox>`;
  return `      <presentation id="${name}">${control}</presentation>`;
}
