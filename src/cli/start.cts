// Starts the bundled command, and keeps compiled code between runs where Node can (22.8 and later). Leaves all else to bin.ts.
const { enableCompileCache } = require('node:module') as { enableCompileCache?: () => unknown };

enableCompileCache?.();
void import('./command.js' as string);
