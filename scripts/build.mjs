/** `npm run build`: src/ to dist/. */
import { setUp } from './setup.mjs';

const { built } = await setUp({ build: true });
process.exitCode = built ? 0 : 1;
