// Search and sorting, for who looks after many certificates; and the calendar file.
import { useState } from 'preact/hooks';
import { type MessageKey, translate } from '../../base/i18n.ts';
import { type Sorting, sortings } from './arrange-certificates.ts';
import type { PopupActions } from './popup-actions.ts';

const sortingWords: Readonly<Record<Sorting, MessageKey>> = {
  expiry: 'popup_sort_expiry',
  name: 'popup_sort_name',
  plugged: 'popup_sort_plugged',
};

interface SearchProps {
  readonly search: string;
  readonly sorting: Sorting;
  readonly onSearch: (text: string) => void;
  readonly onSort: (sorting: Sorting) => void;
}

export function CertificateSearch({ search, sorting, onSearch, onSort }: SearchProps) {
  return (
    <search class="finder">
      <input
        type="search"
        value={search}
        aria-label={translate('popup_search_label')}
        placeholder={translate('popup_search')}
        data-testid="search"
        onInput={(event) => onSearch(event.currentTarget.value)}
      />
      <select
        aria-label={translate('popup_sort_label')}
        data-testid="sorting"
        value={sorting}
        onChange={(event) => onSort(sortings.find((one) => one === event.currentTarget.value) ?? 'expiry')}
      >
        {sortings.map((one) => (
          <option key={one} value={one}>
            {translate(sortingWords[one])}
          </option>
        ))}
      </select>
    </search>
  );
}

export function CalendarButton({ actions }: { readonly actions: Pick<PopupActions, 'saveCalendar'> }) {
  const [result, setResult] = useState<MessageKey>();
  const save = async () => {
    const isSaved = await actions.saveCalendar().catch((error: unknown) => {
      console.warn('no calendar', error);
      return undefined;
    });
    if (isSaved === undefined) setResult('popup_calendar_failed');
    else setResult(isSaved ? 'popup_calendar_saved' : 'popup_calendar_nothing');
  };
  return (
    <p class="calendar soft">
      <button type="button" class="plain" data-testid="save-calendar" onClick={() => void save()}>
        {translate('popup_calendar')}
      </button>
      <span role="status" data-testid="calendar-result">
        {result && translate(result)}
      </span>
    </p>
  );
}
