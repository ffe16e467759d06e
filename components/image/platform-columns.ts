/** On narrow screens the columns in `wideOnly` move under the platform and the size. */
export const columns = [
  { name: 'Platform', className: 'w-auto md:w-[26%] lg:w-[27%]' },
  { name: 'Digest', className: 'w-[28%] lg:w-[17%]', wideOnly: true },
  { name: 'Size', className: 'w-24 text-right lg:w-[14%]' },
  { name: 'Layers', className: 'w-16 text-right lg:w-18', wideOnly: true },
  { name: 'Created', className: 'md:pl-6 lg:w-[14%] lg:pl-8', wideOnly: true },
  { name: 'Attached', className: 'hidden lg:table-cell' },
  { name: 'Pull', className: 'w-12 sm:w-14', isHidden: true },
]

/** The columns that every width shows: what a line under a row spans, so that no width gains empty columns. */
export const spanOfLine = 3
