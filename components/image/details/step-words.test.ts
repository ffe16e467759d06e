import { expect, test } from 'vitest'
import { stepWords } from './step-words'

test.each([
  ['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
  ['/bin/sh -c #(nop) ADD file:1 in / ', 'ADD file:1 in /'],
  ['/bin/sh -c apt-get update', 'RUN apt-get update'],
  ['RUN /bin/sh -c make all # buildkit', 'RUN make all'],
  ['RUN |1 A=b /bin/sh -c make # buildkit', 'RUN |1 A=b /bin/sh -c make'],
  ['COPY a b # buildkit', 'COPY a b'],
  ['# debian.sh --arch arm64', '# debian.sh --arch arm64'],
  ['powershell -Command Get-Item # buildkit', 'powershell -Command Get-Item'],
  ['', ''],
])('%s', (createdBy, words) => {
  expect(stepWords(createdBy)).toBe(words)
})
