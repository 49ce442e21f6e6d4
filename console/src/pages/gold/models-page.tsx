// What gold models there are, and what each answers.

import { answered, api, type Schema } from '../../api/client.ts';
import { counted } from '../../format.ts';
import { useLive } from '../../live.ts';
import { Empty } from '../../parts/failure.tsx';
import { LiveView } from '../../parts/live-view.tsx';
import { Page } from '../../parts/page.tsx';
import { at } from '../../paths.ts';
import './gold.css';
import { TableHead } from '../../parts/table-head.tsx';

export type GoldModel = Schema<'GoldModel'>;

export default function ModelsPage() {
  const live = useLive(async signal => (await answered(api.GET('/gold', { signal }))).models, 60_000);
  return (
    <Page title="Gold" lead="Models that analysts own, folded live, each event once.">
      <LiveView live={live} what="models">
        {models => (models.length === 0 ? <NoModels /> : <ModelList models={models} />)}
      </LiveView>
    </Page>
  );
}

function NoModels() {
  return (
    <Empty title="There is no gold model yet.">
      <p>
        Write one SELECT … GROUP BY into models/gold/, then <code>npm run gold -- compile</code>.
      </p>
    </Empty>
  );
}

function ModelList({ models }: { models: readonly GoldModel[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section class="scroll" tabIndex={0} aria-label="Gold models">
      <table class="data models">
        <TableHead columns={['Model', 'By', 'Answers', { number: 'Version' }]} />
        <tbody>
          {models.map(model => (
            <tr key={model.name}>
              <th scope="row">
                <a href={at(`/gold/${model.name}`)}>{model.name}</a>
                <p class="quiet small">{model.description}</p>
              </th>
              <td>{model.key.map(({ name }) => name).join(', ')}</td>
              <td>
                {counted(model.columns.length, 'column')} {shapeOf(model)}
              </td>
              <td class="number">{model.version}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** When its rows are of. */
export function shapeOf({ grain, trailing, retention }: GoldModel): string {
  if (trailing) return `over the last ${trailing.join(', ')}`;
  if (grain) return `by ${grain}, kept ${retention ?? 'for good'}`;
  return 'as they are now';
}
