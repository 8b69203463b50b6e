import type { Edit } from '../text/edit-file.ts';
import type { Names } from '../text/names.ts';

/** The places outside of its own folder where a service is named. */
export function placesOf({ name, className }: Pick<Names, 'name' | 'className'>, owner: string): readonly Edit[] {
  return [
    {
      file: 'libs/contracts/src/service-names.ts',
      at: ", 'failover'] as const",
      by: () => `, '${name}', 'failover'] as const`,
    },
    {
      file: 'libs/contracts/src/index.ts',
      at: "export { ChangeTermsRequest, MerchantTerms, Terms } from './http/operators/terms.ts';\n",
      by: (found) => `export { ${className}Payment } from './http/operators/${name}.ts';\n${found}`,
    },
    {
      file: 'tools/deployment/src/course/api-check.ts',
      at: '  failover: healthPaths.serving,\n',
      by: (found) => `  ${name}: \`/${name}/v1/payments/pay_\${'0'.repeat(32)}\`,\n${found}`,
    },
    {
      file: '.github/CODEOWNERS',
      at: '/services/failover/ ',
      by: (found) => `/services/${name}/ ${owner}\n${found}`,
    },
    {
      file: 'CHANGELOG.md',
      at: '## Unreleased\n\n',
      by: (found) => `${found}- **${name}**: a new service ([README](services/${name}/README.md)).\n`,
    },
  ];
}
