// A bag of texts: each as often as it was given and not taken back. Little is in it at a time, so that what is gone is
// removed from the state at every occasion.

import { list, varchar } from '../../sql-expression/types.ts';
import { decodeName, encodeName } from '../document.ts';
import type { Aggregate } from './aggregate.ts';
import { addNumber, numberIn } from './state.ts';

export const bagOfTexts: Aggregate = {
  type: list(varchar),
  invertible: true,
  holdsLittle: true,
  add: (state, { main }, weight, value) => {
    if (value !== null) addNumber(state, `${main}:${encodeName(String(value))}`, weight);
  },
  read: (state, { main }) => {
    const prefix = `${main}:`;
    return Object.keys(state)
      .filter(field => field.startsWith(prefix))
      .sort()
      .flatMap(field => {
        const times = Math.max(numberIn(state, field), 0);
        return Array.from({ length: times }, () => decodeName(field.slice(prefix.length)));
      });
  },
  compact: (state, { main }) => {
    for (const field of Object.keys(state))
      if (field.startsWith(`${main}:`) && numberIn(state, field) === 0) delete state[field];
  },
};
