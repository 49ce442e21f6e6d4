// One gold model: a key of it, live; and what it is made of.

import { useLocation, useRoute } from 'preact-iso';
import { answered, api } from '../../api/client.ts';
import { useLive } from '../../live.ts';
import { Empty } from '../../parts/failure.tsx';
import { LiveView } from '../../parts/live-view.tsx';
import { Page } from '../../parts/page.tsx';
import { at } from '../../paths.ts';
import './gold.css';
import { type Chosen, KeyForm, SomeKeys } from './key-form.tsx';
import { LiveAnswer } from './live-answer.tsx';
import { ModelMakeUp } from './make-up.tsx';
import { type GoldModel, shapeOf } from './models-page.tsx';
import { Rebuild } from './rebuild.tsx';

export default function ModelPage() {
  const name = decodeURIComponent(useRoute().params.model ?? '');
  const live = useLive(async signal => (await answered(api.GET('/gold', { signal }))).models, 60_000, [name]);
  const model = live.data.value?.find(candidate => candidate.name === name);
  return (
    <Page
      title={name}
      tab={`${name} · Gold`}
      lead={model && `${model.description} ${capital(shapeOf(model))}.`}
      actions={model && <Rebuild model={name} />}
    >
      <LiveView live={live} what={name}>
        {models => (model ? <Model model={model} /> : <NoSuchModel name={name} models={models} />)}
      </LiveView>
    </Page>
  );
}

function Model({ model }: { model: GoldModel }) {
  const { query, route } = useLocation();
  const chosen = chosenIn(query, model);
  const choose = ({ key, grain }: Chosen) =>
    route(at(`/gold/${model.name}`, { ...key, ...(grain === null ? {} : { grain }) }));
  return (
    <>
      <section class="panel" aria-label="Key">
        <KeyForm model={model} chosen={chosen} choose={choose} />
        {Object.keys(chosen.key).length === 0 ? (
          <Empty title="No key is chosen.">
            <p>
              Give {model.key.map(({ name }) => name).join(' and ')}, and its rows show here and change by
              themselves.
            </p>
            <SomeKeys model={model} choose={choose} />
          </Empty>
        ) : (
          <LiveAnswer model={model} chosen={chosen} />
        )}
      </section>
      <ModelMakeUp name={model.name} />
    </>
  );
}

/** What of the address is a key of the model; nothing, when a part that is needed is not there. */
function chosenIn(query: Record<string, string>, { key, grain }: GoldModel): Chosen {
  const given = key.flatMap(({ name }) => (query[name] ? [[name, query[name]] as const] : []));
  const needed = key.length === 1 ? 1 : key.length - 1;
  const isEnough = key.slice(0, needed).every(({ name }) => query[name]);
  return {
    key: isEnough ? Object.fromEntries(given) : {},
    grain: grain === null ? null : (query.grain ?? null),
  };
}

function NoSuchModel({ name, models }: { name: string; models: readonly GoldModel[] }) {
  return (
    <Empty title={`There is no gold model ${name}.`}>
      <p>There are:</p>
      <ul>
        {models.map(model => (
          <li key={model.name}>
            <a href={at(`/gold/${model.name}`)}>{model.name}</a>
          </li>
        ))}
      </ul>
    </Empty>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
