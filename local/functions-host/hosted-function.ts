// A registered function with its trigger and its state in this host: running, or in error with the reason.
import type { Binding, RegisteredFunction } from './core-types.ts';

export interface HostedFunction {
  name: string;
  registered: RegisteredFunction;
  trigger: Binding;
  /** The trigger's type in lower case. */
  type: string;
  /** Why the function does not run, when it does not; the others go on. */
  error?: string;
}

const supported = new Set([
  'httptrigger',
  'timertrigger',
  'eventgridtrigger',
  'eventhubtrigger',
  'queuetrigger',
]);

/** Finds the trigger; a type this host has no extension for puts only that function in error. */
export function hostedFunction(registered: RegisteredFunction): HostedFunction {
  const { name, bindings } = registered.metadata;
  const entries = Object.entries(bindings);
  const found = entries.find(([, binding]) => /trigger$/i.test(binding.type));
  const [bindingName, trigger] = found ?? ['', { type: 'none' }];
  const fn: HostedFunction = {
    name,
    registered,
    trigger: { ...trigger, name: bindingName },
    type: trigger.type.toLowerCase(),
  };
  if (!supported.has(fn.type)) {
    fn.error = `The binding type(s) '${trigger.type}' are not registered: this host has no extension for them`;
    return fn;
  }
  const others = entries.filter(
    ([other, binding]) => other !== bindingName && binding.type.toLowerCase() !== 'http',
  );
  if (others.length > 0) {
    const types = others.map(([, binding]) => binding.type).join(', ');
    fn.error = `The binding type(s) '${types}' are not registered: this host has no input or output bindings besides http`;
  }
  return fn;
}

/** The name under which the trigger's data is handed to the function. */
export function triggerName(fn: HostedFunction): string {
  return fn.trigger.name ?? '';
}
