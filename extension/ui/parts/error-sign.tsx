// The triangle at the head of an error card.
export function ErrorSign() {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 3 1.8 20.5h20.4z" />
      <path class="mark" d="M12 9.5v5m0 2.2v.6" />
    </svg>
  );
}
