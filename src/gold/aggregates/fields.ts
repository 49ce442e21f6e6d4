// Names of an aggregate's fields in a state, made once for each aggregate and window of a span.

export type Fields = {
  main: string;
  /** One beside the main field: `.` is in no name that a model can give. */
  part(name: string): string;
};

export function createFields(main: string): Fields {
  const parts = new Map<string, string>();
  return {
    main,
    part: name => {
      let field = parts.get(name);
      if (field === undefined) {
        field = `${main}.${name}`;
        parts.set(name, field);
      }
      return field;
    },
  };
}
