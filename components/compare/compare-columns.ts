/** On narrow screens the change stands under the platform, and the two sizes give way to their difference. */
export const columns = [
  { name: 'Platform', className: 'w-auto md:w-[34%]' },
  { name: 'Change', className: 'max-sm:hidden' },
  { name: 'Before', className: 'text-right max-md:hidden md:w-[14%]' },
  { name: 'After', className: 'text-right max-md:hidden md:w-[14%]' },
  { name: 'Difference', className: 'w-28 text-right md:w-[20%]' },
]

/** The columns that every width shows: what a line under a row spans, so that no width gains empty columns. */
export const spanOfLine = 2
