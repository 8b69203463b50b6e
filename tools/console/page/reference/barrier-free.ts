/** As much of React as the plugin uses: Swagger UI brings its own. */
interface ReactOfSwagger {
  createElement(type: unknown, props?: object | null, ...children: unknown[]): object;
}

interface LayoutProps {
  getComponent(name: string, isContainer?: boolean): unknown;
}

/**
 * Mends, as a plugin, barriers of Swagger UI: its own layout has a second main landmark within ours and a list of
 * servers without a name, and the field of a body has no name either.
 */
export function barrierFree({ React }: { readonly React: ReactOfSwagger }): object {
  const element = React.createElement;
  return {
    components: {
      ReferenceLayout: ({ getComponent }: LayoutProps) =>
        element(
          'div',
          { className: 'swagger-ui' },
          element(getComponent('SvgAssets')),
          element('div', { className: 'key' }, element(getComponent('AuthorizeBtnContainer', true))),
          element(getComponent('operations', true)),
        ),
    },
    wrapComponents: {
      TextArea: (original: unknown) => (props: object) =>
        element(original, { 'aria-label': 'Body of the request', ...props }),
    },
  };
}
