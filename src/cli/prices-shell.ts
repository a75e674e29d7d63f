/** What the prices commands need from the world. */
export interface PricesShell {
  readonly out: (text: string) => void;
  /** Progress and warnings. */
  readonly err: (text: string) => void;
  /** Folder of index.json and rules.json when no other is named. */
  readonly bookDir: string;
  /** "YYYY-MM-DD", the as-of date when none is given. */
  readonly today: string;
  /** The instant at which a refresh begins; the clock's where none is given. */
  readonly now?: string;
}
