import { expect, test } from 'vitest'
import { parseDockerfile } from './dockerfile'
import { resolveStages, type StageBase } from './dockerfile-stages'

/** `image AS name from other, …` of each stage, the stages between bars. */
function show(text: string): string {
  const { stages } = parseDockerfile(text)
  return stages
    .map(({ base, name, sources }) => {
      const from = [...new Set(sources.map((source) => source.from))].join(', ')
      return `${base}${name ? ` AS ${name}` : ''}${from ? ` from ${from}` : ''}`
    })
    .join(' | ')
}

// BuildKit 0.26.3 reads each of these just so.
test.each([
  ['a single line', 'FROM alpine:3\n', 'alpine:3'],
  ['no newline at the end', 'FROM alpine', 'alpine'],
  ['instructions and names in any case', 'from alpine as Build\nfrom build\n', 'alpine AS build | build'],
  ['tabs between words', 'FROM\talpine\tAS\tx\n', 'alpine AS x'],
  ['space before an instruction', '   FROM alpine\n', 'alpine'],
  ['Windows line ends', 'FROM alpine\r\nRUN true \\\r\n  FROM\r\nFROM busybox\r\n', 'alpine | busybox'],
  ['a byte order mark', '\uFEFFFROM alpine\n', 'alpine'],
  ['a continued line', 'FROM \\\n  alpine:3 \\\n  AS base\nFROM base\n', 'alpine:3 AS base | base'],
  ['a word continued on the next line', 'FROM alp\\\nine\n', 'alpine'],
  ['space after the continuation', 'FROM \\  \n alpine\n', 'alpine'],
  ['comments within a continued line', 'FROM \\\n# not here\n  # nor here\n alpine\n', 'alpine'],
  ['an empty line within a continued line', 'FROM \\\n\n alpine\n', 'alpine'],
  ['a comment is never continued', '# a \\\nFROM alpine\n', 'alpine'],
  ['a doubled escape is no continuation', 'FROM alpine\nRUN echo \\\\\nFROM busybox\n', 'alpine | busybox'],
  ['a continuation in the last line', 'FROM alpine \\', 'alpine'],
  ['the escape directive', '# escape=`\nFROM `\n win\nRUN dir c:\\\nFROM busybox\n', 'win | busybox'],
  [
    'the escape directive after the syntax directive',
    '# syntax=docker/dockerfile:1\n# escape=`\nFROM win AS `\n a\nCOPY a c:\\\nFROM a\n',
    'win AS a | a',
  ],
  ['an escape directive after a comment is a comment', '# hello\n# escape=`\nFROM a\nRUN dir \\\nFROM busybox\n', 'a'],
  ['an escape directive after an empty line is a comment', '\n# escape=`\nFROM a\nRUN dir \\\nFROM busybox\n', 'a'],
  ['an escape directive with capitals and spaces', '#   ESCAPE =  `\nFROM `\n a\n', 'a'],
  ['a heredoc', 'FROM alpine\nRUN <<EOF\nFROM evil\nEOF\nFROM busybox\n', 'alpine | busybox'],
  ['a quoted heredoc', "FROM alpine\nRUN <<'EOF'\nFROM $evil\nEOF\nFROM busybox\n", 'alpine | busybox'],
  ['a heredoc whose word has a space', 'FROM alpine\nRUN <<"E F"\nFROM $evil\nE F\nFROM busybox\n', 'alpine | busybox'],
  ['a heredoc with tabs', 'FROM alpine\nRUN <<-EOF\n\tFROM evil\n\t\tEOF\nFROM busybox\n', 'alpine | busybox'],
  [
    'tabs count where there is no dash',
    'FROM alpine\nRUN <<EOF\n\tEOF\nFROM evil\nEOF\nFROM busybox\n',
    'alpine | busybox',
  ],
  [
    'several heredocs of one line',
    'FROM alpine\nCOPY <<a.txt <<b.txt /x/\nFROM evil\na.txt\nFROM evil2\nb.txt\nFROM busybox\n',
    'alpine | busybox',
  ],
  [
    'a heredoc for a file descriptor',
    'FROM alpine\nRUN cat 3<<EOF\nFROM evil\nEOF\nFROM busybox\n',
    'alpine | busybox',
  ],
  [
    'a heredoc with a command around it',
    'FROM alpine\nRUN python3 <<EOF > /x\nFROM evil\nEOF\nFROM busybox\n',
    'alpine | busybox',
  ],
  [
    'space before the word of a heredoc',
    'FROM alpine\nRUN cat << EOF\nFROM evil\nEOF\nFROM busybox\n',
    'alpine | busybox',
  ],
  [
    'a heredoc with Windows line ends',
    'FROM alpine\r\nRUN <<EOF\r\nFROM evil\r\nEOF\r\nFROM busybox\r\n',
    'alpine | busybox',
  ],
  [
    'no comments and continuations in a heredoc',
    'FROM alpine\nRUN <<EOF\n# x\nFROM evil \\\nEOF\nFROM busybox\n',
    'alpine | busybox',
  ],
  [
    'a heredoc that begins in a continued line',
    'FROM alpine\nRUN a && \\\n cat <<EOF\nFROM evil\nEOF\nFROM busybox\n',
    'alpine | busybox',
  ],
  ['no heredoc within quotes', 'FROM alpine\nRUN echo "<<EOF"\nFROM busybox\n', 'alpine | busybox'],
  ['a heredoc after an escape', 'FROM alpine\nRUN echo \\<<EOF\nFROM busybox\n', 'alpine | busybox'],
  ['a here-string is no heredoc', 'FROM alpine\nRUN cat <<<foo\nFROM busybox\n', 'alpine | busybox'],
  ['a shift in an arithmetic expression', 'FROM alpine\nRUN echo $((1<<2))\nFROM busybox\n', 'alpine | busybox'],
  ['no heredoc in the exec form', 'FROM alpine\nRUN ["cat", "<<EOF"]\nFROM busybox\n', 'alpine | busybox'],
  ['no heredoc in ENV', 'FROM alpine\nENV a=<<EOF\nFROM busybox\n', 'alpine | busybox'],
  ['a heredoc of ONBUILD', 'FROM alpine\nONBUILD RUN <<EOF\nFROM evil\nEOF\nFROM busybox\n', 'alpine | busybox'],
  [
    'a heredoc after an option',
    'FROM alpine\nRUN --mount=type=cache,target=/x <<EOF\nFROM evil\nEOF\nFROM busybox\n',
    'alpine | busybox',
  ],
  [
    'a heredoc of an instruction in lower case',
    'FROM alpine\ncopy <<x /x\nFROM evil\nx\nFROM busybox\n',
    'alpine | busybox',
  ],
  [
    'COPY from a stage, by number and from an image',
    'FROM golang AS build\nFROM alpine\nCOPY --from=build /a /a\nCOPY --from=0 /b /b\nCOPY --from=busybox:1 /c /c\n',
    'golang AS build | alpine from build, 0, busybox:1',
  ],
  [
    'mounts from stages and images',
    'FROM alpine\nRUN --mount=type=bind,from=tools,target=/t --mount=from=x:1,target=/y true\n',
    'alpine from tools, x:1',
  ],
  ['a quoted mount', 'FROM alpine\nRUN --mount=type=bind,"from=tools",target=/t true\n', 'alpine from tools'],
  [
    'mounts over several lines',
    'FROM alpine\nRUN --mount=type=bind,from=tools,target=/t \\\n --mount=type=cache,target=/c \\\n true\n',
    'alpine from tools',
  ],
  [
    'options behind other words are none',
    'FROM alpine\nRUN echo --mount=from=evil --from=evil\nCOPY a --from=evil /x\n',
    'alpine',
  ],
  ['ONBUILD copies in another build', 'FROM a\nONBUILD COPY --from=evil a b\n', 'a'],
])('%s', (_, text, expected) => {
  expect(show(text)).toBe(expected)
  expect(parseDockerfile(text).problems).toEqual([])
})

