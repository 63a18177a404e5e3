import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components';
import { Key } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import type { PaletteEntry, PaletteProps } from './paletteEntries';
import { matching } from '@/ui/paletteMatch';
import { layerHost, OWNS_KEYS } from './keys';
import { LibraryParts } from './LibraryParts';
import styles from './palette.module.css';

/** How many lines are shown: a name that is typed on leads to the others. */
const MOST = 120;

/** On the field: the id of the line that is marked. */
const MARK = 'aria-activedescendant';

/** The line that Enter means: the list is marked a moment after it is drawn, and Enter means what stands in the field now. */
function meantBy(
  field: HTMLInputElement | null,
  entries: readonly PaletteEntry[],
  hasMoved: boolean,
): PaletteEntry | undefined {
  const marked = field?.getAttribute(MARK);
  const id = hasMoved && marked ? document.getElementById(marked)?.dataset['key'] : undefined;
  const text = field?.value ?? '';
  return (
    entries.find((one) => one.id === id) ?? (text.trim() === '' ? undefined : matching(entries, text)[0])
  );
}

interface SearchProps extends Pick<PaletteProps, 'label' | 'placeholder'> {
  readonly field: RefObject<HTMLInputElement | null>;
}

const Search = ({ field, label, placeholder }: SearchProps) => (
  <TextField aria-label={label} autoFocus className={styles['search'] ?? ''}>
    <Icon name="search" />
    <Input
      ref={field}
      role="combobox"
      aria-expanded
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
    />
    <Key>Esc</Key>
  </TextField>
);

/** All lines, in their groups. */
const sectionsOf = (entries: readonly PaletteEntry[], off: string) =>
  groupsOf(entries).map(([group, members]) => (
    <ListBoxSection key={group} aria-label={group} className={styles['section'] ?? ''}>
      <Header className={styles['heading'] ?? ''}>{group}</Header>
      {members.map((entry) => (
        <Row key={entry.id} {...{ entry, off }} isGrouped />
      ))}
    </ListBoxSection>
  ));

interface FrameProps extends Pick<PaletteProps, 'label' | 'onClose'> {
  readonly children: ReactNode;
}

/** The layer over the page. */
const Frame = ({ label, onClose, children }: FrameProps) => (
  <LibraryParts>
    <ModalOverlay
      isOpen
      UNSTABLE_portalContainer={layerHost()}
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className={styles['backdrop'] ?? ''}
      {...{ [OWNS_KEYS]: '' }}
    >
      <Modal className={styles['palette'] ?? ''}>
        <Dialog aria-label={label} className={styles['box'] ?? ''}>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  </LibraryParts>
);

/** An open palette in react-aria-components. */
export default function PaletteFrame(props: PaletteProps) {
  const { label, placeholder, nothing, off, entries, onClose } = props;
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const body = useMarkThatIsThere(field);
  /** An arrow or the pointer has marked a line since the last letter. */
  const hasMoved = useRef(false);
  const isAsked = typed.trim() !== '';
  const found = matching(entries, typed).slice(0, MOST);

  const run = (entry: PaletteEntry | undefined) => {
    if (!entry || entry.isDisabled === true) return;
    // Closed first: what it opens takes the focus from the page, not from a palette that goes.
    onClose();
    entry.run();
  };
  const byId = (id: unknown) => entries.find((one) => one.id === id);
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key.startsWith('Arrow')) hasMoved.current = true;
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return onClose();
    run(meantBy(field.current, entries, hasMoved.current));
  };

  return (
    <Frame {...{ label, onClose }}>
      <div ref={body} className={styles['body']} onKeyDownCapture={onKey}>
        <Autocomplete
          inputValue={typed}
          onInputChange={(text) => {
            hasMoved.current = false;
            setTyped(text);
          }}
        >
          <Search {...{ field, label, placeholder }} />
          <ListBox
            aria-label={label}
            className={styles['list'] ?? ''}
            selectionMode="none"
            renderEmptyState={() => <p className={styles['nothing']}>{nothing}</p>}
            onAction={(id) => run(byId(id))}
          >
            {isAsked
              ? found.map((entry) => <Row key={entry.id} {...{ entry, off }} isGrouped={false} />)
              : sectionsOf(found, off)}
          </ListBox>
        </Autocomplete>
      </div>
    </Frame>
  );
}

/**
 * Takes the mark off the field while the marked line is not in the list. The library marks the first line half a second
 * after the last letter, so as not to talk over it, and leaves the mark of the line before until then, also when that is gone.
 */
function useMarkThatIsThere(field: RefObject<HTMLInputElement | null>): RefObject<HTMLDivElement | null> {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!body.current) return undefined;
    const look = () => {
      const marked = field.current?.getAttribute(MARK);
      if (marked && !document.getElementById(marked)) field.current?.removeAttribute(MARK);
    };
    const changes = new MutationObserver(look);
    changes.observe(body.current, { childList: true, subtree: true, attributeFilter: [MARK] });
    return () => changes.disconnect();
  }, [field]);
  return body;
}

/** The groups in the order of their first entries. */
function groupsOf(entries: readonly PaletteEntry[]): readonly [string, readonly PaletteEntry[]][] {
  const groups = new Map<string, PaletteEntry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}

interface RowProps {
  readonly entry: PaletteEntry;
  readonly off: string;
  /** Its group stands above it. */
  readonly isGrouped: boolean;
}

function Row({ entry, off, isGrouped }: RowProps) {
  const { id, label, icon, keyHint, isChecked, group, isDisabled = false } = entry;
  const note = isDisabled ? off : entry.note;
  return (
    <ListBoxItem id={id} textValue={label} isDisabled={isDisabled} className={styles['entry'] ?? ''}>
      <span aria-hidden="true" className={styles['face']}>
        {icon !== undefined && <Icon name={icon} size={16} />}
      </span>
      <span className={styles['words']}>
        {label}
        {note !== undefined && note !== '' && <small>{note}</small>}
      </span>
      {isChecked === true && <Icon name="check" size={16} />}
      {!isGrouped && <small className={styles['group']}>{group}</small>}
      {keyHint !== undefined && (
        <span aria-hidden="true">
          <Key>{keyHint}</Key>
        </span>
      )}
    </ListBoxItem>
  );
}
