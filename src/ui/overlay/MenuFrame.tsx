import { useRef } from 'react';
import { Header, Menu, MenuItem, MenuSection, Popover } from 'react-aria-components';
import type { MenuItem as Item, MenuPoint, MenuProps, MenuSection as Section } from './menuItems';
import { Icon } from '@/ui/Icon';
import { Key } from '@/ui/Button';
import { layerHost, OWNS_KEYS } from './keys';
import { LibraryParts } from './LibraryParts';
import styles from './overlay.module.css';

/** An open menu in react-aria-components. */
export default function MenuFrame({ label, sections, at, onClose }: MenuProps) {
  const shown = sections.filter(({ items }) => items.length > 0);
  const point = useRef<HTMLSpanElement>(null);
  const anchor = useRef<Element | null>(null);
  const isPoint = !(at instanceof Element);
  if (!isPoint) anchor.current = at;
  return (
    <LibraryParts>
      {isPoint && <span ref={point} aria-hidden="true" className={styles['point']} style={placeOf(at)} />}
      <Popover
        isOpen
        isKeyboardDismissDisabled
        UNSTABLE_portalContainer={layerHost()}
        onOpenChange={(isOpen) => !isOpen && onClose()}
        triggerRef={isPoint ? point : anchor}
        placement={isPoint ? 'end top' : 'bottom start'}
        offset={isPoint ? 0 : 4}
        className={styles['panel'] ?? ''}
        data-kind="menu"
        aria-label={label}
        {...{ [OWNS_KEYS]: '' }}
      >
        <Menu aria-label={label} autoFocus="first" className={styles['menu'] ?? ''} onClose={onClose}>
          {shown.map((section) => (
            <MenuSection
              key={section.id}
              id={section.id}
              aria-label={section.label ?? label}
              className={styles['section'] ?? ''}
              data-joined={section.isJoined}
              {...checksOf(section)}
            >
              {section.label !== undefined && (
                <Header className={styles['heading'] ?? ''}>{section.label}</Header>
              )}
              {section.items.map((item) => (
                <Row key={item.id} item={item} onClose={onClose} />
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </LibraryParts>
  );
}

/** The most that a menu is wide (overlay.module.css), and what it keeps from the edge of the window, in CSS pixels. */
const WIDEST_PX = 340 + 8;

/**
 * Beside a point a menu has the whole height of the window, below it a part of it. Where neither side of the point is wide enough, it
 * hangs from the nearest that is.
 */
function placeOf({ x, y }: MenuPoint) {
  const room = window.innerWidth - WIDEST_PX;
  if (x <= room || x >= WIDEST_PX) return { left: x, top: y };
  const isRtl = document.documentElement.dir === 'rtl';
  return { left: isRtl ? Math.min(window.innerWidth, WIDEST_PX) : Math.max(0, room), top: y };
}

/** Items with a tick make their section one of several choices, each on or off by itself. */
function checksOf({ items }: Section) {
  if (items.every(({ isChecked }) => isChecked === undefined)) return {};
  return {
    selectionMode: 'multiple',
    selectedKeys: items.filter(({ isChecked }) => isChecked).map(({ id }) => id),
  } as const;
}

function Row({ item, onClose }: { item: Item; onClose: () => void }) {
  const { id, label, icon, keyHint, note, isDisabled = false, isChecked } = item;
  return (
    <MenuItem
      id={id}
      textValue={label}
      isDisabled={isDisabled}
      className={styles['item'] ?? ''}
      onAction={() => {
        // Closed first: what it opens takes the focus from the page, not from a menu that goes.
        onClose();
        item.run();
      }}
    >
      <span aria-hidden="true" className={styles['face']}>
        {icon !== undefined && <Icon name={icon} size={16} />}
      </span>
      <span className={styles['words']}>
        {label}
        {note !== undefined && <small>{note}</small>}
      </span>
      {isChecked === true && <Icon name="check" size={16} />}
      {keyHint !== undefined && (
        <span aria-hidden="true">
          <Key>{keyHint}</Key>
        </span>
      )}
    </MenuItem>
  );
}
