// Text that is typed over a selection: a browser keeps the look of what it replaces, by a style attribute that the page's
// policy refuses and reports. So it is done here, and the browser has nothing to do.

import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

export const plainTyping: Extension = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { data, inputType } = event;
    const { from, to, empty } = view.state.selection.main;
    if (inputType !== 'insertText' || data === null || empty || view.composing) return false;
    event.preventDefault();
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type' });
    // As the editor does with what the browser typed: a bracket may want to go around the selection.
    const handled = view.state
      .facet(EditorView.inputHandler)
      .some(handle => handle(view, from, to, data, insert));
    if (!handled) view.dispatch(insert());
    return true;
  },
});
