import { useMemo } from 'preact/hooks';
import { CodeBox } from './code-box.tsx';
import { markJson } from './marked-json.ts';

type MarkedTextProps = { label: string; text: string; pointer: string };

/** An event's body with its wrong place marked. Whatever it holds is text here, and never part of the page. */
export function MarkedText({ label, text, pointer }: MarkedTextProps) {
  const { pieces, missing } = useMemo(() => markJson(text, pointer), [text, pointer]);
  return (
    <>
      {missing !== null && (
        <p>
          <code>{missing}</code> is not there; what should have it is marked.
        </p>
      )}
      <CodeBox label={label}>
        {pieces.map((piece, index) => (piece.marked ? <mark key={index}>{piece.text}</mark> : piece.text))}
      </CodeBox>
    </>
  );
}
