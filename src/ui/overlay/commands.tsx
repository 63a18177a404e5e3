import { createContext, useContext, useLayoutEffect, useRef } from 'react';
import type { MessageKey } from '@/i18n/en';
import type { MenuItem } from './menuItems';

/** Something that can be done by its name; `words.<id>` among the texts is what people type for it besides. */
export interface Command extends MenuItem {
  /** The heading that it stands below. */
  readonly group: MessageKey;
}

/** Where features that do not know each other leave what they can do: each a question for what it offers just now. */
export type CommandBoard = Set<() => readonly Command[]>;

const BoardContext = createContext<CommandBoard | undefined>(undefined);
export const CommandBoardProvider = BoardContext.Provider;

/** Offers these as long as the component is on the page. Outside a board nobody asks for them. */
export function useOffer(commands: readonly Command[]): void {
  const board = useContext(BoardContext);
  const now = useRef(commands);
  now.current = commands;
  // Before anybody can ask for what is on the screen.
  useLayoutEffect(() => {
    if (!board) return undefined;
    const offer = () => now.current;
    board.add(offer);
    return () => void board.delete(offer);
  }, [board]);
}

/** What is offered at this moment. */
export function useOffered(): readonly Command[] {
  const board = useContext(BoardContext);
  return board ? [...board].flatMap((offer) => offer()) : [];
}
