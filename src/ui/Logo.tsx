/** The mark: the point on which every beam agrees. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      aria-hidden="true"
    >
      <circle cx="12" cy="12" r="7" />
      <path d="M12 1.5v6M12 16.5v6M1.5 12h6M16.5 12h6" strokeLinecap="round" />
      <circle cx="12" cy="12" r="1.8" fill="var(--accent)" stroke="none" />
    </svg>
  );
}
