// What the help page says, as data: the manual's four jobs as they go now, and what a clerk asks besides.
import type { ComponentType } from 'preact';
import type { MessageKey } from '../../base/i18n.ts';
import { ComparePicture } from './pictures/compare-picture.tsx';
import { ConfirmPicture } from './pictures/confirm-picture.tsx';
import { DonePicture } from './pictures/done-picture.tsx';
import { PagePicture } from './pictures/page-picture.tsx';
import { PapersPicture } from './pictures/papers-picture.tsx';
import { PlugPicture } from './pictures/plug-picture.tsx';
import { WindowPicture } from './pictures/window-picture.tsx';

interface Step {
  readonly text: MessageKey;
  readonly picture?: ComponentType;
}

export interface Job {
  /** Fragment of the page's address, e.g. help.html#renew. */
  readonly id: string;
  readonly title: MessageKey;
  readonly when: MessageKey;
  readonly need: MessageKey;
  readonly steps: readonly Step[];
  /** Said after the steps, where they may go another way. */
  readonly note?: MessageKey;
  readonly after: MessageKey;
  readonly needsPapers: boolean;
  /** Where it begins. */
  readonly start: 'login' | 'portal';
}

/** Renewal first: it is what everybody does every year. Source of the steps: the manual, (一) to (四). */
export const jobs: readonly Job[] = [
  {
    id: 'renew',
    title: 'help_renew_title',
    when: 'help_renew_when',
    need: 'help_renew_need',
    steps: [
      { text: 'help_renew_step_plug', picture: PlugPicture },
      { text: 'help_renew_step_page', picture: PagePicture },
      { text: 'help_renew_step_window', picture: WindowPicture },
      { text: 'help_renew_step_wait', picture: DonePicture },
    ],
    note: 'help_renew_no_order',
    after: 'help_renew_after',
    needsPapers: false,
    start: 'portal',
  },
  {
    id: 'change',
    title: 'help_change_title',
    when: 'help_change_when',
    need: 'help_change_need',
    steps: [
      { text: 'help_change_step_apply' },
      { text: 'help_change_step_fill' },
      { text: 'help_change_step_upload', picture: ConfirmPicture },
      { text: 'help_change_step_install', picture: ComparePicture },
    ],
    after: 'help_change_after',
    needsPapers: true,
    start: 'login',
  },
  {
    id: 'new',
    title: 'help_new_title',
    when: 'help_new_when',
    need: 'help_new_need',
    steps: [
      { text: 'help_new_step_check' },
      { text: 'help_new_step_fill' },
      { text: 'help_new_step_print', picture: PapersPicture },
      { text: 'help_new_step_upload' },
      { text: 'help_new_step_post' },
    ],
    after: 'help_new_after',
    needsPapers: true,
    start: 'login',
  },
  {
    id: 'replace',
    title: 'help_replace_title',
    when: 'help_replace_when',
    need: 'help_replace_need',
    steps: [
      { text: 'help_replace_step_choose' },
      { text: 'help_replace_step_rest' },
      { text: 'help_replace_step_post' },
    ],
    after: 'help_replace_after',
    needsPapers: true,
    start: 'login',
  },
];

/** Which job fits which trouble: the first question of everybody. */
export const situations: readonly {
  readonly text: MessageKey;
  readonly leadsTo: string;
  readonly title: MessageKey;
}[] = [
  { text: 'help_which_renew', leadsTo: 'renew', title: 'help_renew_title' },
  { text: 'help_which_change', leadsTo: 'change', title: 'help_change_title' },
  { text: 'help_which_new', leadsTo: 'new', title: 'help_new_title' },
  { text: 'help_which_replace', leadsTo: 'replace', title: 'help_replace_title' },
  { text: 'help_which_unlock', leadsTo: 'pin', title: 'help_pin_title' },
];

export const papers: readonly { readonly name: MessageKey; readonly note: MessageKey }[] = [
  { name: 'help_material_1', note: 'help_material_1_note' },
  { name: 'help_material_2', note: 'help_material_2_note' },
  { name: 'help_material_3', note: 'help_material_3_note' },
  { name: 'help_material_4', note: 'help_material_id_note' },
  { name: 'help_material_5', note: 'help_material_id_note' },
];

/** Headings behind the jobs, for the table of contents. */
export const topics: readonly { readonly id: string; readonly title: MessageKey }[] = [
  { id: 'materials', title: 'help_materials_title' },
  { id: 'daily', title: 'help_daily_title' },
  { id: 'pin', title: 'help_pin_title' },
  { id: 'trouble', title: 'help_trouble_title' },
  { id: 'safety', title: 'help_safety_title' },
];
