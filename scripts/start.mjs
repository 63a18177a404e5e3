import { start } from './launch.mjs';

start(process.argv.slice(2), { page: true });
