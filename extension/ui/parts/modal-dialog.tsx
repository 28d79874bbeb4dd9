// A question that must be answered first. The browser keeps the focus inside and lets Esc close it.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  readonly title: string;
  readonly testId: string;
  readonly onCancel: () => void;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}

export function ModalDialog({ title, testId, onCancel, onSubmit, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    dialog.current?.showModal();
    return () => dialog.current?.close();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    onSubmit();
  };
  const cancel = (event: Event) => {
    event.preventDefault();
    onCancel();
  };
  return (
    <dialog ref={dialog} aria-labelledby="dialog-title" data-testid={testId} onCancel={cancel}>
      <form onSubmit={submit}>
        <h2 id="dialog-title">{title}</h2>
        {children}
      </form>
    </dialog>
  );
}
