// Settings of the app, from the environment only: `%name%` in binding options, and connections by setting name.

export type Settings = NodeJS.ProcessEnv;

/** A connection setting that is not there: the real host stops as a whole, and so does this one. */
export class MissingConnection extends Error {
  readonly setting: string;

  constructor(setting: string, functionName: string) {
    super(
      `The setting "${setting}" is missing or empty: it is the connection of the function "${functionName}"`,
    );
    this.setting = setting;
  }
}

/** Replaces every `%name%`; throws with the name of a setting that is missing. */
export function resolveSettings(text: string, settings: Settings): string {
  return text.replaceAll(/%([^%]+)%/g, (_, name: string) => {
    const value = settings[name];
    if (value === undefined)
      throw new Error(`"%${name}%" does not resolve to a value: there is no setting "${name}"`);
    return value;
  });
}

/** The connection string of a setting, also under the `AzureWebJobs` prefix, as the real host looks it up. */
export function connectionString(setting: string, functionName: string, settings: Settings): string {
  const value = settings[`AzureWebJobs${setting}`] || settings[setting];
  if (!value) throw new MissingConnection(setting, functionName);
  return value;
}
