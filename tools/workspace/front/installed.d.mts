/** Whether what package-lock.json asks for is in node_modules. */
export function isInstalled(root: string): boolean;
