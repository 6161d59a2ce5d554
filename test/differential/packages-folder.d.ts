export function packagesFolder(): string;
export function installedPackages(root?: string): string[];
export function fetchedPackages(folder?: string): string[];
