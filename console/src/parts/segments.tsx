// One of a few: radio buttons that look like one piece.

type SegmentsProps<Value extends string> = {
  /** What is chosen, for who does not see the choices beside each other. */
  name: string;
  choices: readonly { value: Value; name: string }[];
  value: Value;
  onChoose: (value: Value) => void;
};

export function Segments<Value extends string>({ name, choices, value, onChoose }: SegmentsProps<Value>) {
  return (
    <fieldset class="segments">
      <legend class="unseen">{name}</legend>
      {choices.map(choice => (
        <label key={choice.value}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChoose(choice.value)}
          />
          <span>{choice.name}</span>
        </label>
      ))}
    </fieldset>
  );
}
