// Whether a certificate may be renewed, for components that show one: the window that renews provides it, others do without.
import { createContext } from 'preact';
import type { JudgeRenewal } from '../../reminders/make-renewal-judge.ts';

export const RenewalJudge = createContext<JudgeRenewal | undefined>(undefined);
