import {
  DEFAULT_THEME,
  convertCssVariables,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import { cssVariables, theme } from './theme';

/** Palettes of Mantine that nothing here uses; without them the style sheet is a quarter of its size. */
const UNUSED = [
  'pink',
  'grape',
  'violet',
  'indigo',
  'cyan',
  'green',
  'lime',
  'orange',
  'blue',
  'yellow',
  'teal',
];

/**
 * What MantineProvider would put into a style element at run time, as text for mantineVariables.css: the page's CSP
 * allows style sheets of its own origin only. `npx vitest run src/ui -u` writes it again after a change of the theme.
 */
export function mantineVariables(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const standard = defaultCssVariablesResolver(merged);
  const own = cssVariables(merged);
  const wanted = (variables: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(variables).filter(
        ([name]) => !UNUSED.some((color) => name.includes(`-color-${color}-`)),
      ),
    );
  return convertCssVariables(
    {
      variables: wanted({ ...standard.variables, ...standard.dark, ...own.variables, ...own.dark }),
      dark: {},
      light: {},
    },
    ':root',
  );
}
