import { render } from 'preact';
import { Route, Switch } from 'wouter-preact';
import 'uplot/dist/uPlot.min.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/pages.css';
import './styles/drills.css';
import { EventsPage } from './events/events-page.tsx';
import { FailoverPage } from './failover/failover-page.tsx';
import { LazyPage } from './parts/lazy-page.tsx';
import { Shell } from './parts/shell.tsx';
import { PaymentPage } from './payments/payment-page.tsx';
import { PaymentsPage } from './payments/payments-page.tsx';
import { ReadinessPage } from './readiness/readiness-page.tsx';
import { RegionsPage } from './regions/regions-page.tsx';
import { follow } from './store/connect.ts';
import { applyTheme } from './store/theme.ts';

// Looked at rarely: no part of the first load.
const loadDrills = () => import('./drills/drills-page.tsx').then(({ DrillsPage }) => DrillsPage);
const loadReference = () => import('./reference/reference-page.tsx').then(({ ReferencePage }) => ReferencePage);

function Console() {
  return (
    <Shell>
      <Switch>
        <Route path="/" component={RegionsPage} />
        <Route path="/failover" component={FailoverPage} />
        <Route path="/payments" component={PaymentsPage} />
        <Route path="/payments/:id">{({ id }) => <PaymentPage id={id} key={id} />}</Route>
        <Route path="/events" component={EventsPage} />
        <Route path="/drills">
          <LazyPage key="drills" load={loadDrills} />
        </Route>
        <Route path="/readiness" component={ReadinessPage} />
        <Route path="/reference">
          <LazyPage key="reference" load={loadReference} />
        </Route>
        <Route>
          <h1>There is no such page</h1>
        </Route>
      </Switch>
    </Shell>
  );
}

applyTheme();
const root = document.getElementById('console');
if (root !== null) render(<Console />, root);
void follow();
