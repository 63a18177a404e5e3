import { launch } from './launch.mjs';

const [action = '', ...rest] = process.argv.slice(2);
if (action !== 'add' && action !== 'remove') {
  console.error(
    'Say what to do with the sample studies: npm run samples -- add, or npm run samples -- remove.',
  );
  process.exit(2);
}
launch(['--samples', action, ...rest], { page: false });
