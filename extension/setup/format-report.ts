// The report as text: for the clerk to look at before it is saved, and for the help desk to read.
import { type MessageKey, translate } from '../base/i18n.ts';
import { type Report, type SectionName, sectionNames } from './report.ts';

const headings = {
  versions: 'report_versions',
  checks: 'report_checks',
  doctor: 'report_doctor',
  drivers: 'report_drivers',
  tokens: 'report_tokens',
  page: 'report_page',
  controls: 'report_controls',
  settings: 'report_settings',
  errors: 'report_errors',
  trace: 'report_trace',
} as const satisfies Record<SectionName, MessageKey>;

/** Values stand alone where their names say nothing that a reader needs. */
function formatRow(row: Report[SectionName][number]): string {
  return Object.entries(row)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join('  ');
}

export function formatReport(report: Report): string {
  const sections = sectionNames.map((name) => {
    const rows = report[name].map(formatRow);
    return [`■ ${translate(headings[name])}`, ...(rows.length === 0 ? [translate('compare_none')] : rows)].join('\n');
  });
  return `${[translate('report_title'), ...sections].join('\n\n')}\n`;
}
