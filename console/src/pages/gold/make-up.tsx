import type { GoldModel } from './models-page.tsx';

export function ModelMakeUp(_: { model: GoldModel }) {
  return null;
}
