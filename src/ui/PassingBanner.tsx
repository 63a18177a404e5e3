import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
  type RefObject,
} from 'react';
import { Banner } from './Banner';
import { readingTimeMs } from './readingTime';

/** Takes away the message that stands: of those that only say something, and of those that can be answered. */
interface Standing {
  plain?: (() => void) | undefined;
  answered?: (() => void) | undefined;
}

const Place = createContext<RefObject<Standing> | undefined>(undefined);

/** Where messages come and go: of those that only say something the newest stands, and so of those that can be answered. */
export function PassingPlace({ children }: { readonly children: ReactNode }) {
  const standing = useRef<Standing>({});
  return <Place value={standing}>{children}</Place>;
}

interface PassingBannerProps extends Omit<ComponentProps<typeof Banner>, 'text' | 'close'> {
  readonly text: string;
  /** What it tells: told anew, it stays as long again. */
  readonly about: unknown;
  /** It says that something failed: it goes when it is closed, or when a newer one comes. */
  readonly stays?: boolean;
  readonly close: { readonly label: string; run(): void };
}

/** A message that goes by itself once it can have been read, but not from under the focus or the pointer; and when a newer one comes. */
export function PassingBanner({ about, stays = false, ...banner }: PassingBannerProps) {
  const { text, children, close } = banner;
  const standing = useContext(Place);
  const [isHeld, setHeld] = useState(false);
  const isAnswered = children !== undefined && children !== false;
  const kind = isAnswered ? 'answered' : 'plain';
  const over = useEffectEvent(() => close.run());
  useEffect(() => {
    const own = () => over();
    const now = standing?.current;
    if (!now) return undefined;
    now[kind]?.();
    now[kind] = own;
    return () => {
      if (now[kind] === own) now[kind] = undefined;
    };
  }, [standing, kind]);
  useEffect(() => {
    if (about === undefined || isHeld || stays) return undefined;
    const timer = setTimeout(() => over(), readingTimeMs(text, isAnswered));
    return () => clearTimeout(timer);
  }, [about, text, isHeld, stays, isAnswered]);
  return (
    <div
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      <Banner {...banner} />
    </div>
  );
}
