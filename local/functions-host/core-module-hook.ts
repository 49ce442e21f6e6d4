// Makes `@azure/functions-core`, which is in no registry, resolve to this host's module for `require` and `import`.
import { registerHooks } from 'node:module';

const coreModule = new URL('./core-module.ts', import.meta.url).href;
let installed = false;

/** Installs the resolution once; call it before the app is loaded. */
export function installCoreModule(): void {
  if (installed) return;
  installed = true;
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier !== '@azure/functions-core') return next(specifier, context);
      return { url: coreModule, format: 'module-typescript', shortCircuit: true };
    },
  });
}
