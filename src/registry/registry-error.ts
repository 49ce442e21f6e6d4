// Refusals by Confluent's codes: the status is the first three digits of the code.

/** Thrown where a request cannot be met. */
export class RegistryError extends Error {
  override name = 'RegistryError';
  readonly status: number;
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.status = Number(String(code).slice(0, 3));
    this.code = code;
  }
}

const refuse = (code: number) => (message: string) => new RegistryError(code, message);
const [notPermitted, referenced] = [refuse(42205), refuse(42206)];

export const refusal = {
  subjectNotFound: (subject: string) => new RegistryError(40401, `Subject '${subject}' not found.`),
  versionNotFound: (version: number | string) => new RegistryError(40402, `Version ${version} not found.`),
  schemaNotFound: (id?: number | string) =>
    new RegistryError(40403, id === undefined ? 'Schema not found' : `Schema ${id} not found`),
  subjectSoftDeleted: (subject: string) =>
    new RegistryError(
      40404,
      `Subject '${subject}' was soft deleted. Set permanent=true to delete permanently`,
    ),
  subjectNotSoftDeleted: (subject: string) =>
    new RegistryError(40405, `Subject '${subject}' was not deleted first before being permanently deleted`),
  versionSoftDeleted: (subject: string, version: number) =>
    new RegistryError(
      40406,
      `Subject '${subject}' Version ${version} was soft deleted. Set permanent=true to delete permanently`,
    ),
  versionNotSoftDeleted: (subject: string, version: number) =>
    new RegistryError(
      40407,
      `Subject '${subject}' Version ${version} was not deleted first before being permanently deleted`,
    ),
  noCompatibility: (subject: string) =>
    new RegistryError(40408, `Subject '${subject}' does not have subject-level compatibility configured`),
  noMode: (subject: string) =>
    new RegistryError(40409, `Subject '${subject}' does not have subject-level mode configured`),
  incompatible: refuse(409),
  invalidSchema: refuse(42201),
  invalidVersion: (version: string) =>
    new RegistryError(
      42202,
      `The specified version '${version}' is not a valid version id. Allowed values are between [1, 2^31-1] and the string "latest"`,
    ),
  invalidCompatibility: refuse(42203),
  invalidMode: refuse(42204),
  notPermitted,
  referenced: (subject: string, version: number) =>
    referenced(
      `One or more references exist to the schema {magic=1,keytype=SCHEMA,subject=${subject},version=${version}}.`,
    ),
  idDoesNotMatch: refuse(42207),
  invalidSubject: (subject: string, why: string) =>
    new RegistryError(42208, `The specified subject '${subject}' is not a valid subject. ${why}`),
  tooLarge: refuse(42209),
  unsupportedRules: refuse(42210),
};
