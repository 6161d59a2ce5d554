// The script in the page of a survey. Compiled with what it uses by page/scripts.ts into one text; start.ts says what it does.
import { start } from './start.js';

start();
