// Where the editor is: it comes in a chunk of its own, and the query can be typed into a plain field until it is there.

import { useEffect, useRef } from 'preact/hooks';
import type { Editor } from './editor.ts';
import type { Table } from './named-tables.ts';

type EditorBoxProps = {
  text: string;
  tables: readonly Table[];
  changed: (text: string) => void;
  run: () => void;
  cancel: () => void;
  /** Called once, when the editor is there. */
  ready: (editor: Editor) => void;
};

export function EditorBox(props: EditorBoxProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    let editor: Editor | null = null;
    let left = false;
    void import('./editor.ts').then(({ createEditor }) => {
      if (left || !host.current) return;
      editor = createEditor(host.current, {
        text: latest.current.text,
        tables: () => latest.current.tables,
        changed: text => latest.current.changed(text),
        run: () => latest.current.run(),
        cancel: () => latest.current.cancel(),
      });
      latest.current.ready(editor);
    });
    return () => {
      left = true;
      editor?.destroy();
    };
  }, []);
  return <div ref={host} class="editor" />;
}