function faultsOf(text: string): string[] {
  const file = parseDockerfile(text)
  const machine = { os: 'linux', architecture: 'amd64' }
  const stages = resolveStages(file, { args: {}, target: machine, build: machine })
  const bases = stages.flatMap(({ base, sources }) => [base, ...sources.map((source) => source.base)])
  const faultOf = (base: StageBase) => (base.kind === 'unknown' ? [base.problem] : [])
  return [...file.problems.map(({ message }) => message), ...bases.flatMap(faultOf)]
}

// BuildKit refuses each of these.
test.each([
  ['an escape directive after an unknown one', '# foo=bar\n# escape=`\nFROM `\n a\n', '“A” is not an instruction'],
  ['another escape character', '# escape=x\nFROM a\n', 'escape character can only'],
  ['the escape directive twice', '# escape=`\n# escape=`\nFROM a\n', 'only once'],
  [
    'no heredoc in the middle of a word',
    'FROM alpine\nRUN cat>x<<EOF\nFROM evil\nEOF\nFROM busybox\n',
    '“EOF” is not an instruction',
  ],
  [
    'a heredoc’s word with more behind it',
    'FROM alpine\nRUN cat <<EOF>x\nFROM evil\nEOF\nFROM busybox\n',
    '“EOF>x” does not end',
  ],
  ['a shift that looks like a heredoc', 'FROM alpine\nRUN echo $(( 1 << 2 ))\nFROM busybox\n', 'does not end'],
  ['a heredoc without an end', 'FROM alpine\nRUN <<EOF\nFROM busybox\n', '“EOF” does not end'],
  [
    'no heredoc after an open quote',
    "FROM alpine\nRUN echo it's <<EOF\nFROM busybox\nEOF\n",
    '“EOF” is not an instruction',
  ],
  ['a brace that does not close', `FROM alpine\${V\n`, 'cannot be worked out'],
  ['a variable without name', `FROM alpine\${}\n`, 'has no name'],
  ['no FROM at all', 'RUN true\n', 'before the first FROM'],
  ['FROM alone', 'FROM\n', 'name of the image is missing'],
  ['three words without AS', 'FROM a b c\n', 'After FROM stands'],
  ['AS without a name', 'FROM a as\n', 'After FROM stands'],
  ['a name that begins with a digit', 'FROM a AS 1x\n', 'cannot name a stage'],
  ['an instruction that there is not', 'FROM a\nFOO bar\n', '“FOO” is not an instruction'],
  ['an option that FROM does not have', 'FROM --foo=x a\n', 'no option “--foo=x”'],
  ['a comment behind FROM', 'FROM alpine # comment\n', 'After FROM stands'],
  ['another instruction before FROM', 'ENV a=b\nFROM a\n', 'ENV stands before'],
  ['a name that becomes empty', `FROM \${X}\n`, 'is empty'],
  ['a no-break space', 'FROM\u00a0alpine\n', 'is not an instruction'],
  ['variables in COPY --from', 'FROM a\nCOPY --from=$x a b\n', 'variables do not work here'],
  ['a stage that there is not', 'FROM a\nCOPY --from=3 a b\n', 'no stage 3'],
  ['a value that is demanded', `FROM a\${D:?tell}\n`, 'D: tell'],
  ['a platform that is none', 'FROM --platform=a/b/c/d x\n', 'is not a platform'],
  ['a platform that becomes empty', 'FROM --platform=$P x\n', 'is not a platform'],
])('said to be wrong: %s', (_, text, expected) => {
  expect(faultsOf(text).join(' ')).toContain(expected)
})

