/** Tells whether one value of an event matches; `undefined` is a field that is not there. */
export type ValueTest = (value: unknown) => boolean;

type Scalar = string | number | boolean | null;

/**
 * Makes the test of one entry of a pattern's list: a value to equal, or an operator such as `{ "prefix": "a" }`.
 *
 * @throws Error for an operator or operand that EventBridge does not have, or that is not simulated
 */
export function valueTest(entry: unknown): ValueTest {
  if (isScalar(entry)) return (value) => value === entry;
  const [operator, operand] = onlyField(entry);
  const make = operators[operator];
  if (make === undefined) {
    throw new Error(`pattern operator ${operator} is not simulated; there are ${Object.keys(operators).join(', ')}`);
  }
  return make(operand);
}

const operators: Readonly<Record<string, (operand: unknown) => ValueTest>> = {
  prefix: (operand) => {
    if (typeof operand === 'string') return onText((text) => text.startsWith(operand));
    const folded = ignoringCase(operand);
    return onText((text) => text.toLowerCase().startsWith(folded));
  },
  suffix: (operand) => {
    if (typeof operand === 'string') return onText((text) => text.endsWith(operand));
    const folded = ignoringCase(operand);
    return onText((text) => text.toLowerCase().endsWith(folded));
  },
  'equals-ignore-case': (operand) => {
    const folded = textOf(operand).toLowerCase();
    return onText((text) => text.toLowerCase() === folded);
  },
  wildcard: (operand) => {
    const expression = wildcardExpression(textOf(operand));
    return onText((text) => expression.test(text));
  },
  exists: (operand) => {
    if (typeof operand !== 'boolean') throw new Error(`exists takes true or false, got ${JSON.stringify(operand)}`);
    // Only leaves exist for EventBridge: a field that holds an object does not.
    return (value) => (value !== undefined && (value === null || typeof value !== 'object')) === operand;
  },
  numeric: numericTest,
  'anything-but': anythingBut,
};

/** Everything but the listed values; a field that is not there does not match. */
function anythingBut(operand: unknown): ValueTest {
  const excluded = isScalar(operand) ? [operand] : operand;
  if (Array.isArray(excluded)) {
    if (excluded.length === 0 || !excluded.every(isScalar))
      throw new Error('anything-but takes values or one operator');
    return (value) => value !== undefined && !excluded.includes(value as Scalar);
  }
  const [operator, inner] = onlyField(excluded);
  if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(operator)) {
    throw new Error(`anything-but ${operator} is not simulated`);
  }
  const tests = (Array.isArray(inner) ? inner : [inner]).map((one) => valueTest({ [operator]: one }));
  return (value) => value !== undefined && !tests.some((test) => test(value));
}

/** `["=", 5]` or a range such as `[">", 0, "<=", 5]`. */
function numericTest(operand: unknown): ValueTest {
  const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
    '=': (value, bound) => value === bound,
    '<': (value, bound) => value < bound,
    '<=': (value, bound) => value <= bound,
    '>': (value, bound) => value > bound,
    '>=': (value, bound) => value >= bound,
  };
  if (!Array.isArray(operand) || ![2, 4].includes(operand.length)) {
    throw new Error(`numeric takes one or two comparisons, got ${JSON.stringify(operand)}`);
  }
  const tests = Array.from({ length: operand.length / 2 }, (_, index) => {
    const compare = comparisons[String(operand[2 * index])];
    const bound: unknown = operand[2 * index + 1];
    if (compare === undefined || typeof bound !== 'number') {
      throw new Error(`numeric takes = < <= > >= with a number, got ${JSON.stringify(operand)}`);
    }
    return (value: number) => compare(value, bound);
  });
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function wildcardExpression(pattern: string): RegExp {
  if (pattern.includes('**')) throw new Error(`wildcard ${pattern}: EventBridge refuses consecutive stars`);
  const parts = pattern.split(/(\\\*|\\\\|\*)/).map((part) => {
    if (part === '*') return '.*';
    return (part === '\\*' || part === '\\\\' ? part.slice(1) : part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}

function onText(test: (text: string) => boolean): ValueTest {
  return (value) => typeof value === 'string' && test(value);
}

function textOf(operand: unknown): string {
  if (typeof operand !== 'string') throw new Error(`the operator takes text, got ${JSON.stringify(operand)}`);
  return operand;
}

function ignoringCase(operand: unknown): string {
  const [operator, text] = onlyField(operand);
  if (operator !== 'equals-ignore-case') throw new Error(`${operator} is not allowed here; equals-ignore-case is`);
  return textOf(text).toLowerCase();
}

function onlyField(entry: unknown): readonly [string, unknown] {
  const fields = typeof entry === 'object' && entry !== null ? Object.entries(entry) : [];
  const [field] = fields;
  if (field === undefined || fields.length > 1) {
    throw new Error(`a pattern's list holds values and operators, got ${JSON.stringify(entry)}`);
  }
  return field;
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
