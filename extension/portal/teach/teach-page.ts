// Teaches the assistant a page: asks for one part after the other, shows what it understood, and hands over what it made of it.
import { translate } from '../../base/i18n.ts';
import { pageKindWords } from '../../base/page-kind-words.ts';
import { guardClicks } from '../click-guard.ts';
import { isPlainlyVisible } from '../is-plainly-visible.ts';
import type { TaughtNow } from '../page-messages.ts';
import type { SiteProfile } from '../profile.ts';
import { readPageUrl } from '../read-page-url.ts';
import { type CardButton, drawCard } from './draw-card.ts';
import { drawSketch } from './draw-sketch.ts';
import { type Choice, findMeant, guessChoice, listChoices } from './list-choices.ts';
import { type MadePage, makePage } from './make-page.ts';
import { openOverlay } from './overlay.ts';
import type { TeachableKind, TeachablePart } from './teachable-kinds.ts';

export interface TeachParts {
  readonly document: Document;
  readonly origin: string;
  readonly profile: SiteProfile;
  readonly kind: TeachableKind;
  /** Keeps it, and has the page looked at anew. False where it could not be kept. */
  readonly save: (taught: TaughtNow) => Promise<boolean>;
  /** It was left without anything being kept. */
  readonly leave: () => void;
}

const asks = { box: 'teach_ask_box', button: 'teach_ask_button', text: 'teach_ask_text' } as const;
const rowAsks = { box: 'teach_ask_row_box', button: 'teach_ask_row_button', text: 'teach_ask_row_text' } as const;
const refusals = { box: 'teach_not_box', button: 'teach_not_button', text: 'teach_not_text' } as const;

/** Until it is saved or left. Nothing of the page is changed, and nothing that is typed in it is read. */
export function teachPage({ document, origin, profile, kind, save, ...port }: TeachParts): void {
  const chosen: Record<string, HTMLElement> = {};
  const end = new AbortController();
  let index = 0;
  let isAtTop = false;
  let fault = '';
  let phase: 'ask' | 'check' | 'done' = 'ask';
  let made: MadePage | undefined;
  let choices: readonly Choice[] = [];
  let listed: HTMLElement | undefined;

  const overlay = openOverlay(document, { onPoint: point, onLeave: leave });
  const host = (overlay.card.getRootNode() as ShadowRoot).host as HTMLElement;
  const partNow = () => kind.parts[index];

  function leave(): void {
    end.abort();
    overlay.close();
    if (phase !== 'done') port.leave();
  }
  function mark(extra?: HTMLElement): void {
    const known = kind.parts.flatMap(({ name, words }) => {
      const element = chosen[name];
      return element ? [{ element, words }] : [];
    });
    const part = partNow();
    overlay.outline(extra && part ? [...known, { element: extra, words: `${part.words}？` }] : known);
  }
  function goTo(next: number): void {
    index = next;
    fault = '';
    listed = undefined;
    if (index >= kind.parts.length) check();
    else phase = 'ask';
    draw();
  }
  function check(): void {
    made = makePage(kind, chosen, profile, readPageUrl(document, origin), document);
    phase = 'check';
    if (!made) fault = translate('teach_failed');
  }
  function choose(part: TeachablePart, element: HTMLElement): void {
    const taken = kind.parts.find(({ name }) => name !== part.name && chosen[name] === element);
    if (taken) {
      fault = translate('teach_twice', taken.words);
      draw();
      return;
    }
    chosen[part.name] = element;
    goTo(index + 1);
  }
  function point(clicked: Element): void {
    const part = partNow();
    if (phase !== 'ask' || !part) return;
    const element = findMeant(clicked, part, choices);
    if (element) {
      choose(part, element);
      return;
    }
    fault = translate(refusals[part.sort], part.words);
    draw();
  }
  async function keep(): Promise<void> {
    if (!made) return;
    const isKept = await save({ origin, page: made.page, sketch: drawSketch(kind, chosen) }).catch(() => false);
    fault = isKept ? '' : translate('teach_not_saved');
    if (isKept) phase = 'done';
    draw();
  }

  function skip(): void {
    const part = partNow();
    if (part) delete chosen[part.name];
    goTo(index + 1);
  }
  function drawAsk(part: TeachablePart): void {
    choices = listChoices(document, part.sort);
    const guess = listed ?? chosen[part.name] ?? guessChoice(choices, part)?.element;
    listed = guess;
    const buttons: CardButton[] = [
      ...(choices.length > 0
        ? [{ words: translate('teach_this'), isPrimary: true, press: () => listed && choose(part, listed) }]
        : []),
      ...(part.isNeeded ? [] : [{ words: translate('teach_skip'), press: skip }]),
      ...(index > 0 ? [{ words: translate('teach_back'), press: () => goTo(index - 1) }] : []),
    ];
    drawCard(overlay.card, {
      title: translate('teach_title', translate(pageKindWords[kind.kind])),
      lines: [
        translate('teach_step', index + 1, kind.parts.length),
        translate((kind.rows === undefined ? asks : rowAsks)[part.sort], part.words),
      ],
      fault,
      listLabel: translate('teach_list'),
      choices: choices.map(({ element, words }, position) => ({
        words: words || translate('teach_nameless', position + 1),
        isChosen: element === guess,
        choose: () => {
          listed = element;
          element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
          mark(element);
        },
      })),
      buttons: [...buttons, ...commonButtons()],
      note: translate('teach_privacy'),
      guard: press,
    });
    mark(guess);
  }
  function drawCheck(): void {
    const known = kind.parts.filter(({ name }) => chosen[name]);
    const again = { words: translate('teach_again'), press: () => goTo(0) };
    drawCard(overlay.card, {
      title: translate('teach_title', translate(pageKindWords[kind.kind])),
      lines: made ? [translate('teach_understood')] : [],
      items: made ? known.map(({ words }) => words) : [],
      ...(made?.rowCount === undefined ? {} : { after: translate('teach_rows', made.rowCount) }),
      fault,
      buttons: [
        ...(made
          ? [{ words: translate('teach_save'), isPrimary: true, isLasting: true, press: () => void keep() }]
          : []),
        again,
        ...commonButtons(),
      ],
      note: translate('teach_privacy'),
      guard: press,
    });
    mark();
  }
  function drawDone(): void {
    overlay.outline([]);
    drawCard(overlay.card, {
      title: translate('teach_title', translate(pageKindWords[kind.kind])),
      lines: [],
      good: translate('teach_saved'),
      buttons: [{ words: translate('teach_done'), isPrimary: true, press: leave }],
      guard: press,
    });
  }
  function commonButtons(): CardButton[] {
    return [
      {
        words: translate('teach_move'),
        press: () => {
          isAtTop = !isAtTop;
          overlay.card.classList.toggle('top', isAtTop);
        },
      },
      { words: translate('teach_cancel'), press: leave },
    ];
  }
  /** What lasts takes only a click on what has been in sight for a moment; the rest one on what is. */
  function press(button: HTMLButtonElement, { press: run, isLasting }: CardButton): void {
    if (isLasting) guardClicks(end.signal, button, host, run);
    else
      button.addEventListener('click', (event) => {
        if (event.isTrusted && isPlainlyVisible(button, host)) run();
      });
  }
  function draw(): void {
    const part = partNow();
    if (phase === 'ask' && part) drawAsk(part);
    else if (phase === 'check') drawCheck();
    else drawDone();
  }
  draw();
}
