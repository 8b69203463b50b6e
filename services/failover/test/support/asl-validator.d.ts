/** The package declares its types at a path that it does not export. */
declare module 'asl-validator' {
  /** Validates a definition; fills defaults into the one it is given. */
  function validate(definition: object): {
    readonly isValid: boolean;
    readonly errorsText: (separator?: string) => string;
  };
  export = validate;
}
