import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The accent from faint to strong; 5 is the accent itself, so that hover (4) is lighter. */
const ACCENT: MantineColorsTuple = [
  '#eaf5ff',
  '#cfe8ff',
  '#b0daff',
  '#92ccff',
  '#75c1ff',
  '#5ab6ff',
  '#45a8f5',
  '#2f93e0',
  '#1f7cc4',
  '#14649f',
];

/** t1 t2 t3 ctl line2 sel hover raised panel bg, the greys of theme.css in Mantine's places. */
const GREYS: MantineColorsTuple = [
  '#e9ecf0',
  '#b1b9c4',
  '#97a1ae',
  '#626e7d',
  '#39424f',
  '#2a313b',
  '#20252d',
  '#181c22',
  '#111418',
  '#0b0d10',
];

/** Mantine in the tokens of theme.css. Nothing here may add style elements: the page's CSP forbids them. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 5,
  autoContrast: true,
  luminanceThreshold: 0.3,
  colors: { accent: ACCENT, dark: GREYS },
  white: '#e9ecf0',
  black: '#04131f',
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSizes: { xs: '11px', sm: '13px', md: '13px', lg: '15px', xl: '17px' },
  lineHeights: { xs: '14px', sm: '20px', md: '20px', lg: '22px', xl: '24px' },
  components: {
    // Locking the page's scroll is done by an injected style element; the page itself never scrolls here.
    Modal: { defaultProps: { lockScroll: false, centered: true, radius: 12 } },
    ModalRoot: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
    DrawerRoot: { defaultProps: { lockScroll: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, transitionProps: { duration: 120 } } },
    Popover: { defaultProps: { transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { transitionProps: { duration: 120 } } },
  },
});

/** Where Mantine's own roles meet our tokens. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {},
  dark: {
    '--mantine-color-text': 'var(--t1)',
    '--mantine-color-body': 'var(--panel)',
    '--mantine-color-dimmed': 'var(--t3)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-success': 'var(--ok)',
    '--mantine-color-placeholder': 'var(--t3)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--t1)',
    '--mantine-color-default-border': 'var(--line2)',
    '--mantine-color-disabled': 'var(--raised)',
    '--mantine-color-disabled-color': 'var(--ctl)',
    '--mantine-color-disabled-border': 'var(--line)',
  },
});
