// The editor: CodeMirror in a shadow root, where its styles are adopted style sheets, so that the page's policy needs to
// allow no inline style. In a chunk of its own, loaded with the SQL view.

import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { keywordCompletionSource, type SQLNamespace, schemaCompletionSource } from '@codemirror/lang-sql';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { duckdb, functionCompletions, timeTravel } from './dialect.ts';
import { editorTheme, highlighting } from './editor-theme.ts';
import { namedTables, type Table } from './named-tables.ts';
import { plainTyping } from './plain-typing.ts';

export type Place = { line: number; column: number };

export type Editor = {
  text(): string;
  setText(text: string): void;
  /** At the cursor, or instead of what is selected. */
  insert(text: string): void;
  /** Marks where the query is wrong, and says why there. */
  mark(place: Place, message: string): void;
  /** Takes all marks away. */
  unmark(): void;
  /** Puts the cursor there. */
  goTo(place: Place): void;
  focus(): void;
  destroy(): void;
};

type EditorOptions = {
  text: string;
  /** What can be completed now. */
  tables: () => readonly Table[];
  changed: (text: string) => void;
  run: () => void;
  cancel: () => void;
};

export function createEditor(
  host: HTMLElement,
  { text, tables, changed, run, cancel }: EditorOptions,
): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: 'Mod-Enter', run: () => handled(run) },
            { key: 'Tab', run: acceptCompletion },
          ]),
        ),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        keymap.of([{ key: 'Escape', run: () => !handled(cancel) }]),
        [
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          bracketMatching(),
          closeBrackets(),
        ],
        [duckdb.extension, syntaxHighlighting(highlighting), editorTheme, lintGutter()],
        autocompletion({ override: sources(tables), icons: false, maxRenderedOptions: 60 }),
        placeholder('select … from silver.…'),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'SQL query' }),
        plainTyping,
        EditorView.updateListener.of(update => {
          if (update.docChanged) changed(update.state.doc.toString());
        }),
      ],
    }),
  });
  const offset = ({ line, column }: Place): number => {
    const { doc } = view.state;
    const { from, text: content } = doc.line(Math.min(Math.max(1, line), doc.lines));
    // Columns count characters, the editor counts UTF-16 units.
    return from + [...content].slice(0, column - 1).join('').length;
  };
  return {
    text: () => view.state.doc.toString(),
    setText: next => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    insert: piece => {
      view.dispatch(view.state.replaceSelection(piece));
      view.focus();
    },
    mark: (place, message) => {
      const from = offset(place);
      const to = view.state.wordAt(from)?.to ?? Math.min(from + 1, view.state.doc.length);
      const found: Diagnostic = { from: Math.min(from, to), to, severity: 'error', message };
      view.dispatch(setDiagnostics(view.state, [found]));
    },
    unmark: () => view.dispatch(setDiagnostics(view.state, [])),
    goTo: place => {
      view.dispatch({ selection: { anchor: offset(place) }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

function handled(act: () => void): true {
  act();
  return true;
}

type Source = (context: CompletionContext) => CompletionResult | null | Promise<CompletionResult | null>;

function sources(tables: () => readonly Table[]): Source[] {
  const words = keywordCompletionSource(duckdb);
  return [
    context => schemaCompletionSource({ dialect: duckdb, schema: namespace(tables()) })(context),
    context => columnsInSight(context, tables()),
    context => (context.matchBefore(/\.\w*/) ? null : words(context)),
  ];
}

function namespace(tables: readonly Table[]): SQLNamespace {
  const all: Record<string, Record<string, SQLNamespace> | SQLNamespace> = {};
  for (const table of tables) {
    const [schema = '', name] = table.name.split('.');
    const children = table.columns.map(completion);
    if (name === undefined) all[schema] = children;
    else
      all[schema] = {
        ...(all[schema] as Record<string, SQLNamespace>),
        [name]: { self: described(table, name), children },
      };
  }
  return all as SQLNamespace;
}

const described = ({ description }: Table, name: string): Completion => ({
  label: name,
  type: 'type',
  ...(description === null ? {} : { info: description }),
});

const completion = ({ name, type, comment }: Table['columns'][number]): Completion => ({
  label: name,
  detail: type.length > 32 ? `${type.slice(0, 31)}…` : type,
  type: 'property',
  ...(comment === null ? {} : { info: comment }),
});

/** Columns of the tables that the query names, without their table before them; functions; and AT. */
function columnsInSight(context: CompletionContext, tables: readonly Table[]): CompletionResult | null {
  const word = context.matchBefore(/\w+/);
  if (!word && !context.explicit) return null;
  const from = word?.from ?? context.pos;
  const before = context.state.sliceDoc(Math.max(0, from - 1), from);
  if (before === '.' || before === "'") return null;
  const columns = new Map<string, Completion>();
  for (const table of namedTables(context.state.doc.toString(), tables))
    for (const column of table.columns)
      if (!columns.has(column.name)) columns.set(column.name, { ...completion(column), boost: 20 });
  return { from, options: [...columns.values(), ...timeTravel, ...functionCompletions], validFor: /^\w*$/ };
}
