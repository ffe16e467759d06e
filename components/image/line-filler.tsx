/** After a cell that spans `spanOfLine` columns: fills the row on wider screens, so that its background does not end early. */
export function LineFiller() {
  return (
    <>
      <td aria-hidden colSpan={3} className="border-t-0! max-md:hidden" />
      <td aria-hidden className="border-t-0! max-lg:hidden" />
    </>
  )
}
