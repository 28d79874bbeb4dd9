// The words of the operation window that a renewal and a change say differently.
import type { Operation } from '../../../shared/protocol/messages.ts';
import type { MessageKey } from '../../base/i18n.ts';

export const operationWords = {
  renew: {
    windowTitle: 'window_title',
    chooseHeading: 'token_choose_heading',
    verified: 'verified',
    runButton: 'renew_button',
    notVerifiedHint: 'not_verified_hint',
    unfinishedHeading: 'unfinished_heading',
    unfinishedText: 'unfinished_text',
    abandonTitle: 'abandon_title',
    abandonText: 'abandon_text',
    abandoned: 'abandoned',
    runningHeading: 'running_heading',
    runningSafe: 'running_safe',
    stepFindOrder: 'step_find_order',
    stepSubmit: 'step_submit',
    doneTitle: 'done_title',
    doneNextLogin: 'done_next_login',
  },
  change: {
    windowTitle: 'window_title_change',
    chooseHeading: 'token_choose_heading_change',
    verified: 'verified_change',
    runButton: 'change_button',
    notVerifiedHint: 'not_verified_hint_change',
    unfinishedHeading: 'unfinished_heading_change',
    unfinishedText: 'unfinished_text_change',
    abandonTitle: 'abandon_title_change',
    abandonText: 'abandon_text_change',
    abandoned: 'abandoned_change',
    runningHeading: 'running_heading_change',
    runningSafe: 'running_safe_change',
    stepFindOrder: 'step_find_order_change',
    stepSubmit: 'step_submit_change',
    doneTitle: 'done_title_change',
    doneNextLogin: 'done_next_login_change',
  },
} as const satisfies Record<Operation, Record<string, MessageKey>>;
