/** How many rows of a list have a digit: each is one barcode of the sheet of commands. */
const digits = 9

/** The digit that is scanned for a row of a list instead of pressing it; the rows behind the ninth have none. */
export function Digit({ row }: { row: number }) {
  return row < digits && <span className="hh-digit">{row + 1}</span>
}
