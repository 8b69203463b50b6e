/** The spellings of one name. */
export interface Names {
  /** As files and resources are called: `list-cases`. */
  readonly name: string;
  /** `ListCases`. */
  readonly className: string;
  /** `listCases`. */
  readonly propertyName: string;
  /** `LIST_CASES`. */
  readonly constantName: string;
}

/** @throws Error when it is not lower-case words, joined by dashes */
export function namesOf(name: string): Names {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`a name must be lower-case words joined by dashes, got ${JSON.stringify(name)}`);
  }
  const className = name
    .split('-')
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('');
  return {
    name,
    className,
    propertyName: `${className.slice(0, 1).toLowerCase()}${className.slice(1)}`,
    constantName: name.replaceAll('-', '_').toUpperCase(),
  };
}