test('a wrong line is named, and the lines around it are read', () => {
  const file = parseDockerfile('FROM a\nFOO \\\n bar\nRUN <<X\n\nX\nNO\nFROM b\n')
  expect(file.problems.map(({ line }) => line)).toEqual([2, 7])
  expect(file.stages.map(({ line }) => line)).toEqual([1, 8])
})

test.each([
  ['continuations', `FROM a\n${'RUN x \\\n'.repeat(30_000)}`],
  ['spaces before an escape', `FROM a\nRUN ${' '.repeat(200_000)}x`],
  ['escapes', `FROM a\nRUN ${'\\ '.repeat(100_000)}`],
  ['returns', `FROM a\n${'\r'.repeat(200_000)}x`],
  ['spaces in a directive', `# syntax=${' '.repeat(200_000)}x ${' '.repeat(50_000)}\nFROM a`],
  ['heredocs', `FROM a\nRUN ${'<<E '.repeat(50_000)}`],
  ['options', `FROM ${'--platform=a '.repeat(20_000)}a`],
  ['quotes', `FROM a\nARG ${'"a'.repeat(100_000)}`],
  ['stages', 'FROM a AS b\n'.repeat(20_000)],
])('a file full of %s is read in one go', (_, text) => {
  expect(parseDockerfile(text).stages[0]?.base).toBe('a')
})
