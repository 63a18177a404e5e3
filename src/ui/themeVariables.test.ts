import { format } from 'prettier';
import { expect, test } from 'vitest';
import { mantineVariables } from './themeVariables';

test('the style sheet of variables is what Mantine would inject for this theme', async () => {
  const css = await format(mantineVariables(), { parser: 'css', singleQuote: true, printWidth: 110 });
  await expect(css).toMatchFileSnapshot('./mantineVariables.css');
});
