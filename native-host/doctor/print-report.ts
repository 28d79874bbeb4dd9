// The doctor's answer as lines for a person.
import type { CommandResult } from '../../shared/protocol/messages.ts';
import type { DoctorCheck } from '../../shared/protocol/token-care.ts';
import { explainReason, type Language, say } from './words.ts';

const marks: Readonly<Record<DoctorCheck['status'], string>> = { ok: '✓', warning: '!', problem: '✗', unknown: '?' };

/** Number of checks that found a problem; warnings do not count. */
export function countProblems({ checks }: CommandResult<'doctor'>): number {
  return checks.filter(({ status }) => status === 'problem').length;
}

/** One line a check: mark, subject, sentence, and the check's own name for the help desk. */
export function printReport(result: CommandResult<'doctor'>, language: Language): string {
  const { hostVersion, platform, architecture, nodeVersion, checks } = result;
  const lines = checks.map(({ check, status, details }) => {
    const subject = typeof details.browser === 'string' ? `${details.browser}: ` : '';
    return `${marks[status]} ${subject}${explainReason(language, details)}  [${check}]`;
  });
  const count = countProblems(result);
  return [
    `${say(language, 'doctorTitle')} ${hostVersion} (${platform} ${architecture}, Node ${nodeVersion})`,
    ...lines,
    count === 0 ? say(language, 'allGood') : say(language, 'problems', { count }),
    '',
  ].join('\n');
}
